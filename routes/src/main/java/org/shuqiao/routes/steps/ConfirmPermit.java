package org.shuqiao.routes.steps;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldRule;
import org.shuqiao.mappings.Span;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * Decides on the payload: every value in it must come from a field that the agreement lists, by the transform that it
 * demands, and every field that it requires must be there. Steps 8 and 11 of the decision order.
 */
public final class ConfirmPermit {

    /** @throws TransferStopped where the payload is not what was agreed */
    public PlatformPayload.Permitted confirm(PlatformPayload.Scanned payload) {
        if (!payload.record().values().missing().isEmpty()) {
            throw new TransferStopped(payload.denied(ReasonCode.FIELD_MISSING));
        }
        Map<String, FieldRule> rules = payload.record().values().rules();
        for (Span span : payload.mapped().spans()) {
            ReasonCode refused = refusal(rules, span);
            if (refused != null) {
                throw new TransferStopped(payload.denied(refused));
            }
        }
        return new PlatformPayload.Permitted(payload);
    }

    private static @Nullable ReasonCode refusal(Map<String, FieldRule> rules, Span span) {
        FieldRule rule = rules.get(span.sourcePath());
        if (rule == null) {
            return ReasonCode.FIELD_UNLISTED;
        }
        return rule.transform().equals(span.transform()) ? null : ReasonCode.TRANSFORM_MISSING;
    }
}
