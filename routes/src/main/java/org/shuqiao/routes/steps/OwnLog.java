package org.shuqiao.routes.steps;

import java.util.List;
import java.util.function.Supplier;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.log.Checkpoint;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogKey;
import org.shuqiao.certs.log.MalformedCheckpoint;
import org.shuqiao.certs.log.SignedCheckpoint;
import org.shuqiao.certs.log.TreeHead;

/**
 * What this ledger's log is called and signed with.
 *
 * @param origin name of the log, also that of its key (C2SP signed-note)
 * @param signer of checkpoints, which may change its key at any time
 * @param chains certificates of every key that has ever signed for this log; asked each time, since others may change keys
 */
public record OwnLog(String origin, LogHash hash, Signer signer, Supplier<List<CertificateChain>> chains) {

    /** @param chain the certificates of the key that signed */
    record Signed(SignedCheckpoint checkpoint, CertificateChain chain) {}

    Signed sign(TreeHead head) {
        Signer now = signer.pinned(); // key and chain belong together, also while keys change
        Checkpoint checkpoint = new Checkpoint(origin, hash, head.size(), head.root());
        return new Signed(SignedCheckpoint.sign(checkpoint, LogKey.of(origin, now.chain()), now), now.chain());
    }

    /** The keys that checkpoints of this log may be verified with, oldest first. */
    public List<LogKey> keys() {
        return chains.get().stream().map(chain -> LogKey.of(origin, chain)).toList();
    }

    /**
     * Reads a signed note of this log.
     *
     * @throws LogMismatch where it is no checkpoint of this log by one of its keys
     */
    TreeHead verified(byte[] note) {
        try {
            SignedCheckpoint signed = SignedCheckpoint.parse(note);
            requireSigned(signed);
            Checkpoint checkpoint = signed.checkpoint();
            if (!checkpoint.origin().equals(origin) || checkpoint.hash() != hash) {
                throw new LogMismatch("a checkpoint of another log");
            }
            return new TreeHead(checkpoint.size(), checkpoint.root());
        } catch (MalformedCheckpoint malformed) {
            throw new LogMismatch("something else than a checkpoint");
        }
    }

    private void requireSigned(SignedCheckpoint signed) {
        for (LogKey key : keys()) {
            try {
                signed.verify(key);
                return;
            } catch (SignatureRefused byAnotherKey) {
                // One of the others, then.
            }
        }
        throw new LogMismatch("a checkpoint that no key of this log has signed");
    }
}
