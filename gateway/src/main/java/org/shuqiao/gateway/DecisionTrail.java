package org.shuqiao.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a decision was come to: every agreement between the two parties with the steps that it was taken through, then the steps on the
 * payload that would leave. After a step that failed only the prohibitions are looked at, which speak in any case.
 *
 * @param payload empty where no payload was looked at
 */
public record DecisionTrail(List<OfAgreement> agreements, List<Taken> payload) {

    /** The steps of one agreement, on the record. */
    public record OfAgreement(String id, int version, List<Taken> steps) {}

    /**
     * One step with the values that it compared: terms, paths and hashes, never a value of the record.
     *
     * @param name of the step in the caller's language
     * @param asked null where nothing was asked, or where it is a value of the record
     * @param agreed null where the agreement sets no limit
     * @param reason stable code; empty where the step passed
     */
    public record Taken(
            String step,
            String name,
            @Nullable String asked,
            @Nullable String agreed,
            String reason,
            String reasonText) {}

    /** @param decision as it is kept with the transfer; older ones have no trail */
    public static DecisionTrail of(JsonNode decision, Reasons reasons, Locale locale) {
        return new DecisionTrail(
                decision.path("trail")
                        .valueStream()
                        .map(one -> ofAgreement(one, decision, reasons, locale))
                        .toList(),
                steps(decision.path("payload"), reasons, locale));
    }

    private static OfAgreement ofAgreement(JsonNode one, JsonNode decision, Reasons reasons, Locale locale) {
        String id = one.path("id").asString("");
        int version = one.path("version").asInt(0);
        List<Taken> steps = new ArrayList<>(steps(one.path("steps"), reasons, locale));
        for (JsonNode allowance : decision.path("allowances")) {
            if (allowance.path("agreement").asString("").equals(id)) {
                limits(allowance, steps, reasons, locale);
            }
        }
        return new OfAgreement(id, version, List.copyOf(steps));
    }

    /** Step 10 is taken in the claim, anew each time: a transfer that it holds shows it as its own reason. */
    private static void limits(JsonNode allowance, List<Taken> steps, Reasons reasons, Locale locale) {
        StringBuilder quota = new StringBuilder();
        for (String limit : List.of("rowsPerCall", "callsPerDay", "rowsPerMonth")) {
            if (allowance.path(limit).isNumber()) {
                quota.append(quota.isEmpty() ? "" : ", ")
                        .append(limit)
                        .append(' ')
                        .append(allowance.path(limit));
            }
        }
        if (!quota.isEmpty()) {
            steps.add(new Taken("quota", reasons.step("quota", locale), "1", quota.toString(), "", ""));
        }
        if (allowance.path("cron").isString()) {
            String window = allowance.path("cron").stringValue() + " "
                    + allowance.path("zone").asString("");
            steps.add(new Taken("window", reasons.step("window", locale), null, window, "", ""));
        }
    }

    private static List<Taken> steps(JsonNode steps, Reasons reasons, Locale locale) {
        return steps.valueStream()
                .map(step -> {
                    String id = step.path("step").asString("");
                    String reason = step.path("reason").asString("");
                    return new Taken(
                            id,
                            reasons.step(id, locale),
                            compared(step.path("asked")),
                            compared(step.path("agreed")),
                            reason,
                            reasons.text(reason, locale));
                })
                .toList();
    }

    /** The trail is kept as text, also where there was nothing. */
    private static @Nullable String compared(JsonNode value) {
        String text = value.asString("null");
        return text.equals("null") ? null : text;
    }
}
