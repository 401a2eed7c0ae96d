package org.shuqiao.gateway.console;

import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * How times, sizes and numbers look, in the language of the page: {@code ${@shown.time(row.at)}}. What is missing is a dash. Times are
 * those of China, wherever the gateway and its reader are.
 */
@Component("shown")
public final class Shown {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ISO_LOCAL_DATE;
    private static final String NOTHING = "—";
    private static final int LAST_DIGITS = 8;
    private static final String[] SIZES = {"B", "KB", "MB", "GB", "TB"};
    private static final int SIZE_STEP = 1024;

    private final MessageSource words;
    private final Clock clock;

    Shown(MessageSource words, Clock clock) {
        this.words = words;
        this.clock = clock;
    }

    /** {@code 2026-11-22 14:05:31}. */
    public String time(@Nullable Instant time) {
        return time == null ? NOTHING : TIME.format(time.atZone(ZONE));
    }

    /** {@code 2026-11-22 14:05}. */
    public String minute(@Nullable Instant time) {
        return time == null ? NOTHING : MINUTE.format(time.atZone(ZONE));
    }

    /** The day in China. */
    public String date(@Nullable Instant time) {
        return time == null ? NOTHING : DATE.format(time.atZone(ZONE));
    }

    public String day(@Nullable LocalDate day) {
        return day == null ? NOTHING : DATE.format(day);
    }

    /** For the {@code datetime} of {@code <time>}. */
    public String machine(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    /** This moment, for the {@code datetime} of what a page counts on from. */
    public String now() {
        return machine(clock.instant());
    }

    /** "3 min ago", or "in 3 min" for what is to come. */
    public String ago(@Nullable Instant time) {
        if (time == null) {
            return NOTHING;
        }
        Duration past = Duration.between(time, clock.instant());
        return word(past.isNegative() ? "common.in" : "common.ago", duration(past.abs()));
    }

    /** In its largest unit, from milliseconds to days: "3 min". */
    public String duration(@Nullable Duration time) {
        if (time == null) {
            return NOTHING;
        }
        if (time.toMillis() < 1_000) {
            return word("common.millis", number(time.toMillis()));
        }
        if (time.toSeconds() < 120) {
            return word("common.seconds", number(time.toSeconds()));
        }
        if (time.toMinutes() < 120) {
            return word("common.minutes", number(time.toMinutes()));
        }
        return time.toHours() < 48
                ? word("common.hours", number(time.toHours()))
                : word("common.days", number(time.toDays()));
    }

    /** {@code 1.4 MB}. */
    public String bytes(@Nullable Number size) {
        if (size == null) {
            return NOTHING;
        }
        double left = size.doubleValue();
        int unit = 0;
        while (left >= SIZE_STEP && unit < SIZES.length - 1) {
            left /= SIZE_STEP;
            unit++;
        }
        return format(left, unit == 0 || left >= 100 ? 0 : 1) + " " + SIZES[unit];
    }

    /** {@code 12,345}, and no more than two digits after the point. */
    public String number(@Nullable Number number) {
        return number == null ? NOTHING : format(number.doubleValue(), 2);
    }

    /** {@code 12.5 %} of a share between 0 and 1. */
    public String percent(@Nullable Number share) {
        return share == null ? NOTHING : format(share.doubleValue() * 100, 1) + " %";
    }

    private static String format(double number, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
        format.setMaximumFractionDigits(digits);
        return format.format(number);
    }

    /** The end of an id, which tells ids of one moment from each other; what is shown links to the whole one. */
    public String brief(@Nullable Object id) {
        if (id == null) {
            return NOTHING;
        }
        String text = id.toString();
        return text.length() <= LAST_DIGITS ? text : "…" + text.substring(text.length() - LAST_DIGITS);
    }

    private String word(String key, String argument) {
        return words.getMessage(key, new Object[] {argument}, LocaleContextHolder.getLocale());
    }
}
