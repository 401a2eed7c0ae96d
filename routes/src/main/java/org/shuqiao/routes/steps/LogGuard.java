package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.TreeHead;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.CheckpointLedger;
import org.shuqiao.routes.ledger.LogLedger;
import org.shuqiao.routes.steps.Departures.Watch;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Looks at the log and says whether anything may leave: it must be what was signed, leaves must get their place in time, and
 * checkpoints their time stamp. Cheap at each look; at the start it derives the newest million leaves again.
 */
public final class LogGuard {
    private final CompareLog compare;
    private final PatrolLog patrol;
    private final LogLedger ledger;
    private final CheckpointLedger checkpoints;
    private final Departures departures;
    private final @Nullable Duration stampBudget;
    private final Clock clock;
    private volatile LogStatus status;
    private boolean started;

    /** @param stampBudget how long a checkpoint may be without a time stamp; null where they get none */
    public LogGuard(
            CompareLog compare,
            OwnLog log,
            LogLedger ledger,
            CheckpointLedger checkpoints,
            Departures departures,
            @Nullable Duration stampBudget,
            Clock clock) {
        this.compare = compare;
        this.patrol = new PatrolLog(ledger, log.hash());
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        this.departures = departures;
        this.stampBudget = stampBudget;
        this.clock = clock;
        this.status = new LogStatus(0, 0, Duration.ZERO, stampBudget);
    }

    public LogStatus status() {
        return status;
    }

    /** Looks once, one at a time. A ledger that is away is no mismatch, but nothing leaves either. */
    public synchronized void look() {
        try {
            TreeHead tree = compare.compare();
            if (started) {
                patrol.walk(tree, Limits.LOG_TILES_AT_EACH_LOOK);
            } else {
                patrol.start(tree, Limits.LOG_TILES_AT_START);
                started = true;
            }
            departures.clear(Watch.LOG);
            watchTimes(tree);
        } catch (DataAccessException | TransactionException away) {
            departures.hold(Watch.LAG, ReasonCode.LOG_UNCHECKED, away.getClass().getName());
        } catch (LogMismatch broken) {
            departures.hold(Watch.LOG, ReasonCode.LOG_MISMATCH, String.valueOf(broken.getMessage()));
        }
    }

    private void watchTimes(TreeHead tree) {
        Instant now = clock.instant();
        Duration lag = ledger.waitingSince().map(since -> age(since, now)).orElse(Duration.ZERO);
        Duration left = stampBudget == null ? null : left(stampBudget, now);
        long published =
                checkpoints.newest().map(newest -> newest.head().size()).orElse(0L);
        status = new LogStatus(tree.size(), published, lag, left);
        holdIf(
                lag.compareTo(Limits.LOG_LAG) > 0,
                Watch.LAG,
                ReasonCode.LOG_LAG,
                "leaves wait too long for their place");
        holdIf(
                left != null && left.isZero(),
                Watch.TIMESTAMPS,
                ReasonCode.TIMESTAMP_OVERDUE,
                "the budget of checkpoints without a time stamp is spent");
    }

    private void holdIf(boolean held, Watch watch, ReasonCode reason, String where) {
        if (held) {
            departures.hold(watch, reason, where);
        } else {
            departures.clear(watch);
        }
    }

    private Duration left(Duration budget, Instant now) {
        Optional<Instant> since = checkpoints.unstampedSince();
        Duration left = since.map(signed -> budget.minus(age(signed, now))).orElse(budget);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
