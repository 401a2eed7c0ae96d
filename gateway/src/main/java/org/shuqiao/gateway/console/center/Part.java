package org.shuqiao.gateway.console.center;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shuqiao.mappings.Field;
import tools.jackson.databind.JsonNode;

/**
 * A part of what a record of a dataset may hold, as its JSON Schema says it. Paths are JSON pointers with {@code *} for the elements of
 * arrays.
 */
sealed interface Part {
    String path();

    boolean required();

    /** The values in it, in their order. */
    Stream<Leaf> leaves();

    /** The fields in it, in their order. */
    default Stream<Field> fields() {
        return leaves().map(Leaf::field);
    }

    /** The name of the member; of an element of an array, {@code *}. */
    default String name() {
        return path().substring(path().lastIndexOf('/') + 1);
    }

    /** One value. */
    record Leaf(String path, boolean required, JsonNode schema, Field field) implements Part {
        @Override
        public Stream<Leaf> leaves() {
            return Stream.of(this);
        }

        boolean hasType(String type) {
            JsonNode types = schema.path("type");
            return types.isArray() ? types.valueStream().anyMatch(one -> is(one, type)) : is(types, type);
        }

        private static boolean is(JsonNode one, String type) {
            return one.asString("").equals(type);
        }

        /** 0 where the schema names none. */
        int maxLength() {
            return schema.path("maxLength").asInt(0);
        }
    }

    /** An object with members of its own. */
    record Group(String path, boolean required, List<Part> parts) implements Part {
        @Override
        public Stream<Leaf> leaves() {
            return parts.stream().flatMap(Part::leaves);
        }
    }

    /** An array of objects. */
    record Rows(String path, boolean required, int max, Group element) implements Part {
        @Override
        public Stream<Leaf> leaves() {
            return element.leaves();
        }
    }

    /** An array of texts or numbers. */
    record Lines(String path, boolean required, Leaf element) implements Part {
        @Override
        public Stream<Leaf> leaves() {
            return element.leaves();
        }
    }

    /** What it is called: a part of several fields is called by the first of them. */
    default String label(boolean chinese) {
        List<String> labels = fields().map(field -> chinese ? field.zh() : field.en())
                .limit(4)
                .collect(Collectors.toList());
        boolean more = labels.size() == 4;
        String joined = String.join(chinese ? "、" : ", ", more ? labels.subList(0, 3) : labels);
        return more ? joined + "…" : joined;
    }
}
