package org.shuqiao.routes.steps;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.masking.AppliedTransform;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Allowance;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record of a decision that is kept with its transfer: the agreements considered with the reason of each and the steps it was
 * taken through, those that were in force (which the claim compares with those in force then), those that bind it with their
 * duties and with how much of it may go when, the transforms applied with the key and the year that it is
 * for, the fields stripped and the steps on the payload. Names, paths and terms only, never another value of the record.
 */
final class DecisionJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Steps that ask for a value of the record itself. */
    private static final Set<String> OF_THE_RECORD = Set.of("region", "industry", "period");

    private DecisionJson() {}

    static String of(Decision decision, @Nullable Desensitised values) {
        return of(decision, values, List.of());
    }

    /** @param ofPayload the steps on the payload that were taken; empty where none was */
    static String of(Decision decision, @Nullable Desensitised values, List<Decision.Step> ofPayload) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode considered = json.putArray("considered");
        ArrayNode inForce = json.putArray("inForce");
        ArrayNode trail = json.putArray("trail");
        for (Decision.Considered one : decision.considered()) {
            put(considered, one.agreement()).put("reason", name(one.reason()));
            if (one.inForce()) {
                put(inForce, one.agreement());
            }
            ObjectNode of = trail.addObject()
                    .put("id", one.agreement().id())
                    .put("version", one.agreement().version());
            putTrail(of.putArray("steps"), one.trail());
        }
        ArrayNode binding = json.putArray("agreements");
        ArrayNode duties = json.putArray("duties");
        if (decision instanceof Decision.Permit permit) {
            permit.agreements().forEach(agreement -> put(binding, agreement));
            permit.terms().duties().forEach(duties::add);
            List<Allowance> allowances = AgreedAllowances.of(permit);
            if (!allowances.isEmpty()) {
                json.set("allowances", Allowance.json(allowances)); // The claim reads them here.
            }
            if (permit.isAfterRevocation()) {
                json.put("afterRevocation", true); // the claim lets it leave by this
            }
        }
        ArrayNode transforms = json.putArray("transforms");
        ArrayNode stripped = json.putArray("stripped");
        if (values != null) {
            for (AppliedTransform t : values.transforms()) {
                transforms
                        .addObject()
                        .put("path", t.path())
                        .put("name", t.name())
                        .put("version", t.version());
            }
            values.stripped().forEach(stripped::add);
            values.keyVersions().values().stream()
                    .findFirst()
                    .ifPresent(version -> json.putObject("masking") // The claim holds it against the keys of then.
                            .put("year", values.keyYear())
                            .put("version", version));
        }
        if (!ofPayload.isEmpty()) {
            putTrail(json.putArray("payload"), ofPayload);
        }
        return json.toString();
    }

    private static void putTrail(ArrayNode steps, List<Decision.Step> trail) {
        for (Decision.Step step : trail) {
            ObjectNode json = steps.addObject().put("step", step.name());
            if (!OF_THE_RECORD.contains(step.name())) {
                json.put("asked", String.valueOf(step.asked()));
            }
            json.put("agreed", String.valueOf(step.agreed())).put("reason", name(step.reason()));
        }
    }

    private static String name(@Nullable ReasonCode reason) {
        return reason == null ? "" : reason.name();
    }

    private static ObjectNode put(ArrayNode array, Agreement agreement) {
        return array.addObject()
                .put("id", agreement.id())
                .put("version", agreement.version())
                .put("hash", agreement.hash());
    }
}
