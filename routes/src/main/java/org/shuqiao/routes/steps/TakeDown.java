package org.shuqiao.routes.steps;

import java.util.Set;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.AfterRevocationLedger;
import org.shuqiao.routes.ledger.TakeDownLedger;

/** Tells platforms to take down what nobody consents to any more, or whose agreement was revoked. Several gateways may do so at once. */
public final class TakeDown {
    private final TakeDownLedger ledger;
    private final AfterRevocationLedger afterRevocations;
    private final TakeDownRecords records;
    private final Hints hints;

    public TakeDown(
            TakeDownLedger ledger, AfterRevocationLedger afterRevocations, TakeDownRecords records, Hints hints) {
        this.ledger = ledger;
        this.afterRevocations = afterRevocations;
        this.records = records;
        this.hints = hints;
    }

    public void takeDown() {
        Set<String> told = records.platforms();
        hints.prepareSubmissions(ledger.takeDown(Limits.TAKE_DOWNS_PER_SWEEP, told, records::takingDown));
        ledger.withdrawTakenDown();
        hints.prepareSubmissions(
                afterRevocations.perform(Limits.TAKE_DOWNS_PER_SWEEP, told::contains, records::takingDown));
        afterRevocations.withdrawTakenDown();
    }
}
