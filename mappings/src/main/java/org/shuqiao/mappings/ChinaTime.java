package org.shuqiao.mappings;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times as records write them: {@code 2026-03-18T09:00:00+08:00}. */
public final class ChinaTime {
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    private ChinaTime() {}

    /** The instant as a record writes it, without fractions of a second. */
    public static String text(Instant instant) {
        return TEXT.format(instant.atOffset(CHINA));
    }

    /** The calendar year. */
    public static int year(Instant instant) {
        return instant.atOffset(CHINA).getYear();
    }

    /** The instant of a date-time, or null for any other text. */
    public static @Nullable Instant instant(String text) {
        LocalDateTime local = CalendarText.isDateTime(text) ? CalendarText.local(text) : null;
        return local == null ? null : local.toInstant(CHINA);
    }

    /** When what is valid until this text ends: a date-time itself, of a date the midnight after it; null for any other text. */
    public static @Nullable Instant end(String text) {
        LocalDateTime local = CalendarText.local(text);
        if (local == null) {
            return null;
        }
        return (CalendarText.isDate(text) ? local.plusDays(1) : local).toInstant(CHINA);
    }
}
