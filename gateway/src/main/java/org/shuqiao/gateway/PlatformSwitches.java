package org.shuqiao.gateway;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.OperatorLedger;
import org.shuqiao.routes.ledger.OperatorLedger.PlatformState;
import org.shuqiao.routes.steps.Limits;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Where each platform stands, for figures: read again when that has grown old. */
@Component
public final class PlatformSwitches {
    private final OperatorLedger ledger;
    private final Clock clock;
    private List<PlatformState> states = List.of();
    private @Nullable Instant readAt;

    PlatformSwitches(Journeys journeys, Clock clock) {
        this.ledger = journeys.ledger().operations();
        this.clock = clock;
    }

    public enum State {
        OPEN,
        /** Its circuit rests after failures in a row. */
        RESTING,
        PAUSED;

        public static State of(PlatformState platform, Instant now) {
            if (platform.paused()) {
                return PAUSED;
            }
            Instant rests = platform.circuitOpenUntil();
            return rests != null && rests.isAfter(now) ? RESTING : OPEN;
        }
    }

    /** @return 1 or 0; not a number where the ledger does not say */
    double is(String platform, State state) {
        return newest().stream()
                .filter(found -> found.id().equals(platform))
                .findFirst()
                .map(found -> State.of(found, clock.instant()) == state ? 1.0 : 0.0)
                .orElse(Double.NaN);
    }

    private synchronized List<PlatformState> newest() {
        Instant now = clock.instant();
        if (readAt == null || readAt.plus(Limits.FIGURE_PATIENCE).isBefore(now)) {
            try {
                states = ledger.platforms();
            } catch (DataAccessException away) {
                states = List.of();
            }
            readAt = clock.instant();
        }
        return states;
    }
}
