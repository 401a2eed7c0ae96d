package org.shuqiao.routes.steps;

import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.Redelivery;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.ledger.ApprovalLedger;
import org.shuqiao.routes.ledger.CollectLedger;
import org.shuqiao.routes.ledger.QuarantineAgeLedger;
import org.shuqiao.routes.ledger.QuotaLedger;
import org.shuqiao.routes.ledger.SweepLedger;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;

/** Finds what is due and held by nobody, and hints at it again. Several gateways may sweep at once. */
public final class Sweep {
    private final SweepLedger ledger;
    private final ApprovalLedger approvals;
    private final QuarantineAgeLedger quarantines;
    private final QuotaLedger quotas;
    private final CollectLedger collected;
    private final PlatformDirectory platforms;
    private final Hints hints;
    private final AgreementBook book;
    private final KeyStore keys;
    private final Departures departures;
    private final ComparedClock clock;

    public Sweep(
            SweepLedger ledger,
            ApprovalLedger approvals,
            QuarantineAgeLedger quarantines,
            QuotaLedger quotas,
            CollectLedger collected,
            PlatformDirectory platforms,
            Hints hints,
            AgreementBook book,
            KeyStore keys,
            Departures departures,
            ComparedClock clock) {
        this.clock = clock;
        this.departures = departures;
        this.ledger = ledger;
        this.approvals = approvals;
        this.quarantines = quarantines;
        this.quotas = quotas;
        this.collected = collected;
        this.platforms = platforms;
        this.hints = hints;
        this.book = book;
        this.keys = keys;
    }

    /** Agreements that another gateway has changed. */
    public void refreshAgreements() {
        book.refresh();
    }

    public void submissions() {
        if (!keys.missing().isEmpty() || !clock.isRight()) {
            return;
        }
        hints.prepareSubmissions(ledger.dueSubmissions(hints.room(Hints.PREPARE)));
        hints.prepareTransfers(ledger.duePendingTransfers(Limits.IDS_PER_HINT));
    }

    public void lostLeases() {
        ledger.endLostLeases(Limits.ROWS_PER_SWEEP);
    }

    public void unknownTransfers() {
        for (PlatformAccess access : platforms.all()) {
            PlatformDescriptor platform = access.platform().descriptor();
            if (platform.redelivery() == Redelivery.QUERY_FIRST) {
                continue; // The route that asks settles them.
            }
            boolean resendable = platform.redelivery() == Redelivery.IDEMPOTENT;
            ledger.resolveUnknown(access.id(), resendable, platform.limits().attempts(), Limits.ROWS_PER_SWEEP);
        }
    }

    public void readyTransfers() {
        if (departures.hold().isPresent()) {
            return;
        }
        for (PlatformAccess access : platforms.all()) {
            int room = hints.room(Hints.deliver(access.id()));
            hints.deliver(access.id(), ledger.dueReadyTransfers(access.id(), room));
        }
    }

    /** What no officer has answered in time. */
    public void approvals() {
        approvals.endOverdue(Limits.APPROVAL_PATIENCE, Limits.ROWS_PER_SWEEP);
    }

    /** What no officer has judged in time. */
    public void quarantines() {
        quarantines.end(Limits.QUARANTINE_PATIENCE, Limits.ROWS_PER_SWEEP);
    }

    /** What was kept for people to decide, of what needs no decision any more. */
    public void needless() {
        approvals.forgetNeedless(Limits.ROWS_PER_SWEEP);
        quarantines.forgetNeedless(Limits.ROWS_PER_SWEEP);
    }

    /** What platforms said long ago and could not be used. */
    public void asides() {
        collected.forgetAsides(Limits.ASIDE_SHOWN, Limits.ROWS_PER_SWEEP);
    }

    public void partitions() {
        ledger.makePartitions();
    }

    /** What no attempt needs any more of quotas. */
    public void oldReservations() {
        int removed = Limits.ROWS_PER_SWEEP;
        while (removed == Limits.ROWS_PER_SWEEP) {
            removed = quotas.removeOldReservations(Limits.ROWS_PER_SWEEP);
        }
    }
}
