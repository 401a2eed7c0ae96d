package org.shuqiao.routes.steps;

import java.time.Clock;
import java.util.List;
import org.shuqiao.routes.ledger.AskLedger;
import org.shuqiao.routes.ledger.AskedTransfer;
import org.shuqiao.routes.platforms.Inquiry;
import org.shuqiao.routes.platforms.PlatformAccess;

/** Finds transfers of one platform whose fate is to be asked for now. */
public final class ClaimQuestions {
    private final AskLedger ledger;
    private final PlatformAccess platform;
    private final int maxKeys;
    private final Clock clock;

    /** @param maxKeys transfers that one call may ask for */
    public ClaimQuestions(AskLedger ledger, PlatformAccess platform, int maxKeys, Clock clock) {
        this.ledger = ledger;
        this.platform = platform;
        this.maxKeys = maxKeys;
        this.clock = clock;
    }

    /** @return one inquiry, or none where nothing is due or the platform cannot be called now */
    public List<Inquiry> claim() {
        if (!platform.canBeCalled(clock.instant())) {
            return List.of();
        }
        List<AskedTransfer> due = ledger.claim(platform.id(), maxKeys);
        return due.isEmpty() ? List.of() : List.of(new Inquiry(due));
    }
}
