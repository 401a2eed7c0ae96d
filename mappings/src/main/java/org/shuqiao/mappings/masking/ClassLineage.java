package org.shuqiao.mappings.masking;

import java.util.Collection;
import org.shuqiao.mappings.FieldClass;

/**
 * The way of a field into a payload, by which its class is judged. Names and classes only, never a value.
 *
 * @param source path in the dataset
 * @param before class of the field
 * @param transform as agreements name it
 * @param after class of what the transform leaves
 * @param target path in the payload
 */
public record ClassLineage(String source, FieldClass before, String transform, FieldClass after, String target) {

    public static ClassLineage of(
            String source, FieldClass before, String transform, String target, MaskResults results) {
        return new ClassLineage(source, before, transform, results.classAfter(transform, before), target);
    }

    /** Whether what leaves is within one of the ceilings; those of a platform, which may take business and personal data. */
    public boolean isWithinOneOf(Collection<FieldClass> ceilings) {
        return ceilings.stream().anyMatch(after::isWithin);
    }

    /** Whether what leaves is within each of the ceilings; those of agreements, all of which bind. */
    public boolean isWithinAllOf(Collection<FieldClass> ceilings) {
        return ceilings.stream().allMatch(after::isWithin);
    }

    /** For example {@code /contact/mobile (I) → mask-phone (I) → /LXR/LXDH}. */
    @Override
    public String toString() {
        return source + " (" + before + ") → " + transform + " (" + after + ") → " + target;
    }
}
