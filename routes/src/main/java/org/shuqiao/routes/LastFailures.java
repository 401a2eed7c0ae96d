package org.shuqiao.routes;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.shuqiao.routes.failures.Failure;

/** The last failure of each route since the start, by its code or class: never a message text. */
final class LastFailures {
    private final Clock clock;
    private final Map<String, LastFailure> byRoute = new ConcurrentHashMap<>();

    LastFailures(Clock clock) {
        this.clock = clock;
    }

    /** @param what code of a {@link Failure}, else the exception's class */
    record LastFailure(String what, Instant at) {}

    void note(String route, Exception failure) {
        String what = failure instanceof Failure typed
                ? typed.code().name()
                : failure.getClass().getName();
        byRoute.put(route, new LastFailure(what, clock.instant()));
    }

    Optional<LastFailure> of(String route) {
        return Optional.ofNullable(byRoute.get(route));
    }
}
