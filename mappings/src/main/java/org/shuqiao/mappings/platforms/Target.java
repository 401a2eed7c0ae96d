package org.shuqiao.mappings.platforms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The shape of a payload, as a tree that writes itself from a record. */
sealed interface Target {

    /** What was written. */
    enum Written {
        NOTHING,
        /** Nothing but constants, which do not keep an object alive of which the record has nothing. */
        CONSTANTS,
        VALUES
    }

    /**
     * Writes what the record has for this part of the payload. Takes back, where that is nothing, no bytes: who called does.
     *
     * @param part the part of the record that the surrounding array (or the root) stands for
     * @param path JSON pointer of this part in the payload
     */
    Written write(JsonNode part, Writing writing, String path);

    /** An object; members without a value are left out, and so is an object without members. */
    record OfObject(Map<String, Target> members) implements Target {

        OfObject() {
            this(new LinkedHashMap<>());
        }

        @Override
        public Written write(JsonNode part, Writing writing, String path) {
            PayloadWriter out = writing.out();
            out.ascii('{');
            boolean first = true;
            Written written = Written.NOTHING;
            for (Map.Entry<String, Target> member : members.entrySet()) {
                Writing.Mark before = writing.mark();
                if (!first) {
                    out.ascii(',');
                }
                out.string(member.getKey());
                out.ascii(':');
                Written one = member.getValue().write(part, writing, path + "/" + member.getKey());
                if (one == Written.NOTHING) {
                    writing.reset(before);
                } else {
                    first = false;
                    written = written == Written.VALUES ? written : one;
                }
            }
            out.ascii('}');
            return written == Written.VALUES ? written : Written.NOTHING;
        }
    }

    /**
     * An array with one element for each element of a source array that has anything to say.
     *
     * @param names from the surrounding source to the source array
     */
    record OfArray(List<String> names, Target element) implements Target {
        @Override
        public Written write(JsonNode part, Writing writing, String path) {
            JsonNode array = Source.descend(part, names);
            if (!array.isArray()) {
                return Written.NOTHING;
            }
            PayloadWriter out = writing.out();
            out.ascii('[');
            int index = 0;
            for (JsonNode item : array.values()) {
                Writing.Mark before = writing.mark();
                if (index > 0) {
                    out.ascii(',');
                }
                if (element.write(item, writing, path + "/" + index) == Written.VALUES) {
                    index++;
                } else {
                    writing.reset(before);
                }
            }
            out.ascii(']');
            return index > 0 ? Written.VALUES : Written.NOTHING;
        }
    }

    /** The mark of provenance, where one is demanded. */
    record OfWatermark() implements Target {
        @Override
        public Written write(JsonNode part, Writing writing, String path) {
            return writing.watermark(path) ? Written.VALUES : Written.NOTHING;
        }
    }

    /** What the platform wants to hear of every record, or of those that meet a condition. */
    record OfConstant(JsonNode value, @Nullable Condition when) implements Target {
        @Override
        public Written write(JsonNode part, Writing writing, String path) {
            if (!isMet(when, part, writing)) {
                return Written.NOTHING;
            }
            writing.value(value, path, List.of());
            return Written.CONSTANTS;
        }
    }

    /** A value. */
    record OfValue(Source source, @Nullable Condition when) implements Target {

        @Override
        public Written write(JsonNode part, Writing writing, String path) {
            if (!isMet(when, part, writing)) {
                return Written.NOTHING;
            }
            Source.Read read = source.read(part, writing);
            if (read == null) {
                return Written.NOTHING;
            }
            writing.value(read.value(), path, read.origins());
            return Written.VALUES;
        }
    }

    private static boolean isMet(@Nullable Condition when, JsonNode part, Writing writing) {
        if (when == null) {
            return true;
        }
        when.confirm(writing);
        return when.holds(part, writing);
    }
}
