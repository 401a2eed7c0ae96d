package org.shuqiao.routes.platforms;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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
    private volatile @Nullable Certificate certificate;

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
        putCall(headers, "clientId", clientId);
        putCall(headers, "timestamp", Long.toString(timestamp));
        putCall(headers, "nonce", nonce);
        putCall(headers, "signature", call.sign(timestamp, nonce));
        putCall(headers, "idempotencyKey", claimed.id().toString());
        putStatement(headers, "statement", claimed.statement());
        putStatement(headers, "signature", claimed.signature());
        headers.put(statementHeader("certificate"), certificate(claimed.signingChain()));
        return new Envelope(claimed, uri(claimed.dataset()), headers, claimed.payload(), Sm3.digest(claimed.payload()));
    }

    private void putCall(Map<String, String> headers, String meaning, String value) {
        headers.put(Objects.requireNonNull(descriptor.call().headers().get(meaning)), value);
    }

    private void putStatement(Map<String, String> headers, String meaning, byte[] value) {
        headers.put(statementHeader(meaning), BASE64URL.encodeToString(value));
    }

    private String statementHeader(String meaning) {
        return Objects.requireNonNull(descriptor.statement().headers().get(meaning));
    }

    /** A gateway signs with few keys, so the last chain is nearly always the one. */
    private String certificate(byte[] chain) throws CertificateRefused {
        Certificate last = certificate;
        if (last == null || !Arrays.equals(last.chain(), chain)) {
            last = new Certificate(
                    chain,
                    BASE64URL.encodeToString(CertificateChain.parse(chain).leafDer()));
            certificate = last;
        }
        return last.header();
    }

    private record Certificate(byte[] chain, String header) {}

    private URI uri(String dataset) {
        PlatformDescriptor.Resource resource =
                Objects.requireNonNull(descriptor.datasets().get(dataset));
        return URI.create(baseUrl + descriptor.call().path(resource.resource()));
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
