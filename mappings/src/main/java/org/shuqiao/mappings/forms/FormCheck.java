package org.shuqiao.mappings.forms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CalendarText;
import org.shuqiao.mappings.RecordCheck;
import org.shuqiao.mappings.Units;
import org.shuqiao.mappings.ViolationList;
import tools.jackson.databind.JsonNode;

/**
 * Whether a filed form ({@code evaluation_form}) answers what its form asks: each indicator once, in its unit and type, parts not above
 * their whole, ratios within 0.01 of what they are made of. Whether a threshold is reached is not asked: a poor result is a true one.
 */
public final class FormCheck implements RecordCheck {

    /** By how much a ratio in percent may differ from its numerator and denominator. */
    private static final BigDecimal RATIO_TOLERANCE = new BigDecimal("0.01");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int RATIO_DECIMALS = 10;

    private final Forms forms = Forms.load();
    private final AnswerCheck answerCheck = new AnswerCheck(Units.load());

    @Override
    public String id() {
        return "form";
    }

    @Override
    public void check(JsonNode record, ViolationList violations) {
        if (!record.path("form").isString()) {
            return;
        }
        Form form = forms.find(record.path("form").stringValue());
        if (form == null) {
            violations.add("/form", "FORM_UNKNOWN");
            return;
        }
        head(form, record, violations);
        String centerType = record.path("center_type").asString(Form.NO_TYPE);
        if (!form.isFor(centerType)) {
            violations.add("/center_type", "FORM_OF_OTHER_CENTER_TYPE", form.source());
            return;
        }
        if (record.path("values").isArray()) {
            rows(form, centerType, record.path("values"), violations);
        }
    }

    private void rows(Form form, String centerType, JsonNode values, ViolationList violations) {
        Map<String, Answer> answers = answers(form, centerType, values, violations);
        for (Indicator indicator : form.asked(centerType)) {
            if (!answers.containsKey(indicator.id())) {
                violations.add("/values", "INDICATOR_MISSING", form.clause(indicator));
            }
        }
        for (Answer answer : answers.values()) {
            answerCheck.check(answer, violations);
            part(answer, answers, violations);
            ratio(answer, answers, violations);
        }
    }

    private static void head(Form form, JsonNode record, ViolationList violations) {
        JsonNode scheme = record.path("scheme");
        if (scheme.isString() && !scheme.stringValue().equals(form.scheme())) {
            violations.add("/scheme", "FORM_OF_OTHER_SCHEME", form.source());
        }
        LocalDateTime filed = CalendarText.local(record.path("filed_on").asString(""));
        JsonNode year = record.path("year");
        if (form.yearsBeforeFiling() != null
                && filed != null
                && year.canConvertToInt()
                && year.intValue() != filed.getYear() - form.yearsBeforeFiling()) {
            violations.add("/year", "FORM_YEAR", form.source());
        }
    }

    /** The first answer to each indicator; that there is a second is said by another rule. */
    private static Map<String, Answer> answers(
            Form form, String centerType, JsonNode values, ViolationList violations) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        int index = 0;
        for (JsonNode value : values) {
            String pointer = "/values/" + index++;
            if (!value.path("indicator").isString()) {
                continue;
            }
            Indicator indicator = form.indicators().get(value.path("indicator").stringValue());
            if (indicator == null) {
                violations.add(pointer + "/indicator", "INDICATOR_UNKNOWN", form.source());
            } else if (!indicator.asked().containsKey(centerType)) {
                violations.add(pointer + "/indicator", "INDICATOR_NOT_ASKED", form.clause(indicator));
            } else {
                answers.putIfAbsent(indicator.id(), new Answer(form, indicator, pointer, value));
            }
        }
        return answers;
    }

    private static void part(Answer answer, Map<String, Answer> answers, ViolationList violations) {
        BigDecimal part = answer.value();
        BigDecimal whole = value(answers, answer.indicator().partOf());
        if (part != null && whole != null && part.compareTo(whole) > 0) {
            violations.add(answer.pointer() + "/value", "PART_ABOVE_WHOLE", answer.clause());
        }
    }

    private static void ratio(Answer answer, Map<String, Answer> answers, ViolationList violations) {
        BigDecimal ratio = answer.value();
        BigDecimal part = Answer.number(answer.json().path("numerator"));
        BigDecimal whole = value(answers, answer.indicator().ratioOf());
        if (ratio == null || part == null || whole == null) {
            return;
        }
        if (part.compareTo(whole) > 0) {
            violations.add(answer.pointer() + "/numerator", "PART_ABOVE_WHOLE", answer.clause());
        } else if (whole.signum() == 0 || differs(ratio, part, whole)) {
            violations.add(answer.pointer() + "/value", "RATIO_DIFFERS", answer.clause());
        }
    }

    private static boolean differs(BigDecimal ratio, BigDecimal part, BigDecimal whole) {
        BigDecimal exact = part.multiply(HUNDRED).divide(whole, RATIO_DECIMALS, RoundingMode.HALF_EVEN);
        return ratio.subtract(exact).abs().compareTo(RATIO_TOLERANCE) > 0;
    }

    private static @Nullable BigDecimal value(Map<String, Answer> answers, @Nullable String indicator) {
        Answer answer = indicator == null ? null : answers.get(indicator);
        return answer == null ? null : answer.value();
    }
}
