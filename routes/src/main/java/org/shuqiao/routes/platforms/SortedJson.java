package org.shuqiao.routes.platforms;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as family D signs it: no white space, the members of every object sorted by name, and without members whose value is empty
 * ({@code ""}, {@code null}, <code>{}</code>, {@code []}, or an object with only such members). Elements of arrays stay.
 */
final class SortedJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private SortedJson() {}

    static String text(JsonNode value) {
        return JSON.writeValueAsString(sorted(value));
    }

    static JsonNode sorted(JsonNode value) {
        if (value.isObject()) {
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            members(value).forEach(sorted::set);
            return sorted;
        }
        if (value.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode(value.size());
            value.forEach(element -> elements.add(sorted(element)));
            return elements;
        }
        return value;
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> members = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = sorted(member.getValue());
            if (!isEmpty(value)) {
                members.put(member.getKey(), value);
            }
        }
        return members;
    }

    private static boolean isEmpty(JsonNode value) {
        if (value.isContainer()) {
            return value.isEmpty();
        }
        return value.isNull() || value.asString().isEmpty();
    }
}
