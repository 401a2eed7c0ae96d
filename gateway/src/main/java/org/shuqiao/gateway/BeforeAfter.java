package org.shuqiao.gateway;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.routes.steps.Foreseen;
import tools.jackson.databind.JsonNode;

/**
 * One field of a record, as its center has it and as a platform would get it.
 *
 * @param path source path, {@code *} for array elements
 * @param zh its name in Chinese, {@code en} in English
 * @param fate KEPT, MASKED, STRIPPED or UNMAPPED
 * @param transform as the agreement names it; null where nothing of the field is left
 * @param before what the record holds
 * @param after in the platform's own codes and units; empty where nothing leaves
 */
public record BeforeAfter(
        String path,
        String zh,
        String en,
        String fate,
        @Nullable String transform,
        List<JsonNode> before,
        List<JsonNode> after) {

    /** Every field of the record, in its order. */
    public static List<BeforeAfter> of(
            Foreseen foreseen, JsonNode record, @Nullable JsonNode payload, Dataset dataset, PlatformMapping mapping) {
        return foreseen.fields().stream()
                .map(fate -> of(fate, record, payload, dataset, mapping))
                .toList();
    }

    private static BeforeAfter of(
            Foreseen.FieldFate fate,
            JsonNode record,
            @Nullable JsonNode payload,
            Dataset dataset,
            PlatformMapping mapping) {
        Field field = dataset.field(fate.path()).orElse(null);
        List<JsonNode> after = payload == null
                ? List.of()
                : mapping.lineage().stream()
                        .filter(line -> line.source().equals(fate.path()))
                        .flatMap(line -> values(payload, line.target()).stream())
                        .toList();
        return new BeforeAfter(
                fate.path(),
                field == null ? fate.path() : field.zh(),
                field == null ? fate.path() : field.en(),
                fate.fate().name(),
                fate.transform(),
                values(record, fate.path()),
                after);
    }

    /** Every value at a path, with {@code *} for array elements. */
    static List<JsonNode> values(JsonNode node, String path) {
        List<JsonNode> values = new ArrayList<>();
        collect(node, List.of(path.substring(1).split("/")), values);
        return values;
    }

    private static void collect(JsonNode node, List<String> path, List<JsonNode> values) {
        if (path.isEmpty()) {
            values.add(node);
            return;
        }
        List<String> rest = path.subList(1, path.size());
        if (path.get(0).equals("*")) {
            node.forEach(element -> collect(element, rest, values));
        } else if (node.has(path.get(0))) {
            collect(node.path(path.get(0)), rest, values);
        }
    }
}
