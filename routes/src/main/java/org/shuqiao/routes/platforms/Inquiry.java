package org.shuqiao.routes.platforms;

import java.util.List;
import org.shuqiao.routes.ledger.AskedTransfer;

/** Transfers to be asked for in one call; at least one. */
public record Inquiry(List<AskedTransfer> transfers) {
    public Inquiry {
        transfers = List.copyOf(transfers);
    }
}
