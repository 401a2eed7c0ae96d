package org.shuqiao.mappings.platforms;

import java.util.List;
import java.util.Set;
import org.shuqiao.mappings.Scalars;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.databind.JsonNode;

/**
 * What a value of the record has to be, so that something is written. Whoever reads the payload can tell, so it reads only fields that an
 * agreement lets through as they are.
 *
 * @param isOfRecord whether the names lead down from the record; else from the part of it that is being written
 * @param path in the dataset
 * @param values as texts
 */
record Condition(boolean isOfRecord, List<String> names, String path, Set<String> values) {

    /** @throws MappingRefused TRANSFORM_NOT_ACCEPTED where the agreement lets it through, but not as it is */
    void confirm(Writing writing) {
        if (!writing.letsThroughRawOnly(path)) {
            throw new MappingRefused(Reason.TRANSFORM_NOT_ACCEPTED, path);
        }
    }

    /** A field that is not there is none of the values. */
    boolean holds(JsonNode part, Writing writing) {
        JsonNode value = Source.descend(isOfRecord ? writing.record() : part, names);
        return value.isValueNode() && !value.isNull() && values.contains(Scalars.text(value));
    }
}
