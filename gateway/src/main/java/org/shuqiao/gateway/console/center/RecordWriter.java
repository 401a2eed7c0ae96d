package org.shuqiao.gateway.console.center;

import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.center.Part.Group;
import org.shuqiao.gateway.console.center.Part.Leaf;
import org.shuqiao.gateway.console.center.Part.Lines;
import org.shuqiao.gateway.console.center.Part.Rows;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a record of texts under their JSON pointers, in the order of the schema: the same texts make the same bytes. What is blank is
 * left out, and so is a row in which everything is. Thread-safe.
 */
final class RecordWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern BETWEEN_LINES = Pattern.compile("[\\r\\n|]+");

    private final Cells cells;

    RecordWriter(Cells cells) {
        this.cells = cells;
    }

    ObjectNode write(RecordShape shape, NavigableMap<String, String> texts) {
        ObjectNode record = JSON.objectNode();
        fill(record, shape.root(), "", texts);
        return record;
    }

    private void fill(ObjectNode object, Group group, String pointer, NavigableMap<String, String> texts) {
        for (Part part : group.parts()) {
            JsonNode value = value(part, pointer + "/" + part.name(), texts);
            if (value != null) {
                object.set(part.name(), value);
            }
        }
    }

    private @Nullable JsonNode value(Part part, String pointer, NavigableMap<String, String> texts) {
        if (part instanceof Leaf leaf) {
            JsonNode value = cells.value(leaf, texts.getOrDefault(pointer, ""));
            // Some must be there though there is nothing to say.
            return value == null && leaf.required() && leaf.hasType("null") ? JSON.nullNode() : value;
        }
        if (part instanceof Lines lines) {
            return lines(lines, texts.getOrDefault(pointer, ""));
        }
        if (part instanceof Rows rows) {
            return rows(rows, pointer, texts);
        }
        ObjectNode object = JSON.objectNode();
        fill(object, (Group) part, pointer, texts);
        // An empty one that is needed lets each member that is missing be named.
        return isBlank(object) && !part.required() ? null : object;
    }

    private @Nullable JsonNode lines(Lines lines, String text) {
        ArrayNode array = JSON.arrayNode();
        for (String line : BETWEEN_LINES.split(text, -1)) {
            JsonNode value = cells.value(lines.element(), line);
            if (value != null) {
                array.add(value);
            }
        }
        return array.isEmpty() ? null : array;
    }

    private @Nullable JsonNode rows(Rows rows, String pointer, NavigableMap<String, String> texts) {
        ArrayNode array = JSON.arrayNode();
        for (int index : indices(pointer, texts)) {
            ObjectNode element = JSON.objectNode();
            fill(element, rows.element(), pointer + "/" + index, texts);
            if (!isBlank(element)) {
                array.add(element);
            }
        }
        return array.isEmpty() ? null : array;
    }

    /** Nothing was said: what must be there even so does not count. */
    private static boolean isBlank(JsonNode node) {
        return node.isNull() || (node.isObject() && node.valueStream().allMatch(RecordWriter::isBlank));
    }

    /** Of the rows under a pointer for which there is any text, in their order. */
    private static SortedSet<Integer> indices(String pointer, NavigableMap<String, String> texts) {
        String start = pointer + "/";
        SortedMap<String, String> below = texts.subMap(start, true, pointer + "0", false); // '0' follows '/'
        SortedSet<Integer> indices = new TreeSet<>();
        for (String key : below.keySet()) {
            int end = key.indexOf('/', start.length());
            String index = key.substring(start.length(), end < 0 ? key.length() : end);
            if (index.matches("\\d{1,5}")) {
                indices.add(Integer.parseInt(index));
            }
        }
        return indices;
    }

    /** The other way: every value of a record as a text under its pointer, as a person would write it. */
    static NavigableMap<String, String> texts(RecordShape shape, JsonNode record) {
        NavigableMap<String, String> texts = new TreeMap<>();
        collect(shape.root(), "", record, texts);
        return texts;
    }

    private static void collect(Part part, String pointer, JsonNode value, NavigableMap<String, String> texts) {
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        if (part instanceof Group group) {
            group.parts()
                    .forEach(
                            member -> collect(member, pointer + "/" + member.name(), value.path(member.name()), texts));
        } else if (part instanceof Rows rows) {
            for (int i = 0; i < value.size(); i++) {
                collect(rows.element(), pointer + "/" + i, value.path(i), texts);
            }
        } else if (part instanceof Lines) {
            texts.put(
                    pointer,
                    String.join(
                            "\n", value.valueStream().map(RecordWriter::text).toList()));
        } else {
            texts.put(pointer, text(value));
        }
    }

    /** A value as a person would write it. */
    static String text(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asString(value.toString());
    }
}
