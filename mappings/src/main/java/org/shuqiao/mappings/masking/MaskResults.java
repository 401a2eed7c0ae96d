package org.shuqiao.mappings.masking;

import org.shuqiao.mappings.FieldClass;
import tools.jackson.databind.JsonNode;

/** What is left of a value after a transform; transforms are named as in agreements, for example {@code band:attendees}. */
public interface MaskResults {
    /**
     * The class of what is left. A coarse trade secret is one class lower; personal data stay personal data, since masks and pseudonyms
     * do not make anybody anonymous (GB/T 37964).
     *
     * @param of the class of the field
     */
    FieldClass classAfter(String transform, FieldClass of);

    /** Whether the transform can have made this value: no proof that it did, but what was never masked does not pass. */
    boolean canBe(JsonNode value, String transform);
}
