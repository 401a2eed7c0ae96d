package org.shuqiao.routes.steps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.evidence.Breach;
import org.shuqiao.certs.evidence.Deletion;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;
import org.shuqiao.routes.ledger.ReadLedger.SignedTransferContent;
import org.shuqiao.routes.ledger.ReadLedger.StoredReceipt;

/**
 * What the log holds of a transfer, sealed by one checkpoint: the first with a time stamp that covers all of it, or the first
 * of any where none has. So the same leaves give the same edition for ever; a later receipt, or the time stamp, makes a new one.
 *
 * @param statement index of the statement's leaf
 * @param receipts those that the log holds, oldest leaf first
 * @param breaches those that the log holds, oldest leaf first
 * @param deleted null while the payload is here
 */
record Edition(
        StoredCheckpoint checkpoint,
        long statement,
        List<LoggedReceipt> receipts,
        List<LoggedBreach> breaches,
        @Nullable LoggedDeletion deleted) {

    /** @param index of the receipt's leaf */
    record LoggedReceipt(StoredReceipt receipt, long index) {}

    /** @param index of the breach's leaf */
    record LoggedBreach(Breach breach, long index) {}

    /** @param index of the deletion's leaf */
    record LoggedDeletion(Deletion deletion, long index) {}

    /**
     * The newest edition; empty while no checkpoint covers the statement, or the deletion once the payload is gone.
     *
     * @param found what was not kept in time under this statement
     * @param deletion what the log was given in the place of the payload; null while that is here
     */
    static Optional<Edition> newest(
            PublishedLeaves.Reader log,
            SignedTransferContent content,
            List<StoredReceipt> stored,
            List<Breach> found,
            @Nullable Deletion deletion) {
        PublishedLeaves leaves = log.of(content.id());
        Long statement = leaves.place(LogLeaf.transfer(content.id(), content.statement(), content.signature()));
        if (statement == null) {
            return Optional.empty();
        }
        List<LoggedReceipt> receipts = new ArrayList<>();
        for (StoredReceipt receipt : stored) {
            Long index = leaves.place(
                    LogLeaf.receipt(content.id(), receipt.stage(), receipt.document(), receipt.signature()));
            if (index != null) {
                receipts.add(new LoggedReceipt(receipt, index));
            }
        }
        receipts.sort(Comparator.comparingLong(LoggedReceipt::index));
        List<LoggedBreach> breaches = breaches(leaves, found);
        long last = LongStream.concat(
                        receipts.stream().mapToLong(LoggedReceipt::index),
                        breaches.stream().mapToLong(LoggedBreach::index))
                .reduce(statement, Math::max);
        if (deletion == null) {
            return log.sealOf(last).map(checkpoint -> new Edition(checkpoint, statement, receipts, breaches, null));
        }
        Long deleted = leaves.place(deletion.leaf());
        return deleted == null
                ? Optional.empty()
                : log.sealOf(Math.max(last, deleted))
                        .map(checkpoint -> new Edition(
                                checkpoint, statement, receipts, breaches, new LoggedDeletion(deletion, deleted)));
    }

    private static List<LoggedBreach> breaches(PublishedLeaves leaves, List<Breach> found) {
        List<LoggedBreach> breaches = new ArrayList<>();
        for (Breach breach : found) {
            Long index = leaves.place(breach.leaf());
            if (index != null) {
                breaches.add(new LoggedBreach(breach, index));
            }
        }
        breaches.sort(Comparator.comparingLong(LoggedBreach::index));
        return List.copyOf(breaches);
    }
}
