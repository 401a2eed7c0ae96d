package org.shuqiao.routes.platforms;

import java.util.List;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/** Transfers of one dataset that leave in one call. */
public record Batch(List<ClaimedTransfer> transfers) {
    public Batch {
        transfers = List.copyOf(transfers);
    }

    String dataset() {
        return transfers.get(0).dataset();
    }
}
