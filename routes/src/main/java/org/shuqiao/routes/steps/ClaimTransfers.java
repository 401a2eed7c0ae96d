package org.shuqiao.routes.steps;

import java.util.List;
import org.shuqiao.routes.hints.Hint;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.DeliveryLedger;

/** Turns a hint into transfers that this gateway may send now; for one platform. */
public final class ClaimTransfers {
    private final DeliveryLedger ledger;
    private final String platform;
    private final int platformRests;

    /** @param platformRests consecutive failures from which on the platform is tried with one transfer at a time */
    public ClaimTransfers(DeliveryLedger ledger, String platform, int platformRests) {
        this.ledger = ledger;
        this.platform = platform;
        this.platformRests = platformRests;
    }

    public List<ClaimedTransfer> claim(byte[] message) {
        return ledger.claim(platform, Hint.parse(message).ids(), platformRests);
    }
}
