package org.shuqiao.gateway.console.overview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.JourneyStanding;
import org.shuqiao.gateway.OpenFigures;
import org.shuqiao.gateway.console.overview.Seen.Counted;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.GroupCommitter;
import org.shuqiao.routes.ledger.SealedLedger;
import org.shuqiao.routes.ledger.TrafficLedger;
import org.shuqiao.routes.ledger.TrafficLedger.Volume;
import org.shuqiao.routes.steps.Limits;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Looks at the whole exchange. Not for two threads at once. */
@Component
final class Look {
    /** What rates and medians are taken of; the newest of these minutes has just begun. */
    static final int MINUTES = 5;

    private static final Duration VOLUMES_LIVE = Duration.ofSeconds(10);
    private static final int SEALED_COUNTED = 1_000;

    private final Journeys journeys;
    private final JourneyStanding standing;
    private final OpenFigures figures;
    private final TrafficLedger traffic;
    private final SealedLedger sealed;
    private final Clock clock;
    private List<Volume> volumes = List.of();
    private @Nullable Instant volumesAt;
    private @Nullable Counted last;

    Look(Journeys journeys, JourneyStanding standing, OpenFigures figures, Clock clock) {
        this.journeys = journeys;
        this.standing = standing;
        this.figures = figures;
        this.traffic = journeys.ledger().traffic(Limits.FIGURE_PATIENCE);
        this.sealed = journeys.ledger().sealed();
        this.clock = clock;
    }

    Seen now() {
        Counted counted = counted();
        if (counted != null) {
            last = counted;
        }
        return new Seen(
                clock.instant(),
                standing.now(),
                counted != null,
                last,
                journeys.inboxes().unread().figures(),
                journeys.agreements().terms().ending().size(),
                journeys.agreements().book().unreadable().size(),
                journeys.committers().values().stream()
                        .mapToInt(GroupCommitter.Figures::waiting)
                        .max()
                        .orElse(0),
                journeys.decisionClock().skew().orElse(null));
    }

    private @Nullable Counted counted() {
        try {
            OpenFigures.Snapshot open = figures.newest();
            if (open == null) {
                return null;
            }
            List<SealedLedger.SealedRecord> waiting = sealed.waiting(null, SEALED_COUNTED);
            return new Counted(
                    open,
                    traffic.recent(MINUTES),
                    traffic.backlogs(),
                    traffic.held(),
                    volumes(),
                    journeys.ledger().operations().platforms(),
                    journeys.routes().routes(),
                    waiting.size(),
                    waiting.isEmpty() ? null : waiting.get(0).sealedAt());
        } catch (DataAccessException | TransactionException away) {
            return null;
        }
    }

    private List<Volume> volumes() {
        Instant now = clock.instant();
        if (volumesAt == null || volumesAt.plus(VOLUMES_LIVE).isBefore(now)) {
            volumes = traffic.volumes();
            volumesAt = now;
        }
        return volumes;
    }
}
