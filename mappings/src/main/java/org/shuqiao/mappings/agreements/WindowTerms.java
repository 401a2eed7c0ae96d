package org.shuqiao.mappings.agreements;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CalendarText;
import org.shuqiao.mappings.ViolationList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the windows of an agreement can be kept: in a zone that exists, and open often enough to work off a backlog. */
final class WindowTerms {
    private static final int MINUTES_A_DAY = 60;

    /** Days of an agreement begin and end there. */
    private static final ZoneId TERMS = ZoneId.of("Asia/Shanghai");

    private WindowTerms() {}

    static void check(ObjectNode agreement, ViolationList violations) {
        String first = agreement.at("/valid/from").asString("");
        String last = agreement.at("/valid/to").asString("");
        boolean dated = CalendarText.isDate(first) && CalendarText.isDate(last);
        AgreementProfile.each(
                agreement.path("permission"), i -> "/permission/" + i + "/window", (pointer, permission) -> {
                    SendingWindow window = window(permission.path("window"), pointer, violations);
                    if (window != null && dated && !opensBetween(window, first, last)) {
                        violations.add(pointer + "/cron", "NEVER_OPENS_IN_TERM");
                    }
                });
    }

    /** A term that ends before it begins has been told of. */
    private static boolean opensBetween(SendingWindow window, String first, String last) {
        Instant from = LocalDate.parse(first).atStartOfDay(TERMS).toInstant();
        Instant until = LocalDate.parse(last).plusDays(1).atStartOfDay(TERMS).toInstant();
        return !from.isBefore(until) || window.nextOpening(from).isBefore(until);
    }

    /** @return null where there is none, or none that could be kept */
    private static @Nullable SendingWindow window(JsonNode window, String pointer, ViolationList violations) {
        if (!window.path("cron").isString() || !window.path("tz").isString()) {
            return null; // The schema has said so.
        }
        ZoneId zone = ZoneOffset.UTC;
        boolean known = true;
        try {
            zone = ZoneId.of(window.path("tz").stringValue());
        } catch (DateTimeException unknown) {
            violations.add(pointer + "/tz", "UNKNOWN_ZONE");
            known = false;
        }
        try {
            SendingWindow opened = SendingWindow.parse(window.path("cron").stringValue(), zone);
            if (!opened.everOpens()) {
                violations.add(pointer + "/cron", "NEVER_OPENS");
            } else if (opened.minutesADay() < MINUTES_A_DAY) {
                violations.add(pointer + "/cron", "WINDOW_TOO_SHORT", Integer.toString(MINUTES_A_DAY));
            } else if (known) {
                return opened;
            }
        } catch (IllegalArgumentException notCron) {
            violations.add(pointer + "/cron", "CRON_FORM");
        }
        return null;
    }
}
