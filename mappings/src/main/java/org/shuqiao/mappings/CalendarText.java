package org.shuqiao.mappings;

import java.time.LocalDateTime;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Dates as our records write them, all in China's one time zone: {@code 2026}, {@code 2026-03}, {@code 2026-03-18},
 * {@code 2026-03-18T09:00:00+08:00}. Parsed by hand: exactly these forms, no others that ISO 8601 would also allow.
 */
public final class CalendarText {

    private static final String DATE_TIME = "dddd-dd-ddTdd:dd:dd+08:00";

    private CalendarText() {}

    static boolean isPeriod(String text) {
        return switch (text.length()) {
            case 4 -> fits(text, 4) && yearOf(text) >= 1900;
            case 7 -> startsWithMonth(text);
            default -> false;
        };
    }

    static boolean isMonth(String text) {
        return text.length() == 7 && startsWithMonth(text);
    }

    private static boolean startsWithMonth(CharSequence text) {
        return fits(text, 7) && yearOf(text) >= 1900 && pair(text, 5) >= 1 && pair(text, 5) <= 12;
    }

    public static boolean isDate(String text) {
        return text.length() == 10 && startsWithDate(text);
    }

    private static boolean startsWithDate(String text) {
        return fits(text, 10)
                && startsWithMonth(text)
                && YearMonth.of(yearOf(text), pair(text, 5)).isValidDay(pair(text, 8));
    }

    static boolean isDateTime(String text) {
        return text.length() == DATE_TIME.length()
                && fits(text, DATE_TIME.length())
                && startsWithDate(text)
                && pair(text, 11) < 24
                && pair(text, 14) < 60
                && pair(text, 17) < 60;
    }

    /** The local time that a date or date-time says (a date is its midnight), or null if the text is neither. */
    public static @Nullable LocalDateTime local(String text) {
        if (isDateTime(text)) {
            return LocalDateTime.of(
                    yearOf(text), pair(text, 5), pair(text, 8), pair(text, 11), pair(text, 14), pair(text, 17));
        }
        return isDate(text) ? LocalDateTime.of(yearOf(text), pair(text, 5), pair(text, 8), 0, 0) : null;
    }

    /** The month that a month, date or date-time lies in, as {@code 2026-03}, or null if the text is none of them. */
    public static @Nullable String month(String text) {
        boolean dated = isDateTime(text) || isDate(text) || isMonth(text);
        return dated ? text.substring(0, 7) : null;
    }

    /** The quarter, as {@code 2026-Q1}, or null as {@link #month}. */
    public static @Nullable String quarter(String text) {
        if (text.length() == 7 && text.startsWith("-Q", 4) && isPeriod(text.substring(0, 4))) {
            return text.charAt(6) >= '1' && text.charAt(6) <= '4' ? text : null;
        }
        String month = month(text);
        return month == null ? null : month.substring(0, 5) + "Q" + (pair(month, 5) + 2) / 3;
    }

    /** The year, also of a year, or null as {@link #month}. */
    public static @Nullable String year(String text) {
        String month = month(text);
        return month != null || (text.length() == 4 && isPeriod(text)) ? text.substring(0, 4) : null;
    }

    private static boolean fits(CharSequence text, int length) {
        if (text.length() < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char form = DATE_TIME.charAt(i);
            char c = text.charAt(i);
            if (form == 'd' ? !Ascii.isDigit(c) : c != form) {
                return false;
            }
        }
        return true;
    }

    private static int yearOf(CharSequence text) {
        return pair(text, 0) * 100 + pair(text, 2);
    }

    private static int pair(CharSequence text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }
}
