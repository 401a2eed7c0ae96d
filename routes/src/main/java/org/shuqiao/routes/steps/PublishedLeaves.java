package org.shuqiao.routes.steps;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.ledger.CheckpointLedger;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;
import org.shuqiao.routes.ledger.LogLedger;
import org.shuqiao.routes.ledger.LogLedger.PlacedLeaf;

/** Where the log holds the leaves of some events, as far as its newest checkpoint covers them. */
final class PublishedLeaves {
    private final Map<ByteBuffer, Long> places;
    private final LogHash hash;

    private PublishedLeaves(Map<ByteBuffer, Long> places, LogHash hash) {
        this.places = places;
        this.hash = hash;
    }

    /** Returns the leaf's index; null where no checkpoint covers it. */
    @Nullable Long place(LogLeaf leaf) {
        return places.get(ByteBuffer.wrap(leaf.hash(hash)));
    }

    /** The name of an edition: the size of the tree that seals it, and whether somebody else has attested the time. */
    static String editionName(StoredCheckpoint seal) {
        return seal.head().size() + (seal.timestamp() == null ? "" : "-stamped");
    }

    /** Reads leaves and what seals them from the ledger. */
    static final class Reader {
        private final LogLedger log;
        private final CheckpointLedger checkpoints;
        private final LogHash hash;

        Reader(LogLedger log, CheckpointLedger checkpoints, LogHash hash) {
            this.log = log;
            this.checkpoints = checkpoints;
            this.hash = hash;
        }

        /** @param subjects of the events */
        PublishedLeaves of(UUID... subjects) {
            long size = checkpoints.newest().map(newest -> newest.head().size()).orElse(0L);
            Map<ByteBuffer, Long> places = new HashMap<>();
            for (UUID subject : subjects) {
                for (PlacedLeaf leaf : log.leavesOf(subject)) {
                    if (leaf.index() < size) {
                        places.putIfAbsent(ByteBuffer.wrap(leaf.leafHash()), leaf.index());
                    }
                }
            }
            return new PublishedLeaves(places, hash);
        }

        /** The first checkpoint with a time stamp that covers a leaf, or the first of any where none has. */
        Optional<StoredCheckpoint> sealOf(long index) {
            return checkpoints.firstStampedCovering(index).or(() -> checkpoints.firstCovering(index));
        }
    }
}
