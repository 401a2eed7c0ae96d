package org.shuqiao.certs.evidence;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** The one text of a time: UTC to the millisecond, as in {@code 2026-11-21T08:30:00.120Z}. */
final class Times {
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(60);
    private static final DateTimeFormatter FORM =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Times() {}

    static Instant toMillis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    static String text(Instant time) {
        return FORM.format(time);
    }

    /** @throws IllegalArgumentException if it is any other text than {@link #text} gives */
    static Instant parse(String text) {
        try {
            Instant time = FORM.parse(text, Instant::from);
            if (text(time).equals(text)) {
                return time;
            }
        } catch (DateTimeException unreadable) {
            // Dropped on purpose: its message quotes the text.
        }
        throw new IllegalArgumentException("not a time in UTC to the millisecond");
    }

    /** Clocks of different machines may be this far apart. */
    static void requireOrder(Instant earlier, Instant later, String otherwise) throws CheckFailed {
        if (earlier.isAfter(later.plus(MAX_CLOCK_DIFFERENCE))) {
            throw new CheckFailed(otherwise);
        }
    }
}
