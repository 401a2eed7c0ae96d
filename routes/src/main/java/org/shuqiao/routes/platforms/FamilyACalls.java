package org.shuqiao.routes.platforms;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.platforms.CallFamily;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformDescriptor.StatementCarrier;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/**
 * Calls of family A: the payload as body, the call signature and our signed statement in headers. Time stamp and nonce come from the
 * claim, so the same claim gives the same envelope.
 */
final class FamilyACalls implements CallBuilder {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int NONCE_HEX_CHARS = 32;

    private final PlatformAccess access;
    private final CallFamily.A family;
    private final StatementCarrier.Header statement;
    private volatile @Nullable Keyed keyed;
    private volatile @Nullable Certificate certificate;

    FamilyACalls(PlatformAccess access, CallFamily.A family) {
        this.access = access;
        this.family = family;
        this.statement =
                (StatementCarrier.Header) access.platform().descriptor().statement();
    }

    @Override
    public Envelope push(Batch batch) throws CertificateRefused {
        ClaimedTransfer claimed = batch.transfers().get(0);
        long timestamp = claimed.claimedAt().toEpochMilli();
        String nonce = nonce(claimed);
        Certificate signer = certificate(claimed.signingChain());
        SignatureForm form = Profiles.form(statement.signature());
        SortedMap<String, String> headers = new TreeMap<>();
        put(headers, family.headers(), "clientId", access.clientId());
        put(headers, family.headers(), "timestamp", Long.toString(timestamp));
        put(headers, family.headers(), "nonce", nonce);
        put(headers, family.headers(), "signature", call().sign(timestamp, nonce));
        put(headers, family.headers(), "idempotencyKey", claimed.id().toString());
        put(headers, statement.headers(), "statement", BASE64URL.encodeToString(claimed.statement()));
        put(
                headers,
                statement.headers(),
                "signature",
                BASE64URL.encodeToString(form.fromDer(claimed.signature(), signer.chain())));
        put(headers, statement.headers(), "certificate", signer.header());
        return new Envelope(
                batch.transfers(),
                List.of(Sm3.digest(claimed.payload())),
                new HttpCall(uri(claimed.dataset()), headers, claimed.contentType(), claimed.payload()));
    }

    @Override
    public Question ask(Inquiry inquiry) {
        throw new UnsupportedOperationException("family A has no call to ask with");
    }

    @Override
    public Poll poll(PollQuestion question) {
        throw new UnsupportedOperationException("family A has no call to poll with");
    }

    /** The secret changes rarely, so the last one is nearly always the one. */
    private FamilyACall call() {
        byte[] secret = access.clientSecret().get();
        Keyed last = keyed;
        if (last == null || !MessageDigest.isEqual(last.secret(), secret)) {
            last = new Keyed(secret, new FamilyACall(access.clientId(), secret));
            keyed = last;
        }
        return last.call();
    }

    private record Keyed(byte[] secret, FamilyACall call) {
        @Override
        public String toString() {
            return "Keyed[]";
        }
    }

    private static void put(
            SortedMap<String, String> headers, Map<String, String> names, String meaning, String value) {
        headers.put(Objects.requireNonNull(names.get(meaning)), value);
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

    private URI uri(String dataset) {
        PlatformDescriptor descriptor = access.platform().descriptor();
        PlatformDescriptor.Resource resource =
                Objects.requireNonNull(descriptor.datasets().get(dataset));
        return URI.create(access.baseUrl() + family.path(resource.resource()));
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
