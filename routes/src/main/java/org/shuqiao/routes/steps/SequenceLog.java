package org.shuqiao.routes.steps;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.log.GrowingTree;
import org.shuqiao.certs.log.LogUnreadable;
import org.shuqiao.certs.log.TreeHead;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.CheckpointLedger;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;
import org.shuqiao.routes.ledger.LogLedger;
import org.shuqiao.routes.ledger.LogLedger.WaitingLeaf;
import org.shuqiao.routes.steps.Departures.Watch;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives each leaf its place in the tree, then signs and publishes the tree. Several gateways may do so at once: one at a time
 * holds the lock, and the tree is compared before it is set. The order is what makes a death at any instant harmless: place and
 * root are committed, then signed, then kept in a file of this gateway, then published; whoever comes next signs what was left.
 */
public final class SequenceLog {
    private final OwnLog log;
    private final LogLedger ledger;
    private final CheckpointLedger checkpoints;
    private final KeptCheckpoint kept;
    private final CompareLog compare;
    private final TransactionTemplate transaction;
    private final Departures departures;
    private final Clock clock;

    public SequenceLog(
            OwnLog log,
            LogLedger ledger,
            CheckpointLedger checkpoints,
            KeptCheckpoint kept,
            CompareLog compare,
            TransactionTemplate transaction,
            Departures departures,
            Clock clock) {
        this.log = log;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        this.kept = kept;
        this.compare = compare;
        this.transaction = transaction;
        this.departures = departures;
        this.clock = clock;
    }

    /** Places and publishes all that waits. A log that is not what was signed is neither grown nor signed. */
    public void sequence() {
        if (!departures.isLogWhole()) {
            return;
        }
        try {
            int placed;
            do {
                placed = place();
                publish();
            } while (placed == Limits.LEAVES_PER_BATCH);
            departures.clear(Watch.SEQUENCER);
        } catch (KeyUnavailable unsigned) {
            // What has its place is signed once there is a key; departures are held meanwhile by whoever watches the
            // keys.
        } catch (DataAccessException | TransactionException away) {
            departures.hold(
                    Watch.SEQUENCER, ReasonCode.LOG_UNCHECKED, away.getClass().getName());
        } catch (LogMismatch broken) {
            departures.hold(Watch.SEQUENCER, ReasonCode.LOG_MISMATCH, String.valueOf(broken.getMessage()));
        }
    }

    private int place() {
        Integer placed = transaction.execute(status -> ledger.lock() ? placeLocked() : 0);
        return placed == null ? 0 : placed;
    }

    private int placeLocked() {
        List<WaitingLeaf> waiting = ledger.waiting(Limits.LEAVES_PER_BATCH);
        if (waiting.isEmpty()) {
            return 0;
        }
        TreeHead from = ledger.head();
        compare.requireExtensionOfKept(from);
        GrowingTree tree = open(from);
        for (WaitingLeaf leaf : waiting) {
            tree.append(hashed(leaf));
        }
        ledger.grow(from, tree.head(), waiting.stream().map(WaitingLeaf::id).toList(), tree.changedTiles());
        return waiting.size();
    }

    private GrowingTree open(TreeHead from) {
        try {
            GrowingTree tree = GrowingTree.open(log.hash(), from.size(), ledger);
            if (!tree.head().equals(from)) {
                throw new LogMismatch("the tiles have another root at size " + from.size());
            }
            return tree;
        } catch (LogUnreadable missing) {
            throw new LogMismatch(String.valueOf(missing.getMessage()));
        }
    }

    /** From the bytes, which are what the log promises; the hash beside them is for searching. */
    private byte[] hashed(WaitingLeaf leaf) {
        byte[] hash = log.hash().leaf(leaf.leaf());
        if (!Arrays.equals(hash, leaf.leafHash())) {
            throw new LogMismatch("leaf " + leaf.id() + " is not what was written");
        }
        return hash;
    }

    private void publish() {
        TreeHead head = ledger.head();
        Optional<StoredCheckpoint> newest = checkpoints.newest();
        if (newest.map(published -> published.head().size()).orElse(0L) >= head.size()) {
            return;
        }
        compare.requireExtensionOfKept(head);
        OwnLog.Signed signed = log.sign(head);
        byte[] note = signed.checkpoint().bytes();
        kept.keep(head, note);
        checkpoints.publish(new StoredCheckpoint(head, note, signed.chain().pem(), clock.instant(), null));
    }
}
