package org.shuqiao.routes.steps;

import java.time.Duration;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AuditLedger;
import org.shuqiao.routes.steps.Departures.Watch;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Looks whether the ledger takes what must be recorded, and whether this gateway's clock agrees with the ledger's. */
public final class WatchLedger {
    private final AuditLedger ledger;
    private final ComparedClock clock;
    private final Departures departures;

    public WatchLedger(AuditLedger ledger, ComparedClock clock, Departures departures) {
        this.ledger = ledger;
        this.clock = clock;
        this.departures = departures;
    }

    /** Looks once. */
    public void look() {
        try {
            clock.compare(ledger::prove);
            departures.clear(Watch.LEDGER);
        } catch (DataAccessException | TransactionException refused) {
            departures.hold(
                    Watch.LEDGER, ReasonCode.AUDIT_DOWN, refused.getClass().getName());
        }
        if (clock.isRight()) {
            departures.clear(Watch.CLOCK);
        } else {
            departures.hold(
                    Watch.CLOCK,
                    ReasonCode.CLOCK,
                    clock.skew().map(WatchLedger::apart).orElse("not compared with the ledger's lately"));
        }
    }

    private static String apart(Duration skew) {
        return skew.toSeconds() + " s from the ledger's";
    }
}
