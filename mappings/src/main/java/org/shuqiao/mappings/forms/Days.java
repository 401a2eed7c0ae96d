package org.shuqiao.mappings.forms;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CalendarText;
import tools.jackson.databind.JsonNode;

/**
 * Days in China that a number speaks of.
 *
 * @param from inclusive
 * @param until exclusive
 */
public record Days(LocalDate from, LocalDate until) {
    private static final LocalDate BEGINNING = LocalDate.of(1900, 1, 1);

    /**
     * @param year that the form reports on
     * @param acceptedOn when the center passed its acceptance; null where nobody says
     * @return null for the first year after an acceptance that nobody knows
     */
    static @Nullable Days of(Indicator.Period period, int year, @Nullable LocalDate acceptedOn) {
        LocalDate end = LocalDate.of(year + 1, 1, 1);
        return switch (period) {
            case YEAR -> new Days(end.minusYears(1), end);
            case LAST_2_YEARS -> new Days(end.minusYears(2), end);
            case LAST_3_YEARS -> new Days(end.minusYears(3), end);
            case STOCK -> new Days(BEGINNING, end);
            case FIRST_YEAR -> acceptedOn == null ? null : new Days(acceptedOn, acceptedOn.plusYears(1));
        };
    }

    /** @param time a date or a date with time, as records write them; anything else is on none of the days */
    boolean contain(JsonNode time) {
        LocalDateTime local = CalendarText.local(time.asString(""));
        return local != null && contain(local.toLocalDate());
    }

    boolean contain(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(until);
    }

    /** Whether any of the days lies in a time that is given by its first and its last day. */
    boolean touch(JsonNode first, JsonNode last) {
        LocalDateTime begins = CalendarText.local(first.asString(""));
        LocalDateTime ends = CalendarText.local(last.asString(""));
        return begins != null
                && ends != null
                && begins.toLocalDate().isBefore(until)
                && !ends.toLocalDate().isBefore(from);
    }
}
