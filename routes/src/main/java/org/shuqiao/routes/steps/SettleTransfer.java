package org.shuqiao.routes.steps;

import org.shuqiao.routes.ledger.GroupCommitter;
import org.shuqiao.routes.ledger.Settlement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands an outcome to the group committer and does not wait for it, so that no transfer waits for a slow neighbour. An
 * outcome that is lost before its commit leaves the row SENDING until its lease runs out.
 */
public final class SettleTransfer {
    private static final Logger LOG = LoggerFactory.getLogger(SettleTransfer.class);

    private final GroupCommitter<Settlement, Boolean> committer;

    public SettleTransfer(GroupCommitter<Settlement, Boolean> committer) {
        this.committer = committer;
    }

    public void settle(Settlement settlement) {
        committer.submit(settlement).exceptionally(failure -> {
            LOG.error(
                    "outcome of transfer {} was not written and waits for its lease to end: {}",
                    settlement.transfer(),
                    failure.getClass().getName());
            return false;
        });
    }
}
