package org.shuqiao.mappings.agreements;

import org.shuqiao.mappings.ViolationList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether an agreement says clearly to whom its consumer may pass data on: to those that it names, or to nobody. */
final class OnwardTerms {
    private static final String RECIPIENTS = "/onward/recipients";

    private OnwardTerms() {}

    static void check(ObjectNode agreement, ViolationList violations) {
        JsonNode recipients = agreement.at(RECIPIENTS);
        boolean allowed = agreement.at("/onward/allowed").asBoolean(false);
        if (allowed && recipients.isMissingNode()) {
            violations.add(RECIPIENTS, "REQUIRED");
        } else if (allowed && recipients.isArray() && recipients.isEmpty()) {
            violations.add(RECIPIENTS, "NAMES_NOTHING");
        } else if (!allowed && !recipients.isEmpty()) {
            violations.add(RECIPIENTS, "ONWARD_NOT_ALLOWED");
        }
    }
}
