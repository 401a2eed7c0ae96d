package org.shuqiao.mappings.platforms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Scalars;
import tools.jackson.databind.JsonNode;

/**
 * One line of a mapping file, as it stands there.
 *
 * @param to path in the payload
 * @param zh the platform's own label
 * @param from paths in the dataset; more than one only where they are joined; none for a constant and for a number of elements
 * @param constant null where the value comes from the record
 * @param count path of the field whose values are counted; null where nothing is
 * @param join what stands between joined values; null where nothing is joined
 * @param accepts transforms by name
 * @param where values that members of an element may have, by the member's name
 * @param when null where the line is always written
 * @param convert converters in their order
 */
record MappingLine(
        String to,
        String zh,
        List<String> from,
        @Nullable JsonNode constant,
        @Nullable String count,
        @Nullable String join,
        List<String> accepts,
        Map<String, Set<String>> where,
        @Nullable When when,
        List<JsonNode> convert) {

    /** @param values that the field may have */
    record When(String path, Set<String> values) {}

    /** @throws IllegalArgumentException if it takes its value from nowhere, or from two places */
    MappingLine {
        boolean takes = !from.isEmpty() || count != null;
        if ((from.isEmpty() ? 0 : 1) + (constant == null ? 0 : 1) + (count == null ? 0 : 1) != 1
                || (from.size() > 1 && join == null)
                || (join != null && from.isEmpty())
                || takes == accepts.isEmpty()
                || (constant != null && !(where.isEmpty() && convert.isEmpty()))) {
            throw new IllegalArgumentException("a line has one of from, value and count, and what fits it");
        }
    }

    static MappingLine of(JsonNode json) {
        JsonNode constant = json.path("value");
        if (constant.isContainer() || constant.isNull()) {
            throw new IllegalArgumentException("a constant is one value");
        }
        JsonNode when = json.path("when");
        Map<String, Set<String>> where = new LinkedHashMap<>();
        json.path("where").properties().forEach(entry -> where.put(entry.getKey(), values(entry.getValue())));
        return new MappingLine(
                json.required("to").stringValue(),
                json.required("zh").stringValue(),
                texts(json.path("from")),
                constant.isMissingNode() ? null : constant,
                json.path("count").asString(null),
                json.path("join").asString(null),
                texts(json.path("accepts")),
                where,
                when.isMissingNode()
                        ? null
                        : new When(when.required("path").stringValue(), values(when.required("in"))),
                json.path("convert").valueStream().toList());
    }

    private static List<String> texts(JsonNode oneOrMore) {
        List<String> texts = new ArrayList<>();
        (oneOrMore.isString() ? Stream.of(oneOrMore) : oneOrMore.valueStream())
                .forEach(text -> texts.add(text.stringValue()));
        return texts;
    }

    private static Set<String> values(JsonNode oneOrMore) {
        Set<String> values = new LinkedHashSet<>();
        (oneOrMore.isArray() ? oneOrMore.valueStream() : Stream.of(oneOrMore)).forEach(value -> {
            if (!value.isValueNode() || value.isNull()) {
                throw new IllegalArgumentException("a condition names values");
            }
            values.add(Scalars.text(value));
        });
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a condition that nothing can meet");
        }
        return values;
    }

    /** Everything of the record that the line takes a value from. */
    List<String> sources() {
        return count == null ? from : List.of(count);
    }
}
