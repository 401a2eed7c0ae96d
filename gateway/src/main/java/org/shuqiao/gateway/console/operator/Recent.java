package org.shuqiao.gateway.console.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was seen a moment ago, so that a page that many people watch costs as much as one that nobody watches with them. */
final class Recent<T> {
    private static final Duration SHOWN_FOR = Duration.ofSeconds(2);

    private final Supplier<T> look;
    private final Clock clock;
    private @Nullable Seen<T> last;

    Recent(Supplier<T> look, Clock clock) {
        this.look = look;
        this.clock = clock;
    }

    private record Seen<T>(T value, Instant at) {}

    synchronized T value() {
        Seen<T> seen = last;
        if (seen == null || seen.at().plus(SHOWN_FOR).isBefore(clock.instant())) {
            seen = new Seen<>(look.get(), clock.instant());
            last = seen;
        }
        return seen.value();
    }

    /** Somebody has changed it. */
    synchronized void forget() {
        last = null;
    }
}
