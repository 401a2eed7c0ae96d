package org.shuqiao.routes.steps;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.ledger.CheckpointLedger;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;
import org.shuqiao.routes.ledger.LogLedger;
import org.shuqiao.routes.ledger.LogLedger.PlacedLeaf;
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

    /** Its name: the size of the tree that seals it, and whether somebody else has attested the time. */
    String name() {
        return checkpoint.head().size() + (checkpoint.timestamp() == null ? "" : "-stamped");
    }

    /** Reads editions from the ledger. */
    static final class Reader {
        private final LogLedger log;
        private final CheckpointLedger checkpoints;
        private final LogHash hash;

        Reader(LogLedger log, CheckpointLedger checkpoints, LogHash hash) {
            this.log = log;
            this.checkpoints = checkpoints;
            this.hash = hash;
        }

        /** The newest edition; empty while no checkpoint covers the statement. */
        Optional<Edition> newest(SignedTransferContent content, List<StoredReceipt> stored) {
            Map<ByteBuffer, Long> published = published(content);
            Long statement =
                    published.get(key(LogLeaf.transfer(content.id(), content.statement(), content.signature())));
            if (statement == null) {
                return Optional.empty();
            }
            List<LoggedReceipt> receipts = new ArrayList<>();
            for (StoredReceipt receipt : stored) {
                Long index = published.get(
                        key(LogLeaf.receipt(content.id(), receipt.stage(), receipt.document(), receipt.signature())));
                if (index != null) {
                    receipts.add(new LoggedReceipt(receipt, index));
                }
            }
            receipts.sort(Comparator.comparingLong(LoggedReceipt::index));
            long last = receipts.stream().mapToLong(LoggedReceipt::index).reduce(statement, Math::max);
            return checkpoints
                    .firstStampedCovering(last)
                    .or(() -> checkpoints.firstCovering(last))
                    .map(checkpoint -> new Edition(checkpoint, statement, receipts));
        }

        /** Places of the transfer's leaves by hash, as far as the newest checkpoint covers them. */
        private Map<ByteBuffer, Long> published(SignedTransferContent content) {
            long size = checkpoints.newest().map(newest -> newest.head().size()).orElse(0L);
            Map<ByteBuffer, Long> places = new HashMap<>();
            for (PlacedLeaf leaf : log.leavesOf(content.id())) {
                if (leaf.index() < size) {
                    places.putIfAbsent(ByteBuffer.wrap(leaf.leafHash()), leaf.index());
                }
            }
            return places;
        }

        private ByteBuffer key(LogLeaf leaf) {
            return ByteBuffer.wrap(leaf.hash(hash));
        }
    }
}
