package org.shuqiao.routes.ledger;

import java.util.List;

/** How transfers are put into calls of one platform. */
public interface CallPlan {

    /**
     * Puts all of them into calls, the oldest first.
     *
     * @param rows how many of them may be in one call; the platform may take fewer
     */
    List<List<ClaimedTransfer>> calls(List<ClaimedTransfer> transfers, int rows);

    /** Whether these calls are encrypted as an agreement may want it. */
    default boolean encrypts() {
        return false;
    }
}
