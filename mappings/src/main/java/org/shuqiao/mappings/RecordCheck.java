package org.shuqiao.mappings;

import java.util.ServiceLoader;
import tools.jackson.databind.JsonNode;

/**
 * A check of a whole record that stands on data of its own and is named, as {@code check}, in {@code rules.json}. Those who make one are
 * found by {@link ServiceLoader}, because what a record is must not know what is built on records. It says nothing about values that are
 * absent where they may be, or of the wrong type. Thread-safe.
 */
public interface RecordCheck {

    /** The word in {@code rules.json}. */
    String id();

    /** @param record possibly a record that breaks other rules as well */
    void check(JsonNode record, ViolationList violations);

    /** @throws IllegalStateException if nobody makes it */
    static RecordCheck named(String id) {
        for (RecordCheck check : ServiceLoader.load(RecordCheck.class, RecordCheck.class.getClassLoader())) {
            if (check.id().equals(id)) {
                return check;
            }
        }
        throw new IllegalStateException("unknown check " + id);
    }
}
