package org.shuqiao.routes.steps;

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
 */
public record OwnLog(String origin, LogHash hash, Signer signer) {

    SignedCheckpoint sign(TreeHead head) {
        return SignedCheckpoint.sign(new Checkpoint(origin, hash, head.size(), head.root()), key(), signer);
    }

    /** The certificates that go with what {@link #sign} gives. */
    CertificateChain chain() {
        return signer.chain();
    }

    /** The key that checkpoints are verified with. */
    public LogKey key() {
        return LogKey.of(origin, signer.chain());
    }

    /**
     * Reads a signed note of this log.
     *
     * @throws LogMismatch where it is no checkpoint of this log by this key
     */
    TreeHead verified(byte[] note) {
        try {
            SignedCheckpoint signed = SignedCheckpoint.parse(note);
            signed.verify(key());
            Checkpoint checkpoint = signed.checkpoint();
            if (!checkpoint.origin().equals(origin) || checkpoint.hash() != hash) {
                throw new LogMismatch("a checkpoint of another log");
            }
            return new TreeHead(checkpoint.size(), checkpoint.root());
        } catch (MalformedCheckpoint | SignatureRefused refused) {
            throw new LogMismatch("a checkpoint that this log's key has not signed");
        }
    }
}
