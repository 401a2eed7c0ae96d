package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.PostDuty;
import org.shuqiao.routes.ledger.PostDutyLedger;
import org.shuqiao.routes.ledger.UseReportLedger;

/** Does what agreements want once transfers have arrived: receipts in time, notices, consumers' copies deleted, reports on use. */
public final class PerformDuties {
    private final PostDutyLedger ledger;
    private final UseReportLedger reports;
    private final AgreementBook book;
    private final TakeDownRecords records;
    private final Hints hints;
    private final Clock clock;

    public PerformDuties(
            PostDutyLedger ledger,
            UseReportLedger reports,
            AgreementBook book,
            TakeDownRecords records,
            Hints hints,
            Clock clock) {
        this.ledger = ledger;
        this.reports = reports;
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
        reports.follow(Limits.REPORTS_PER_SWEEP, this::term);
        reports.tell(Limits.REPORTS_PER_SWEEP);
    }

    /** By the ledger: what memory has missed would end the reports of an agreement. */
    private Optional<UseReportLedger.Term> term(UseReportLedger.Owed owed) {
        Instant now = clock.instant();
        return book.candidatesNow(owed.center(), owed.platform()).stream()
                .filter(agreement -> agreement.id().equals(owed.agreement()) && agreement.isInForceOrSuspended(now))
                .max(Comparator.comparing(Agreement::version))
                .flatMap(agreement -> OwedAfterwards.reportEvery(agreement)
                        .map(every -> new UseReportLedger.Term(agreement.version(), every)));
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
