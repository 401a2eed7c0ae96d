package org.shuqiao.routes.steps;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.evidence.Deletion;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;
import org.shuqiao.routes.ledger.MessageProofLedger.SignedMessage;
import org.shuqiao.routes.ledger.ReturnReceipt;

/**
 * What the log holds of a message, sealed by one checkpoint as an {@link Edition} is. There is none before the log holds all of
 * it: statement and receipt, and the deletion once the payload is gone.
 *
 * @param statement index of the statement's leaf
 * @param receipt index of our receipt's leaf
 * @param deleted null while the payload is here
 */
record MessageEdition(StoredCheckpoint checkpoint, long statement, long receipt, @Nullable Deleted deleted) {

    /** @param index of the deletion's leaf */
    record Deleted(Deletion deletion, long index) {}

    /** The newest edition; empty while no checkpoint covers all of it. */
    static Optional<MessageEdition> newest(PublishedLeaves.Reader log, SignedMessage message) {
        PublishedLeaves leaves = log.of(message.id(), message.batch());
        ReturnReceipt.Signed answer = message.receipt();
        Long statement = leaves.place(LogLeaf.returned(message.id(), message.statement(), message.signature()));
        Long receipt = leaves.place(LogLeaf.returnReceipt(message.batch(), answer.document(), answer.signature()));
        if (statement == null || receipt == null) {
            return Optional.empty();
        }
        if (message.payload() != null) {
            return sealed(log, statement, receipt, null);
        }
        Deletion deletion = deletion(message);
        Long deleted = leaves.place(deletion.leaf());
        return deleted == null ? Optional.empty() : sealed(log, statement, receipt, new Deleted(deletion, deleted));
    }

    private static Deletion deletion(SignedMessage message) {
        byte[] leaf = message.deletion();
        if (leaf == null) {
            throw new IllegalStateException(
                    "the payload of message " + message.id() + " is gone without a leaf of the log");
        }
        return Deletion.parse(leaf);
    }

    private static Optional<MessageEdition> sealed(
            PublishedLeaves.Reader log, long statement, long receipt, @Nullable Deleted deleted) {
        long last = Math.max(Math.max(statement, receipt), deleted == null ? 0 : deleted.index());
        return log.sealOf(last).map(checkpoint -> new MessageEdition(checkpoint, statement, receipt, deleted));
    }
}
