package org.shuqiao.mappings.residue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Span;

/**
 * Searches the very bytes that are to be signed for secrets in every disguise that can be undone: characters that {@link Folding} makes
 * plain, gaps, {@linkplain ChineseNumber Chinese numerals}, {@linkplain EncodedText encodings} in one another, and numbers
 * {@linkplain SplitNumbers spread over values}. Keys are searched like values. Linear in the payload. Thread-safe.
 *
 * <p>What it does not undo: pinyin, compression, encryption, pictures.
 */
public final class ResidueScanner {

    /** How often what is decoded is looked into for further encodings. */
    private static final int DEPTH = 2;

    /** More than an officer reads; the payload stays where it is with fewer, too. */
    static final int MOST_RESIDUES = 1_000;

    /**
     * @return what should not be there, in ascending order of offset; a hit that lies wholly in a value that may leave raw, and is of
     *     the kind that the value's field holds, is not among it; the first {@link #MOST_RESIDUES} that are found
     */
    public List<Residue> scan(MappedPayload payload, CenterDictionary dictionary) {
        Search search = new Search(payload.spans());
        FoldedText text = FoldedText.of(payload.bytes());
        look(text, dictionary, search);
        SplitNumbers.scan(text, payload.spans(), (kind, from, to) -> search.at(kind, text, from, to));
        List<Residue> residues = new ArrayList<>(search.residues);
        residues.sort(Comparator.comparingInt(Residue::offset));
        return List.copyOf(residues);
    }

    /** What is found in a text, and in what its encodings stand for. */
    interface Told {
        /** Units from (inclusive) and to (exclusive) of the text. */
        void at(ResidueKind kind, FoldedText text, int from, int to);
    }

    static void look(FoldedText text, CenterDictionary dictionary, Told told) {
        look(text, dictionary, told, 0);
    }

    private static void look(FoldedText text, CenterDictionary dictionary, Told told, int depth) {
        CodeRun.Found found = (kind, from, to) -> told.at(kind, text, from, to);
        Letters letters = new Letters(text);
        CodeRun.scan(text, found);
        SpelledNumbers.scan(text, found);
        NetworkAddresses.scan(text, found);
        SecretAmounts.scan(text, letters, found);
        dictionary.scan(letters, found);
        EncodedText.decode(text, decoded -> {
            if (depth < DEPTH) {
                look(decoded, dictionary, told, depth + 1);
            } else {
                // What decodes to text once more hides it on purpose.
                told.at(ResidueKind.ENCODED, decoded, 0, decoded.length());
            }
        });
    }

    /** One payload. A number may be found on several ways, but is told once. */
    private static final class Search implements Told {

        private final List<Span> spans;
        private final Set<Residue> residues = new LinkedHashSet<>();

        Search(List<Span> spans) {
            this.spans = spans;
        }

        @Override
        public void at(ResidueKind kind, FoldedText text, int from, int to) {
            int offset = text.offset(from);
            int length = Math.max(1, text.offset(to) - offset);
            Span span = Span.at(spans, offset);
            boolean permitted = span != null && permits(span, kind, offset, length);
            if (!permitted && residues.size() < MOST_RESIDUES) {
                residues.add(new Residue(kind, offset, length, span == null ? "" : span.targetPath()));
            }
        }

        /** What no record can change is no residue, nor is what every field that has a part in it may hold. */
        private static boolean permits(Span span, ResidueKind kind, int offset, int length) {
            return span.covers(offset, length) && span.origins().stream().allMatch(origin -> permits(origin, kind));
        }

        private static boolean permits(Span.Origin origin, ResidueKind kind) {
            // A digest was checked to be one, and what was encrypted will be; digits of both can look like any number.
            boolean holds = origin.kind() == FieldKind.SM3 || kind.isWhatHolds(origin.kind());
            // A watermark is held against what it must be, to the last character.
            return (origin.isRaw() && holds)
                    || origin.transform().equals("fpe")
                    || origin.transform().equals(Span.WATERMARK);
        }
    }
}
