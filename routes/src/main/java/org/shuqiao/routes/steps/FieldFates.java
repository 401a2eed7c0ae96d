package org.shuqiao.routes.steps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.routes.steps.Foreseen.Fate;
import org.shuqiao.routes.steps.Foreseen.FieldFate;
import tools.jackson.databind.JsonNode;

/** Tells of every field of a record what happened to it on the way into a payload. Names and paths only, never a value. */
final class FieldFates {
    private static final String RAW = "raw";

    private final Map<String, String> leaving = new HashMap<>();
    private final Set<String> stripped;

    private FieldFates(Desensitised values, @Nullable PlatformPayload payload) {
        this.stripped = new HashSet<>(values.stripped());
        if (payload != null) {
            // What decides about the shape of the payload can be read from it, as it is.
            payload.mapping().conditions().stream()
                    .filter(path -> !stripped.contains(path))
                    .forEach(path -> leaving.put(path, RAW));
            for (Span span : payload.mapped().spans()) {
                span.origins().forEach(origin -> leaving.put(origin.path(), origin.transform()));
            }
        }
    }

    /** @param payload null where the record did not fit the platform's mapping: nothing of it leaves */
    static List<FieldFate> of(CanonicalRecord record, Desensitised values, @Nullable PlatformPayload payload) {
        Set<String> paths = new LinkedHashSet<>();
        collect(record.json(), "", paths);
        FieldFates fates = new FieldFates(values, payload);
        List<FieldFate> told = new ArrayList<>(paths.size());
        paths.forEach(path -> told.add(fates.of(path)));
        return told;
    }

    private static void collect(JsonNode node, String path, Set<String> paths) {
        if (node.isObject()) {
            node.properties().forEach(member -> collect(member.getValue(), path + "/" + member.getKey(), paths));
        } else if (node.isArray()) {
            node.values().forEach(element -> collect(element, path + "/*", paths));
        } else if (!node.isNull()) {
            paths.add(path);
        }
    }

    private FieldFate of(String path) {
        String transform = leaving.get(path);
        if (transform != null) {
            return new FieldFate(path, transform.equals(RAW) ? Fate.KEPT : Fate.MASKED, transform);
        }
        return new FieldFate(path, stripped.contains(path) ? Fate.STRIPPED : Fate.UNMAPPED, null);
    }
}
