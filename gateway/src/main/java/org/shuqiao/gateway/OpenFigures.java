package org.shuqiao.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.CheckpointLedger;
import org.shuqiao.routes.ledger.FigureLedger;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.ledger.FigureLedger.Unread;
import org.shuqiao.routes.ledger.FigureLedger.Waiting;
import org.shuqiao.routes.steps.Limits;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What is open in the ledger, for figures: counted once for all of them, and again when that has grown old. */
@Component
public final class OpenFigures {
    private final FigureLedger ledger;
    private final CheckpointLedger checkpoints;
    private final Clock clock;
    private @Nullable Counted counted;

    OpenFigures(Journeys journeys, Clock clock) {
        this.ledger = journeys.ledger().figures(Limits.FIGURE_PATIENCE);
        this.checkpoints = journeys.ledger().checkpoints();
        this.clock = clock;
    }

    /**
     * @param checkpointAt when the newest checkpoint was signed; null where there is none
     */
    public record Snapshot(
            Instant at,
            List<Open> open,
            List<Open> late,
            Waiting overdueReports,
            Waiting submissions,
            long leaves,
            Unread unread,
            Map<String, Long> putAside,
            @Nullable Instant checkpointAt) {

        /** Seconds since then. */
        public double age(@Nullable Instant since) {
            return since == null ? 0 : Math.max(0, Duration.between(since, at).toMillis() / 1000.0);
        }
    }

    /** @param snapshot null where the ledger did not answer in time */
    private record Counted(Instant at, @Nullable Snapshot snapshot) {}

    /** @return not a number where the ledger does not answer in time */
    double figure(ToDoubleFunction<Snapshot> figure) {
        Snapshot snapshot = newest();
        return snapshot == null ? Double.NaN : figure.applyAsDouble(snapshot);
    }

    /** What could not be used of what platforms said, by platform; empty where the ledger does not answer in time. */
    Map<String, Long> putAside() {
        Snapshot snapshot = newest();
        return snapshot == null ? Map.of() : snapshot.putAside();
    }

    /**
     * One scrape reads many figures, and a ledger that is away must not be waited for by each of them.
     *
     * @return null where the ledger does not answer in time
     */
    public synchronized @Nullable Snapshot newest() {
        Counted last = counted;
        Instant now = clock.instant();
        if (last == null || last.at().plus(Limits.FIGURE_PATIENCE).isBefore(now)) {
            last = new Counted(now, count(now));
            counted = new Counted(clock.instant(), last.snapshot());
        }
        return last.snapshot();
    }

    private @Nullable Snapshot count(Instant now) {
        try {
            return new Snapshot(
                    now,
                    ledger.open(Limits.STUCK_AFTER),
                    ledger.late(),
                    ledger.overdueReports(),
                    ledger.submissions(),
                    ledger.leaves(),
                    ledger.unread(),
                    ledger.putAside(),
                    checkpoints
                            .newest()
                            .map(CheckpointLedger.StoredCheckpoint::signedAt)
                            .orElse(null));
        } catch (DataAccessException | TransactionException away) {
            return null;
        }
    }
}
