package org.shuqiao.mappings.platforms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.databind.JsonNode;

/** The shape of a payload, as a tree that writes itself from a record. */
sealed interface Target {

    /**
     * Writes what the record has for this part of the payload.
     *
     * @param source the part of the record that the surrounding array (or the root) stands for
     * @param path JSON pointer of this part in the payload
     * @return whether anything was written
     */
    boolean write(JsonNode source, Writing writing, String path);

    /** Follows member names down; never through an array. */
    private static JsonNode descend(JsonNode source, List<String> names) {
        JsonNode node = source;
        for (String name : names) {
            node = node.path(name);
        }
        return node;
    }

    /** An object; members without a value are left out, and so is an object without members. */
    record OfObject(Map<String, Target> members) implements Target {

        OfObject() {
            this(new LinkedHashMap<>());
        }

        @Override
        public boolean write(JsonNode source, Writing writing, String path) {
            PayloadWriter out = writing.out();
            int start = out.position();
            out.ascii('{');
            boolean empty = true;
            for (Map.Entry<String, Target> member : members.entrySet()) {
                int before = out.position();
                if (!empty) {
                    out.ascii(',');
                }
                out.string(member.getKey());
                out.ascii(':');
                if (member.getValue().write(source, writing, path + "/" + member.getKey())) {
                    empty = false;
                } else {
                    out.reset(before);
                }
            }
            out.ascii('}');
            if (empty) {
                out.reset(start);
            }
            return !empty;
        }
    }

    /**
     * An array with one element for each element of a source array that has anything to say.
     *
     * @param names from the surrounding source to the source array
     */
    record OfArray(List<String> names, Target element) implements Target {
        @Override
        public boolean write(JsonNode source, Writing writing, String path) {
            JsonNode array = descend(source, names);
            if (!array.isArray()) {
                return false;
            }
            PayloadWriter out = writing.out();
            int start = out.position();
            out.ascii('[');
            int index = 0;
            for (JsonNode item : array.values()) {
                int before = out.position();
                if (index > 0) {
                    out.ascii(',');
                }
                if (element.write(item, writing, path + "/" + index)) {
                    index++;
                } else {
                    out.reset(before);
                }
            }
            out.ascii(']');
            if (index == 0) {
                out.reset(start);
            }
            return index > 0;
        }
    }

    /** The mark of provenance, where one is demanded. */
    record OfWatermark() implements Target {
        @Override
        public boolean write(JsonNode source, Writing writing, String path) {
            return writing.watermark(path);
        }
    }

    /**
     * A value.
     *
     * @param names from the surrounding source to the value
     * @param accepts the transforms whose results can stand here
     * @param kind of the source field; null for a kind that no residue has
     */
    record OfValue(
            List<String> names,
            String sourcePath,
            Set<String> accepts,
            List<Converter> converters,
            @Nullable FieldKind kind)
            implements Target {

        @Override
        public boolean write(JsonNode source, Writing writing, String path) {
            JsonNode value = descend(source, names);
            if (value.isMissingNode() || value.isNull()) {
                return false;
            }
            FieldRule rule = writing.rule(sourcePath);
            if (!accepts.contains(rule.transform())) {
                throw new MappingRefused(Reason.TRANSFORM_NOT_ACCEPTED, sourcePath);
            }
            for (Converter converter : converters) {
                value = converter.convert(value);
                if (value == null) {
                    throw new MappingRefused(Reason.VALUE_NOT_CONVERTIBLE, sourcePath);
                }
            }
            writing.value(value, path, rule, kind);
            return true;
        }
    }
}
