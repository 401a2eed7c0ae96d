package org.shuqiao.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How many exchanges a second each route has ended, over the last minute at most. */
final class RouteRates {
    private static final Duration OVER = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Clock clock;
    private final Map<String, Deque<Sample>> samples = new HashMap<>();

    RouteRates(Clock clock) {
        this.clock = clock;
    }

    private record Sample(Instant at, long total) {}

    /** @return since the oldest sample that is kept; zero at the first look */
    synchronized double rate(String route, long total) {
        Instant now = clock.instant();
        Deque<Sample> kept = samples.computeIfAbsent(route, r -> new ArrayDeque<>());
        while (!kept.isEmpty() && kept.getFirst().at().isBefore(now.minus(OVER))) {
            kept.removeFirst();
        }
        if (kept.isEmpty() || !kept.getLast().at().plus(EVERY).isAfter(now)) {
            kept.addLast(new Sample(now, total));
        }
        Sample first = kept.getFirst();
        double seconds = Duration.between(first.at(), now).toMillis() / 1000.0;
        return seconds <= 0 ? 0 : Math.max(0, total - first.total()) / seconds;
    }
}
