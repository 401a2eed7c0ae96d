package org.shuqiao.routes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A route as operators see it. Figures are of the gateway that is asked, since its start.
 *
 * @param reason why it is switched off; empty where it is not
 * @param since when it was switched off; null where it is not
 * @param switchable whether an operator can switch it off
 * @param failures exchanges that ended with an exception, faults of callers among them
 * @param perSecond exchanges over the last minute at most
 * @param oldestInFlightSeconds age of the oldest exchange that is under way; null where none is
 * @param lastFailure code of a typed failure, else the class of the exception; null where there was none
 */
public record RouteView(
        String id,
        Kind kind,
        State state,
        String reason,
        @Nullable Instant since,
        boolean switchable,
        long exchanges,
        long failures,
        double perSecond,
        int inFlight,
        @Nullable Double oldestInFlightSeconds,
        double processingSeconds,
        @Nullable String lastFailure,
        @Nullable Instant lastFailureAt) {

    /** What a route is woken by. */
    public enum Kind {
        QUEUE,
        TIMER,
        /** A call of a controller. */
        DOOR,
        /** Another route, which it is a part of. */
        PART
    }

    public enum State {
        RUNNING,
        PAUSED,
        /** Switched off, and not yet finished with what it had taken, on this gateway or on another. */
        DRAINING,
        /** Switched off, and nothing of it is under way on any gateway. */
        DRAINED,
        /** Not running though nobody has switched it off. */
        STOPPED
    }
}
