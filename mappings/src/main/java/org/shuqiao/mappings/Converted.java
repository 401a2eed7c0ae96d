package org.shuqiao.mappings;

import java.math.BigDecimal;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * In each element of an array, an amount kept in one unit is the amount that was filed in another: 亿元 of a form are kept as 万元.
 *
 * @param filed where the object with {@code value} and {@code unit} as filed stands in an element
 * @param unit in which the amount is kept, to two decimals
 */
record Converted(JsonPointer array, JsonPointer value, JsonPointer filed, String unit, Units units)
        implements CrossFieldRule {

    private static final int DECIMALS = 2;

    static Converted of(JsonNode json) {
        return new Converted(
                CrossFieldRule.pointer(json, "array"),
                CrossFieldRule.pointer(json, "value"),
                CrossFieldRule.pointer(json, "filed"),
                json.required("unit").stringValue(),
                Units.load());
    }

    @Override
    public void check(JsonNode record, String rule, ViolationList violations) {
        int index = 0;
        for (JsonNode element : record.at(array)) {
            JsonNode original = element.at(filed);
            if (original.isObject()) {
                check(element.at(value), original, array + "/" + index, rule, violations);
            }
            index++;
        }
    }

    private void check(JsonNode kept, JsonNode original, String at, String rule, ViolationList violations) {
        JsonNode number = original.path("value");
        JsonNode of = original.path("unit");
        if (!of.isString()) {
            return;
        }
        BigDecimal exact =
                units.convert(number.isNumber() ? number.decimalValue() : BigDecimal.ZERO, of.stringValue(), unit);
        if (exact == null) {
            violations.add(at + filed + "/unit", "FILED_UNIT_OTHER", unit);
        } else if (number.isNumber() != kept.isNumber()
                || (kept.isNumber() && !Units.isRounded(kept.decimalValue(), exact, DECIMALS))) {
            violations.add(at + value, rule, unit);
        }
    }
}
