package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.PostDuty;
import org.shuqiao.routes.ledger.PostDutyLedger;

/** Does what agreements want once transfers have arrived: receipts in time, notices, consumers' copies deleted. */
public final class PerformDuties {
    private final PostDutyLedger ledger;
    private final AgreementBook book;
    private final TakeDownRecords records;
    private final Hints hints;
    private final Clock clock;

    public PerformDuties(PostDutyLedger ledger, AgreementBook book, TakeDownRecords records, Hints hints, Clock clock) {
        this.ledger = ledger;
        this.book = book;
        this.records = records;
        this.hints = hints;
        this.clock = clock;
    }

    public void perform() {
        Set<String> told = records.platforms();
        PostDutyLedger.Performed performed = ledger.perform(
                Limits.DUTIES_PER_SWEEP,
                duty -> told.contains(duty.platform()) && permitsTakeDown(duty),
                records::takingDown);
        hints.prepareSubmissions(performed.made());
    }

    private boolean permitsTakeDown(PostDuty duty) {
        Instant now = clock.instant();
        return book.candidates(duty.center(), duty.platform()).stream()
                .filter(agreement -> agreement.isInForce(now))
                .map(Agreement::permissions)
                .anyMatch(permissions -> permissions.stream()
                        .anyMatch(permission -> permission.dataset().equals(Dataset.TAKE_DOWN)));
    }
}
