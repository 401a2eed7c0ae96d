package org.shuqiao.routes.platforms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.traces.Traced;

/**
 * Transfers of one dataset that leave in one call.
 *
 * @param leaveUntil by {@link System#nanoTime()}: what leaves later may still be on its way when its lease is over, and somebody else
 *     has decided on it meanwhile
 */
public record Batch(List<ClaimedTransfer> transfers, long leaveUntil) implements Traced {
    public Batch {
        transfers = List.copyOf(transfers);
    }

    /** That of the first, which is the oldest: a call belongs to one trace, whatever else is in it. */
    @Override
    public @Nullable String traceParent() {
        return transfers.get(0).traceParent();
    }

    boolean isLate(long nanoTime) {
        return nanoTime - leaveUntil > 0;
    }

    String dataset() {
        return transfers.get(0).dataset();
    }
}
