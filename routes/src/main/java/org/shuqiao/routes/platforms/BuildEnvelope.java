package org.shuqiao.routes.platforms;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.PlatformDescriptor;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/**
 * Builds the envelope of an attempt for platforms of call-signature family A: the payload as body, the call signature and
 * our signed statement in headers. Time stamp and nonce come from the claim, so the same claim gives the same envelope.
 */
public final class BuildEnvelope {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int NONCE_HEX_CHARS = 32;

    private final PlatformDescriptor descriptor;
    private final URI baseUrl;
    private final String clientId;
    private final FamilyACall call;

    public BuildEnvelope(PlatformAccess access) {
        this.descriptor = access.platform().descriptor();
        this.baseUrl = access.baseUrl();
        this.clientId = access.clientId();
        this.call = new FamilyACall(access.clientId(), access.clientSecret());
    }

    public Envelope build(ClaimedTransfer claimed) throws CertificateRefused {
        long timestamp = claimed.claimedAt().toEpochMilli();
        String nonce = nonce(claimed);
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("X-Client-Id", clientId);
        headers.put("X-Timestamp", Long.toString(timestamp));
        headers.put("X-Nonce", nonce);
        headers.put("X-Signature", call.sign(timestamp, nonce));
        headers.put("X-Idempotency-Key", claimed.id().toString());
        headers.put("X-Shuqiao-Statement", BASE64URL.encodeToString(claimed.statement()));
        headers.put("X-Shuqiao-Signature", BASE64URL.encodeToString(claimed.signature()));
        headers.put(
                "X-Shuqiao-Certificate",
                BASE64URL.encodeToString(
                        CertificateChain.parse(claimed.signingChain()).leafDer()));
        return new Envelope(claimed, uri(claimed.dataset()), headers, claimed.payload());
    }

    private URI uri(String dataset) {
        String path = descriptor
                .call()
                .path()
                .replace("{resource}", descriptor.datasets().get(dataset).resource());
        return URI.create(baseUrl + path);
    }

    /** Differs from attempt to attempt, and cannot repeat within the platform's window. */
    private static String nonce(ClaimedTransfer claimed) {
        byte[] seed = ByteBuffer.allocate(20)
                .putLong(claimed.id().getMostSignificantBits())
                .putLong(claimed.id().getLeastSignificantBits())
                .putInt(claimed.attempt())
                .array();
        return HexFormat.of().formatHex(Sm3.digest(seed)).substring(0, NONCE_HEX_CHARS);
    }
}
