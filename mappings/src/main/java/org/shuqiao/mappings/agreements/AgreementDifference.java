package org.shuqiao.mappings.agreements;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that a version of an agreement changes.
 *
 * @param pointer where it stands in the later version, or in the earlier one where it is gone
 * @param before null where there was nothing
 * @param after null where there is nothing any more
 * @param zh the change in plain Chinese
 * @param en the change in plain English
 */
public record AgreementDifference(
        String pointer, Kind kind, @Nullable JsonNode before, @Nullable JsonNode after, String zh, String en) {

    /** STRICTER lets less leave, or binds more than before; LOOSER the other way. CHANGED is neither, or cannot be told. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        STRICTER,
        LOOSER
    }
}
