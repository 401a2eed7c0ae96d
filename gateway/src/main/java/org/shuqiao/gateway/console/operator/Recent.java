package org.shuqiao.gateway.console.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was seen a moment ago, so that a page that many people watch costs as much as one that one of them watches. What takes long to see
 * is shown for longer, so that looking never takes more than a sixth of the time.
 */
final class Recent<T> {
    private static final Duration SHOWN_FOR = Duration.ofSeconds(2);
    private static final int TIMES_AS_LONG = 5;

    private final Supplier<T> look;
    private final Clock clock;
    private @Nullable Seen<T> last;

    Recent(Supplier<T> look, Clock clock) {
        this.look = look;
        this.clock = clock;
    }

    private record Seen<T>(T value, Instant until) {}

    synchronized T value() {
        Seen<T> seen = last;
        Instant begun = clock.instant();
        if (seen == null || seen.until().isBefore(begun)) {
            T value = look.get();
            Instant done = clock.instant();
            Duration took = Duration.between(begun, done).multipliedBy(TIMES_AS_LONG);
            seen = new Seen<>(value, done.plus(took.compareTo(SHOWN_FOR) > 0 ? took : SHOWN_FOR));
            last = seen;
        }
        return seen.value();
    }

    /** Somebody has changed it. */
    synchronized void forget() {
        last = null;
    }
}
