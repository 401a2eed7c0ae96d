package org.shuqiao.simulators;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a call's timestamp may be away from the platform's clock, either way.
 *
 * @param length the greatest distance that is accepted
 */
record TimeWindow(Duration length) {
    private static final int MAX_DIGITS = 15;

    /** Whether a call at this time (ms since the epoch) lies in the window around now, both ends included. */
    boolean holds(long timestampMillis, long nowMillis) {
        // No subtraction: a timestamp near Long.MIN_VALUE would wrap around into the window.
        return timestampMillis >= nowMillis - length.toMillis() && timestampMillis <= nowMillis + length.toMillis();
    }

    /** Milliseconds since the epoch as digits only; anything else is a time that no window holds. */
    static long millis(@Nullable String timestamp) {
        boolean digits = timestamp != null
                && !timestamp.isEmpty()
                && timestamp.length() <= MAX_DIGITS
                && timestamp.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(timestamp) : Long.MIN_VALUE;
    }
}
