package org.shuqiao.mappings.agreements;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.shuqiao.mappings.ViolationList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the windows of an agreement can be kept: in a zone that exists, and open often enough to work off a backlog. */
final class WindowTerms {
    private static final int MINUTES_A_DAY = 60;

    private WindowTerms() {}

    static void check(ObjectNode agreement, ViolationList violations) {
        AgreementProfile.each(
                agreement.path("permission"),
                i -> "/permission/" + i + "/window",
                (pointer, permission) -> window(permission.path("window"), pointer, violations));
    }

    private static void window(JsonNode window, String pointer, ViolationList violations) {
        if (!window.path("cron").isString() || !window.path("tz").isString()) {
            return; // The schema has said so.
        }
        ZoneId zone = ZoneOffset.UTC;
        try {
            zone = ZoneId.of(window.path("tz").stringValue());
        } catch (DateTimeException unknown) {
            violations.add(pointer + "/tz", "UNKNOWN_ZONE");
        }
        try {
            SendingWindow opened = SendingWindow.parse(window.path("cron").stringValue(), zone);
            if (!opened.everOpens()) {
                violations.add(pointer + "/cron", "NEVER_OPENS");
            } else if (opened.minutesADay() < MINUTES_A_DAY) {
                violations.add(pointer + "/cron", "WINDOW_TOO_SHORT", Integer.toString(MINUTES_A_DAY));
            }
        } catch (IllegalArgumentException notCron) {
            violations.add(pointer + "/cron", "CRON_FORM");
        }
    }
}
