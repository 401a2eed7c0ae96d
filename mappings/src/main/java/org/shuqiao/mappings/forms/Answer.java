package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a filed form says to one indicator.
 *
 * @param pointer where it stands in the record
 */
record Answer(Form form, Indicator indicator, String pointer, JsonNode json) {

    boolean isAnswered() {
        return status().equals("answered");
    }

    /** Not answered and not applicable are two things, and neither is zero. */
    boolean isOpen() {
        return status().equals("not_answered") || status().equals("not_applicable");
    }

    private String status() {
        return json.path("status").asString("");
    }

    /** The value in the unit that the indicator is kept in; null unless it was answered with a number. */
    @Nullable BigDecimal value() {
        return isAnswered() ? number(json.path("value")) : null;
    }

    static @Nullable BigDecimal number(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : null;
    }

    String clause() {
        return form.clause(indicator);
    }
}
