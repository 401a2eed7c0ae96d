package org.shuqiao.routes.steps;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.ConsistencyProof;
import org.shuqiao.certs.log.EntryBundle;
import org.shuqiao.certs.log.InclusionProof;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.certs.log.LogProofs;
import org.shuqiao.certs.log.LogUnreadable;
import org.shuqiao.certs.log.Tile;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.CheckpointLedger;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.LogLedger;
import org.shuqiao.routes.ledger.LogLedger.PlacedLeaf;
import org.shuqiao.routes.ledger.ReadLedger;

/** What anybody may ask of the log. Nothing that no published checkpoint covers is ever shown. */
public final class ReadLog {
    private final LogLedger log;
    private final CheckpointLedger checkpoints;
    private final ReadLedger reads;
    private final LogProofs proofs;
    private final Ledger ledger;

    public ReadLog(Ledger ledger) {
        this.ledger = ledger;
        this.log = ledger.log();
        this.checkpoints = ledger.checkpoints();
        this.reads = ledger.reads();
        this.proofs = new LogProofs(ledger.logHash(), log);
    }

    /** @param leafHash what the proof is of, beside the leaf's place in it */
    public record Included(byte[] leafHash, InclusionProof proof) {}

    /** The newest checkpoint; empty where nothing was ever logged. */
    public Optional<StoredCheckpoint> checkpoint() {
        return checkpoints.newest();
    }

    /** @throws Failure {@link FailureCode#NOT_FOUND} where the published tree has no such tile */
    public byte[] tile(Tile tile) {
        long hashes = published() >> (8 * tile.level());
        requireCovered(tile.index(), tile.width(), hashes);
        try {
            return log.tile(tile.level(), tile.index(), tile.width());
        } catch (LogUnreadable missing) {
            throw new Failure(FailureCode.INTERNAL, Map.of(), missing);
        }
    }

    /** @throws Failure {@link FailureCode#NOT_FOUND} where the published tree has no such leaves */
    public byte[] entries(EntryBundle bundle) {
        requireCovered(bundle.index(), bundle.width(), published());
        List<PlacedLeaf> leaves = log.leaves(bundle.index() * Tile.FULL_WIDTH, bundle.width());
        return EntryBundle.encode(leaves.stream().map(PlacedLeaf::leaf).toList());
    }

    private static void requireCovered(long index, int width, long hashes) {
        if (index > hashes / Tile.FULL_WIDTH || index * Tile.FULL_WIDTH + width > hashes) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "tile"));
        }
    }

    /**
     * Proves that the log holds the statement of a transfer.
     *
     * @param size of the tree; null for the newest checkpoint's
     * @throws Failure {@link FailureCode#NOT_FOUND} for a transfer that was never signed, {@link FailureCode#PROOF_PENDING} while
     *     the tree of that size does not hold it yet
     */
    public Included inclusion(UUID transfer, @Nullable Long size) {
        byte[] hash = reads.signedContent(transfer)
                .map(content -> LogLeaf.transfer(transfer, content.statement(), content.signature()))
                .map(leaf -> leaf.hash(ledger.logHash()))
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "transfer")));
        long tree = treeOf(size);
        return log.leavesOf(transfer).stream()
                .filter(leaf -> Arrays.equals(leaf.leafHash(), hash) && leaf.index() < tree)
                .findFirst()
                .map(leaf -> included(leaf, tree))
                .orElseThrow(() -> pending());
    }

    /**
     * Proves that the log holds a leaf.
     *
     * @throws Failure {@link FailureCode#NOT_FOUND} where the tree of that size holds no such leaf
     */
    public Included inclusion(byte[] leafHash, @Nullable Long size) {
        long tree = treeOf(size);
        return log.leaf(leafHash)
                .filter(leaf -> leaf.index() < tree)
                .map(leaf -> included(leaf, tree))
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "leaf")));
    }

    /** @throws Failure {@link FailureCode#BAD_REQUEST} where these are not two published sizes in order */
    public ConsistencyProof consistency(long from, long to) {
        if (from < 0 || from > to || to > published()) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("parameter", "from, to"));
        }
        try {
            return proofs.consistency(from, to);
        } catch (LogUnreadable missing) {
            throw new Failure(FailureCode.INTERNAL, Map.of(), missing);
        }
    }

    private Included included(PlacedLeaf leaf, long size) {
        try {
            return new Included(leaf.leafHash(), proofs.inclusion(leaf.index(), size));
        } catch (LogUnreadable missing) {
            throw new Failure(FailureCode.INTERNAL, Map.of(), missing);
        }
    }

    private long treeOf(@Nullable Long size) {
        long published = published();
        if (size == null) {
            return published;
        }
        if (size < 0 || size > published) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("parameter", "size"));
        }
        return size;
    }

    private long published() {
        return checkpoints.newest().map(newest -> newest.head().size()).orElse(0L);
    }

    private static Failure pending() {
        return new Failure(FailureCode.PROOF_PENDING, Map.of("retryAfterSeconds", Limits.PROOF_AFTER.toSeconds()));
    }
}
