package org.shuqiao.routes.steps;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.shuqiao.routes.ledger.GroupCommitter;
import org.shuqiao.routes.ledger.Settlement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands outcomes to the group committer and does not wait for them, so that no transfer waits for a slow neighbour. An
 * outcome that is lost before its commit leaves the row SENDING until its lease runs out.
 */
public final class SettleTransfer {
    private static final Logger LOG = LoggerFactory.getLogger(SettleTransfer.class);

    private final GroupCommitter<Settlement, Boolean> committer;

    public SettleTransfer(GroupCommitter<Settlement, Boolean> committer) {
        this.committer = committer;
    }

    /**
     * The rows of a batch go in at most as many at once as one commit takes, so that a few large batches do not fill the queue that
     * everybody shares.
     */
    public void settle(List<Settlement> settlements) {
        for (int first = 0; first < settlements.size(); first += Limits.ROWS_PER_COMMIT) {
            int end = Math.min(first + Limits.ROWS_PER_COMMIT, settlements.size());
            CompletableFuture<?>[] written =
                    settlements.subList(first, end).stream().map(this::submit).toArray(CompletableFuture<?>[]::new);
            if (end < settlements.size()) {
                CompletableFuture.allOf(written).join();
            }
        }
    }

    private CompletableFuture<Boolean> submit(Settlement settlement) {
        return committer.submit(settlement).exceptionally(failure -> {
            LOG.error(
                    "outcome of transfer {} was not written and waits for its lease to end: {}",
                    settlement.transfer(),
                    failure.getClass().getName());
            return false;
        });
    }
}
