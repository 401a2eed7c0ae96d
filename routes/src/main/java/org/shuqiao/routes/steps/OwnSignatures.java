package org.shuqiao.routes.steps;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.MalformedStatement;
import org.shuqiao.certs.PinnedKey;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.Verifier;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/**
 * Checks, before anything leaves, that a transfer is what its gateway has signed: the statement names this transfer and the SM3 of this
 * payload, and the signature under it verifies with the certificate that is kept with it. Whether that certificate is trusted is for the
 * platform to say. Thread-safe.
 */
final class OwnSignatures {
    /** Few keys sign for the transfers of one platform; a key costs more to read than a signature to check. */
    private static final int KEYS = 64;

    private final Cache<ByteBuffer, Verifier> verifiers =
            Caffeine.newBuilder().maximumSize(KEYS).build();

    boolean hold(ClaimedTransfer transfer) {
        try {
            Statement statement = Statement.parse(transfer.statement());
            if (!statement.transferId().equals(transfer.id())
                    || !statement.payloadHash().equals(Sm3.hex(transfer.payload()))) {
                return false;
            }
            verifier(transfer.signingChain()).verify(transfer.statement(), transfer.signature());
            return true;
        } catch (MalformedStatement | CertificateRefused | SignatureRefused unsigned) {
            return false;
        }
    }

    private Verifier verifier(byte[] chain) throws CertificateRefused {
        ByteBuffer key = ByteBuffer.wrap(chain);
        Verifier known = verifiers.getIfPresent(key);
        if (known == null) {
            known = PinnedKey.of(CertificateChain.parse(chain)).verifier();
            verifiers.put(key, known);
        }
        return known;
    }
}
