package org.shuqiao.mappings;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where one value stands in a payload and where it comes from.
 *
 * @param offset first byte of the JSON value (of the quote, for text)
 * @param length in bytes, with the quotes
 * @param targetPath JSON pointer in the payload, for example {@code /FWDX/0/QYDH}
 * @param origins of a value, mostly one; several of one that is joined; none of a constant, which no record can change
 */
public record Span(int offset, int length, String targetPath, List<Origin> origins) {
    /** Source and transform of the mark of provenance. */
    public static final String WATERMARK = "watermark";

    /**
     * What a field of the record gave to a value.
     *
     * @param path in the dataset, with {@code *} for array elements; {@link #WATERMARK} for what comes from no record
     * @param transform as the agreement names it
     * @param clause where the agreement permits it
     * @param kind what the source field holds; null where that is nothing a residue could be
     */
    public record Origin(String path, String transform, String clause, @Nullable FieldKind kind) {
        public boolean isRaw() {
            return transform.equals("raw");
        }
    }

    public Span {
        origins = List.copyOf(origins);
    }

    /** Of one field. */
    public Span(
            int offset,
            int length,
            String targetPath,
            String sourcePath,
            String transform,
            String clause,
            @Nullable FieldKind kind) {
        this(offset, length, targetPath, List.of(new Origin(sourcePath, transform, clause, kind)));
    }

    public boolean isWatermark() {
        return origins.size() == 1 && origins.get(0).transform().equals(WATERMARK);
    }

    /** Whether a field of the record has a part in it. */
    public boolean isOf(String sourcePath) {
        return origins.stream().anyMatch(origin -> origin.path().equals(sourcePath));
    }

    /** The paths of its origins, for people; empty for a constant. */
    public String sourcePath() {
        return origins.size() == 1
                ? origins.get(0).path()
                : origins.stream().map(Origin::path).collect(Collectors.joining(" + "));
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
