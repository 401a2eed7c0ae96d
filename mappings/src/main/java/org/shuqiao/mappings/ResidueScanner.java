package org.shuqiao.mappings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches the very bytes that are to be signed for secrets in every disguise that folding undoes: full width, other scripts' digits,
 * zero-width and separating characters, country codes, JSON escapes, digits in numbers. Linear in the payload. Thread-safe.
 *
 * <p>What it does not undo: Chinese numerals, encodings inside text (Base64, hex, URL), a number spread over two values.
 */
public final class ResidueScanner {

    /**
     * @return what should not be there, in ascending order of offset; a hit that lies wholly in a value that may leave raw, and is of
     *     the kind that the value's field holds, is not among it
     */
    public List<Residue> scan(MappedPayload payload, CenterDictionary dictionary) {
        FoldedText text = FoldedText.of(payload.bytes());
        List<Residue> residues = new ArrayList<>();
        CodeRun.Found found = (kind, from, to) -> {
            int offset = text.offset(from);
            int length = text.offset(to) - offset;
            Span span = spanAt(payload.spans(), offset);
            if (span == null || !permits(span, kind, offset, length)) {
                residues.add(new Residue(kind, offset, length, span == null ? "" : span.targetPath()));
            }
        };
        CodeRun.scan(text, found);
        dictionary.scan(text, found);
        residues.sort((a, b) -> Integer.compare(a.offset(), b.offset()));
        return List.copyOf(residues);
    }

    private static boolean permits(Span span, ResidueKind kind, int offset, int length) {
        return span.transform().equals("raw") && kind.isWhatHolds(span.kind()) && span.covers(offset, length);
    }

    /** The span in which a byte lies, or null. */
    private static @Nullable Span spanAt(List<Span> spans, int offset) {
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
}
