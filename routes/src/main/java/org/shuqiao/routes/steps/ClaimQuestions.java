package org.shuqiao.routes.steps;

import java.util.List;
import org.shuqiao.routes.ledger.AskLedger;
import org.shuqiao.routes.ledger.AskedTransfer;
import org.shuqiao.routes.platforms.Inquiry;

/** Finds transfers of one platform whose fate is to be asked for now. */
public final class ClaimQuestions {
    private final AskLedger ledger;
    private final String platform;
    private final int maxKeys;

    /** @param maxKeys transfers that one call may ask for */
    public ClaimQuestions(AskLedger ledger, String platform, int maxKeys) {
        this.ledger = ledger;
        this.platform = platform;
        this.maxKeys = maxKeys;
    }

    /** @return one inquiry, or none where nothing is due */
    public List<Inquiry> claim() {
        List<AskedTransfer> due = ledger.claim(platform, maxKeys);
        return due.isEmpty() ? List.of() : List.of(new Inquiry(due));
    }
}
