package org.shuqiao.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.ledger.StoredKey;

/**
 * A key as officers see it: everything but what is secret.
 *
 * @param fromYear first calendar year of the records that a MASKING key is for, 0 for every year; null for other keys
 */
public record KeyResponse(
        UUID id,
        StoredKey.Role role,
        String owner,
        StoredKey.Kind kind,
        int version,
        StoredKey.State state,
        @Nullable Certificate certificate,
        @Nullable Instant activateAt,
        @Nullable Integer fromYear,
        @Nullable Instant retiredAt,
        @Nullable Instant compromisedFrom,
        String reason,
        Instant createdAt,
        String createdBy) {

    /**
     * @param sm3 of the DER bytes, by which a trust file names the certificate
     * @param chain PEM, the key's own certificate first
     */
    public record Certificate(String serial, String sm3, Instant validFrom, Instant validUntil, String chain) {
        static Certificate of(byte[] pem) {
            try {
                CertificateChain chain = CertificateChain.parse(pem);
                return new Certificate(
                        chain.leafSerialHex(),
                        Sm3.hex(chain.leafDer()),
                        chain.validFrom(),
                        chain.validUntil(),
                        new String(pem, StandardCharsets.US_ASCII));
            } catch (CertificateRefused e) {
                throw new IllegalStateException("only chains that were read are stored", e);
            }
        }
    }

    static KeyResponse of(StoredKey key) {
        return new KeyResponse(
                key.id(),
                key.role(),
                key.owner(),
                key.kind(),
                key.version(),
                key.state(),
                key.chain() == null ? null : Certificate.of(key.chain()),
                key.activateAt(),
                key.role() == StoredKey.Role.MASKING ? key.fromYear() : null,
                key.retiredAt(),
                key.compromisedFrom(),
                key.reason(),
                key.createdAt(),
                key.createdBy());
    }
}
