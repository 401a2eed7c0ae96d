package org.shuqiao.routes.steps;

import org.shuqiao.certs.log.LogProofs;
import org.shuqiao.certs.log.LogUnreadable;
import org.shuqiao.certs.log.TreeHead;
import org.shuqiao.routes.ledger.CheckpointLedger;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;
import org.shuqiao.routes.ledger.LogLedger;

/** Compares the tree in the ledger with what was signed of it: the newest published checkpoint, and the one this gateway keeps. */
public final class CompareLog {
    private final OwnLog log;
    private final LogLedger ledger;
    private final CheckpointLedger checkpoints;
    private final KeptCheckpoint kept;
    private final LogProofs proofs;

    public CompareLog(OwnLog log, LogLedger ledger, CheckpointLedger checkpoints, KeptCheckpoint kept) {
        this.log = log;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        this.kept = kept;
        this.proofs = new LogProofs(log.hash(), ledger);
    }

    /**
     * Reads what was signed before it reads the tree, so a tree that grows meanwhile is no mismatch.
     *
     * @return the tree
     * @throws LogMismatch where it is not an extension of what was signed
     */
    TreeHead compare() {
        TreeHead mine = keptHead();
        StoredCheckpoint newest = checkpoints.newest().orElse(null);
        TreeHead published = newest == null ? emptyTree() : verified(newest);
        TreeHead tree = ledger.head();
        requireRoot(tree, tree);
        requireRoot(published, tree);
        if (!mine.equals(published)) {
            requireRoot(mine, tree);
        }
        if (newest != null) {
            kept.keep(published, newest.note());
        }
        return tree;
    }

    /** @throws LogMismatch where the tree is not an extension of what this gateway has signed or seen */
    void requireExtensionOfKept(TreeHead tree) {
        TreeHead mine = keptHead();
        if (!mine.equals(tree)) {
            requireRoot(mine, tree);
        }
    }

    private TreeHead keptHead() {
        return kept.head().orElseGet(this::emptyTree);
    }

    private TreeHead emptyTree() {
        return new TreeHead(0, log.hash().empty());
    }

    private TreeHead verified(StoredCheckpoint stored) {
        TreeHead signed = log.verified(stored.note());
        if (!signed.equals(stored.head())) {
            throw new LogMismatch("the row of checkpoint " + stored.head().size() + " is not what its note says");
        }
        return signed;
    }

    private void requireRoot(TreeHead signed, TreeHead tree) {
        if (signed.size() > tree.size()) {
            throw new LogMismatch("the tree has " + tree.size() + " leaves and " + signed.size() + " were signed");
        }
        try {
            if (!proofs.head(signed.size()).equals(signed)) {
                throw new LogMismatch("the tree had another root at size " + signed.size());
            }
        } catch (LogUnreadable missing) {
            throw new LogMismatch(String.valueOf(missing.getMessage()));
        }
    }
}
