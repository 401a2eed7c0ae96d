package org.shuqiao.routes.steps;

import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.AppliedTransform;
import org.shuqiao.mappings.Desensitised;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.Decision;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record of a decision that is kept with its transfer: the agreements considered with the reason of each, those that
 * bind it, the transforms applied and the fields stripped. Names and paths only, never a value.
 */
final class DecisionJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private DecisionJson() {}

    static String of(Decision decision, @Nullable Desensitised values) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode considered = json.putArray("considered");
        for (Decision.Considered one : decision.considered()) {
            put(considered, one.agreement())
                    .put("reason", one.reason() == null ? "" : one.reason().name());
        }
        ArrayNode binding = json.putArray("agreements");
        if (decision instanceof Decision.Permit permit) {
            put(binding, permit.agreement());
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
        }
        return json.toString();
    }

    private static ObjectNode put(ArrayNode array, Agreement agreement) {
        return array.addObject()
                .put("id", agreement.id())
                .put("version", agreement.version())
                .put("hash", agreement.hash());
    }
}
