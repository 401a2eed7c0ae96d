package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a field of no kind may hold: an entry of a list, a number, true or false. No kind means that no text is looked for in it, so a
 * text that anybody writes must have one.
 */
class FieldKindTest {
    private static final Set<String> SAYS_ALL = Set.of("integer", "number", "boolean", "null");

    static Stream<Dataset> datasets() {
        return Fixtures.DATASETS.all().stream();
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void fieldsOfNoKindHoldNoTextThatAnybodyWrites(Dataset dataset) {
        JsonNode schema = JsonMapper.shared().readTree(dataset.schema());
        List<String> written = dataset.fields().values().stream()
                .filter(field -> field.kind() == FieldKind.NONE && field.table() == null)
                .map(Field::path)
                .filter(path -> !isListedOrNoText(schema, path))
                .toList();

        assertThat(written).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"string\"}", "{\"type\":[\"string\",\"null\"]}", "{\"maxLength\":5}"})
    void aTextIsToldFromAList(String schema) {
        assertThat(isListedOrNoText(field(schema), "/a")).isFalse();
    }

    @Test
    void aFieldThatTheSchemaDoesNotKnowIsNone() {
        assertThat(isListedOrNoText(field("{\"type\":\"integer\"}"), "/b")).isFalse();
        assertThat(isListedOrNoText(field("{\"type\":[\"integer\",\"null\"]}"), "/a"))
                .isTrue();
        assertThat(isListedOrNoText(field("{\"enum\":[\"<10\",\"10-50\"]}"), "/a"))
                .as("bands")
                .isTrue();
    }

    private static JsonNode field(String schema) {
        return JsonMapper.shared().readTree("{\"properties\":{\"a\":" + schema + "}}");
    }

    private static boolean isListedOrNoText(JsonNode schema, String path) {
        JsonNode place = schema;
        for (String segment : path.substring(1).split("/", -1)) {
            place = segment.equals("*")
                    ? place.path("items")
                    : place.path("properties").path(segment);
        }
        return place.has("enum") || place.has("const") || isNoText(place.path("type"));
    }

    private static boolean isNoText(JsonNode type) {
        return type.isArray()
                ? type.valueStream().allMatch(one -> SAYS_ALL.contains(one.asString()))
                : SAYS_ALL.contains(type.asString(""));
    }
}
