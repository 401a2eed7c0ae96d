package org.shuqiao.mappings.masking;

/** A partial order of transforms by how much they hide; they are named as in agreements, for example {@code band:attendees}. */
@FunctionalInterface
public interface MaskOrder {

    /** Whether the first tells nothing that the other does not; false where the two cannot be compared. */
    boolean isAsStrict(String transform, String than);
}
