package org.shuqiao.routes.steps;

import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.NewSubmission;
import org.shuqiao.routes.ledger.TakeDownLedger;
import tools.jackson.databind.node.ObjectNode;

/** Tells platforms to take down what nobody consents to any more. Several gateways may do so at once. */
public final class TakeDown {
    private static final String DATASET = "take_down";

    private final TakeDownLedger ledger;
    private final OwnRecords records;
    private final Hints hints;

    public TakeDown(TakeDownLedger ledger, OwnRecords records, Hints hints) {
        this.ledger = ledger;
        this.records = records;
        this.hints = hints;
    }

    public void takeDown() {
        hints.prepareSubmissions(ledger.takeDown(Limits.TAKE_DOWNS_PER_SWEEP, this::takingDown));
        ledger.withdrawTakenDown();
    }

    /** Its id is that of the transfer, so a transfer is taken down once. */
    private NewSubmission takingDown(TakeDownLedger.Ended ended) {
        ObjectNode record = records.head(DATASET, ended.transfer().toString(), 1, ended.center(), ended.region());
        record.put("item_dataset", ended.dataset())
                .put("item_id", ended.item())
                .put("reason", ended.reason())
                .put("withdrawn_at", records.now());
        return records.submission(DATASET, record, ended.platform());
    }
}
