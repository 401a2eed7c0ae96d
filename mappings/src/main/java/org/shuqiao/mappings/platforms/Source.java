package org.shuqiao.mappings.platforms;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.Scalars;
import org.shuqiao.mappings.Span.Origin;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** Where a value of a payload comes from. */
sealed interface Source {

    /** A value, converted, with what gave it. */
    record Read(JsonNode value, List<Origin> origins) {}

    /**
     * @param part the part of the record that the surrounding array (or the root) stands for
     * @return null where the record has nothing to say
     */
    @Nullable Read read(JsonNode part, Writing writing);

    /** Follows member names down; never through an array. */
    static JsonNode descend(JsonNode part, List<String> names) {
        JsonNode node = part;
        for (String name : names) {
            node = node.path(name);
        }
        return node;
    }

    /**
     * One field.
     *
     * @param names from the part to the value
     * @param path in the dataset
     * @param accepts the transforms whose results can stand here
     * @param kind of the field; null for a kind that no residue has
     */
    record OfField(
            List<String> names, String path, Set<String> accepts, List<Converter> converters, @Nullable FieldKind kind)
            implements Source {
        @Override
        public @Nullable Read read(JsonNode part, Writing writing) {
            JsonNode value = descend(part, names);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            Origin origin = origin(writing);
            for (Converter converter : converters) {
                value = converter.convert(value);
                if (value == null) {
                    throw new MappingRefused(Reason.VALUE_NOT_CONVERTIBLE, path);
                }
                if (value.isMissingNode()) {
                    return null;
                }
            }
            return new Read(value, List.of(origin));
        }

        Origin origin(Writing writing) {
            FieldRule rule = writing.rule(path);
            if (!accepts.contains(rule.transform())) {
                throw new MappingRefused(Reason.TRANSFORM_NOT_ACCEPTED, path);
            }
            return new Origin(rule.path(), rule.transform(), rule.clause(), kind);
        }
    }

    /**
     * The elements of an array that meet conditions.
     *
     * @param names from the part to the array
     * @param where of an element; empty for all of them
     */
    record Elements(List<String> names, List<Condition> where) {
        List<JsonNode> of(JsonNode part, Writing writing) {
            List<JsonNode> met = new ArrayList<>();
            JsonNode array = descend(part, names);
            if (!array.isArray()) {
                return met;
            }
            where.forEach(condition -> condition.confirm(writing));
            for (JsonNode element : array.values()) {
                if (meets(element, writing)) {
                    met.add(element);
                }
            }
            return met;
        }

        private boolean meets(JsonNode element, Writing writing) {
            for (Condition condition : where) {
                if (!condition.holds(element, writing)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A field of the one element that meets conditions. */
    record OfElement(Elements elements, OfField field) implements Source {
        @Override
        public @Nullable Read read(JsonNode part, Writing writing) {
            List<JsonNode> met = elements.of(part, writing);
            if (met.size() > 1) {
                // Which of them is meant, nobody has said.
                throw new MappingRefused(Reason.VALUE_NOT_CONVERTIBLE, field.path());
            }
            return met.isEmpty() ? null : field.read(met.get(0), writing);
        }
    }

    /** How many elements have a field, and meet conditions. Nothing where the array is not there: none is another thing than zero. */
    record Count(Elements elements, OfField field) implements Source {
        @Override
        public @Nullable Read read(JsonNode part, Writing writing) {
            if (!descend(part, elements.names()).isArray()) {
                return null;
            }
            int count = 0;
            for (JsonNode element : elements.of(part, writing)) {
                JsonNode value = descend(element, field.names());
                count += value.isMissingNode() || value.isNull() ? 0 : 1;
            }
            JsonNode number = JsonNodeFactory.instance.numberNode(count);
            for (Converter converter : field.converters()) {
                number = converter.convert(number);
                if (number == null || number.isMissingNode()) {
                    throw new MappingRefused(Reason.VALUE_NOT_CONVERTIBLE, field.path());
                }
            }
            return new Read(number, List.of(field.origin(writing)));
        }
    }

    /** Several fields in one text; nothing unless the record has all of them, since a part alone would be read as another thing. */
    record Joined(List<OfField> fields, String by) implements Source {
        @Override
        public @Nullable Read read(JsonNode part, Writing writing) {
            StringBuilder text = new StringBuilder();
            List<Origin> origins = new ArrayList<>(fields.size());
            for (OfField field : fields) {
                Read read = field.read(part, writing);
                if (read == null) {
                    return null;
                }
                text.append(origins.isEmpty() ? "" : by).append(Scalars.text(read.value()));
                origins.addAll(read.origins());
            }
            return new Read(StringNode.valueOf(text.toString()), origins);
        }
    }

    /** A field of all elements in one text. */
    record JoinedElements(Elements elements, OfField field, String by) implements Source {
        @Override
        public @Nullable Read read(JsonNode part, Writing writing) {
            StringBuilder text = new StringBuilder();
            Set<Origin> origins = new LinkedHashSet<>();
            for (JsonNode element : elements.of(part, writing)) {
                Read read = field.read(element, writing);
                if (read != null) {
                    text.append(origins.isEmpty() ? "" : by).append(Scalars.text(read.value()));
                    origins.addAll(read.origins());
                }
            }
            return origins.isEmpty() ? null : new Read(StringNode.valueOf(text.toString()), List.copyOf(origins));
        }
    }
}
