package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A number of a filed form that its center's records do not bear out. The form stays as it was filed: only its center knows which of
 * the two is wrong.
 *
 * @param pointer to the number in the filed form
 * @param complete as {@link DerivedValue}; where it is not, the filed number is below the least that it can be
 */
public record FormDifference(
        String pointer, Form form, Indicator indicator, BigDecimal filed, BigDecimal derived, boolean complete) {

    /** Where no record was handed in there is nothing to compare with. */
    public static List<FormDifference> between(Form form, JsonNode filed, List<DerivedValue> derived) {
        Map<String, DerivedValue> byIndicator = new HashMap<>();
        derived.stream()
                .filter(one -> one.days() != null && one.read() > 0)
                .forEach(one -> byIndicator.put(one.rule().indicator().id(), one));
        List<FormDifference> differences = new ArrayList<>();
        int index = 0;
        for (JsonNode value : filed.path("values")) {
            String pointer = "/values/" + index++ + "/value";
            DerivedValue known = byIndicator.get(value.path("indicator").asString(""));
            if (known == null
                    || !value.path("value").isNumber()
                    || !value.path("status").asString("").equals("answered")) {
                continue;
            }
            int compared = value.path("value").decimalValue().compareTo(known.value());
            if (known.complete() ? compared != 0 : compared < 0) {
                differences.add(new FormDifference(
                        pointer,
                        form,
                        known.rule().indicator(),
                        value.path("value").decimalValue(),
                        known.value(),
                        known.complete()));
            }
        }
        return differences;
    }

    /** The document, the table and the label. */
    public String clause() {
        return form.clause(indicator);
    }
}
