package org.shuqiao.gateway;

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
record DecisionTrail(List<OfAgreement> agreements, List<Taken> payload) {

    /** The steps of one agreement, on the record. */
    record OfAgreement(String id, int version, List<Taken> steps) {}

    /**
     * One step with the values that it compared: terms, paths and hashes, never a value of the record.
     *
     * @param name of the step in the caller's language
     * @param asked null where nothing was asked, or where it is a value of the record
     * @param agreed null where the agreement sets no limit
     * @param reason stable code; empty where the step passed
     */
    record Taken(
            String step,
            String name,
            @Nullable String asked,
            @Nullable String agreed,
            String reason,
            String reasonText) {}

    /** @param decision as it is kept with the transfer; older ones have no trail */
    static DecisionTrail of(JsonNode decision, Reasons reasons, Locale locale) {
        return new DecisionTrail(
                decision.path("trail")
                        .valueStream()
                        .map(one -> new OfAgreement(
                                one.path("id").asString(""),
                                one.path("version").asInt(0),
                                steps(one.path("steps"), reasons, locale)))
                        .toList(),
                steps(decision.path("payload"), reasons, locale));
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
