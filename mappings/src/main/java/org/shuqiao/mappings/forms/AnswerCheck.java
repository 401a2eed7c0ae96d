package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import java.util.List;
import org.shuqiao.mappings.Units;
import org.shuqiao.mappings.ViolationList;
import tools.jackson.databind.JsonNode;

/** What one answer must keep by itself. */
final class AnswerCheck {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final List<String> NUMBERS = List.of("/value", "/filed/value", "/numerator");

    private final Units units;

    AnswerCheck(Units units) {
        this.units = units;
    }

    void check(Answer answer, ViolationList violations) {
        unit(answer, violations);
        if (answer.isOpen()) {
            open(answer, violations);
        } else if (answer.isAnswered()) {
            given(answer, violations);
        }
    }

    private void unit(Answer answer, ViolationList violations) {
        JsonNode unit = answer.json().path("unit");
        if (unit.isString() && !unit.stringValue().equals(answer.indicator().keptIn())) {
            violations.add(answer.pointer() + "/unit", "UNIT_OF_OTHER", answer.clause());
        }
        JsonNode filed = answer.json().at("/filed/unit");
        if (filed.isString()
                && units.convert(
                                BigDecimal.ZERO,
                                filed.stringValue(),
                                answer.indicator().keptIn())
                        == null) {
            violations.add(answer.pointer() + "/filed/unit", "FILED_UNIT_OTHER", answer.clause());
        }
    }

    private static void open(Answer answer, ViolationList violations) {
        for (String number : NUMBERS) {
            if (answer.json().at(number).isNumber()) {
                violations.add(answer.pointer() + number, "VALUE_UNEXPECTED", answer.clause());
            }
        }
    }

    private void given(Answer answer, ViolationList violations) {
        present(answer, "/value", violations);
        present(answer, "/filed/value", violations);
        if (answer.form().evidenceRequired()
                && answer.json().path("evidence_ids").isEmpty()) {
            violations.add(answer.pointer() + "/evidence_ids", "EVIDENCE_REQUIRED", answer.clause());
        }
        if (answer.indicator().ratioOf() == null
                && answer.json().path("numerator").isNumber()) {
            violations.add(answer.pointer() + "/numerator", "NUMERATOR_UNEXPECTED", answer.clause());
        }
        BigDecimal value = answer.value();
        if (value != null) {
            figure(answer, value, violations);
            asFiled(answer, value, violations);
        }
    }

    private static void present(Answer answer, String number, ViolationList violations) {
        JsonNode value = answer.json().at(number);
        if (value.isNull() || value.isMissingNode()) {
            violations.add(answer.pointer() + number, "VALUE_REQUIRED", answer.clause());
        }
    }

    private static void figure(Answer answer, BigDecimal value, ViolationList violations) {
        Indicator indicator = answer.indicator();
        String pointer = answer.pointer() + "/value";
        if (value.stripTrailingZeros().scale() > indicator.type().decimals()) {
            String rule = indicator.type() == Indicator.Type.INT ? "VALUE_NOT_WHOLE" : "VALUE_TOO_PRECISE";
            violations.add(pointer, rule, answer.clause());
        }
        if (indicator.type() == Indicator.Type.PCT && value.compareTo(HUNDRED) > 0) {
            violations.add(pointer, "PERCENT_ABOVE_100", answer.clause());
        }
        if (indicator.atMost() != null && value.compareTo(indicator.atMost()) > 0) {
            violations.add(pointer, "VALUE_ABOVE_ALL", indicator.atMost().toPlainString() + "；" + answer.clause());
        }
    }

    /** The value is what was filed, in another unit perhaps. */
    private void asFiled(Answer answer, BigDecimal value, ViolationList violations) {
        JsonNode filed = answer.json().path("filed");
        BigDecimal original = Answer.number(filed.path("value"));
        if (original == null || !filed.path("unit").isString()) {
            return;
        }
        Indicator indicator = answer.indicator();
        BigDecimal exact = units.convert(original, filed.path("unit").stringValue(), indicator.keptIn());
        if (exact != null && !Units.isRounded(value, exact, indicator.type().decimals())) {
            violations.add(answer.pointer() + "/value", "FILED_VALUE_DIFFERS", answer.clause());
        }
    }
}
