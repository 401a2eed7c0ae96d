package org.shuqiao.routes.platforms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.traces.Traced;

/** Transfers of one dataset that leave in one call. */
public record Batch(List<ClaimedTransfer> transfers) implements Traced {
    public Batch {
        transfers = List.copyOf(transfers);
    }

    /** That of the first, which is the oldest: a call belongs to one trace, whatever else is in it. */
    @Override
    public @Nullable String traceParent() {
        return transfers.get(0).traceParent();
    }

    String dataset() {
        return transfers.get(0).dataset();
    }
}
