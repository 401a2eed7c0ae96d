package org.shuqiao.mappings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one value stands in a payload and where it comes from.
 *
 * @param offset first byte of the JSON value (of the quote, for text)
 * @param length in bytes, with the quotes
 * @param targetPath JSON pointer in the payload, for example {@code /FWDX/0/QYDH}
 * @param sourcePath path in the dataset, with {@code *} for array elements; {@link #WATERMARK} for what comes from no record
 * @param transform as the agreement names it
 * @param clause where the agreement permits it
 * @param kind what the source field holds; null where that is nothing a residue could be
 */
public record Span(
        int offset,
        int length,
        String targetPath,
        String sourcePath,
        String transform,
        String clause,
        @Nullable FieldKind kind) {
    /** Source and transform of the mark of provenance. */
    public static final String WATERMARK = "watermark";

    public boolean isWatermark() {
        return transform.equals(WATERMARK);
    }

    /** The span in which a byte lies, or null. Spans are in ascending order and do not overlap. */
    public static @Nullable Span at(List<Span> spans, int offset) {
        int low = 0;
        int high = spans.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Span span = spans.get(middle);
            if (offset < span.offset()) {
                high = middle - 1;
            } else if (offset >= span.offset() + span.length()) {
                low = middle + 1;
            } else {
                return span;
            }
        }
        return null;
    }

    public boolean covers(int from, int count) {
        return from >= offset && from + count <= offset + length;
    }
}
