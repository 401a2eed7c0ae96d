package org.shuqiao.routes.platforms;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformDescriptor.StatementCarrier;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/**
 * Calls with one payload, whatever their family: our signed statement in headers, and around it what the family says. Time stamp and
 * nonce come from the claim, so the same claim gives the same envelope while secret and clocks stay as they are.
 */
final class SingleCalls implements CallBuilder {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int NONCE_HEX_CHARS = 32;

    private final PlatformAccess access;
    private final PlatformDescriptor descriptor;
    private final StatementCarrier.Header statement;
    private final SingleCall family;
    private final CallSecrets secrets;
    private final PlatformClock clock;
    private volatile @Nullable Certificate certificate;

    SingleCalls(PlatformAccess access, CallSecrets secrets, PlatformClock clock) {
        this.access = access;
        this.descriptor = access.platform().descriptor();
        this.statement = (StatementCarrier.Header) descriptor.statement();
        this.family = SingleCall.of(descriptor.requiredCall(), access.clientId());
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public Envelope push(Batch batch) throws CertificateRefused, SecretUnavailable {
        ClaimedTransfer claimed = batch.transfers().get(0);
        String resource = Objects.requireNonNull(descriptor.datasets().get(batch.dataset()))
                .resource();
        CallSecret secret = secrets.of(resource);
        UnsignedCall call = new UnsignedCall(
                URI.create(access.baseUrl() + descriptor.requiredCall().path(resource)),
                statement(claimed),
                claimed.contentType(),
                claimed.payload(),
                resource,
                claimed.id(),
                clock.stamp(claimed.claimedAt()),
                nonce(claimed),
                secret.value());
        return new Envelope(
                batch.transfers(), List.of(Sm3.digest(claimed.payload())), family.signed(call), secret.version());
    }

    private SortedMap<String, String> statement(ClaimedTransfer claimed) throws CertificateRefused {
        Certificate signer = certificate(claimed.signingChain());
        SignatureForm form = Profiles.form(statement.signature());
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put(header("statement"), BASE64URL.encodeToString(claimed.statement()));
        headers.put(header("signature"), BASE64URL.encodeToString(form.fromDer(claimed.signature(), signer.chain())));
        headers.put(header("certificate"), signer.header());
        return headers;
    }

    private String header(String meaning) {
        return Objects.requireNonNull(statement.headers().get(meaning));
    }

    /** A gateway signs with few keys, so the last chain is nearly always the one. */
    private Certificate certificate(byte[] pem) throws CertificateRefused {
        Certificate last = certificate;
        if (last == null || !Arrays.equals(last.pem(), pem)) {
            CertificateChain chain = CertificateChain.parse(pem);
            last = new Certificate(pem, chain, BASE64URL.encodeToString(chain.leafDer()));
            certificate = last;
        }
        return last;
    }

    private record Certificate(byte[] pem, CertificateChain chain, String header) {}

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
