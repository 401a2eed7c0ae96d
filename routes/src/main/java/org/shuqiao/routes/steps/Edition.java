package org.shuqiao.routes.steps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
 */
record Edition(StoredCheckpoint checkpoint, long statement, List<LoggedReceipt> receipts) {

    /** @param index of the receipt's leaf */
    record LoggedReceipt(StoredReceipt receipt, long index) {}

    /** The newest edition; empty while no checkpoint covers the statement. */
    static Optional<Edition> newest(
            PublishedLeaves.Reader log, SignedTransferContent content, List<StoredReceipt> stored) {
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
        long last = receipts.stream().mapToLong(LoggedReceipt::index).reduce(statement, Math::max);
        return log.sealOf(last).map(checkpoint -> new Edition(checkpoint, statement, receipts));
    }
}
