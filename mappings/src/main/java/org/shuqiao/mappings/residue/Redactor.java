package org.shuqiao.mappings.residue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a free text whatever {@link ResidueScanner} finds in it, in every disguise, and puts a short label of its kind there:
 * {@code 请拨打【手机号】报名}. Nothing else is altered. The same text and words give the same result; the time is in proportion to the text.
 * Thread-safe.
 */
public final class Redactor {

    /** What stands beside a label may be found only then: a second amount behind a word, digits that were part of a longer code. */
    private static final int ROUNDS = 8;

    /** Characters from (inclusive) and to (exclusive). */
    record Hit(ResidueKind kind, int from, int to) {}

    /**
     * @return a text in which nothing is found any more; the same one where nothing was; null where that is not reached, so that nothing
     *     may be left of it
     */
    public @Nullable String redact(String text, CenterDictionary dictionary) {
        String left = text;
        for (int round = 0; round < ROUNDS; round++) {
            List<Hit> hits = hits(left, dictionary);
            if (hits.isEmpty()) {
                return left;
            }
            left = without(hits, left);
        }
        return null;
    }

    private static List<Hit> hits(String text, CenterDictionary dictionary) {
        List<Hit> found = new ArrayList<>();
        ResidueScanner.look(FoldedText.ofText(text), dictionary, (kind, in, from, to) -> {
            int first = from;
            while (first < to - 1 && Folding.isGap(in.unit(first))) {
                first++;
            }
            found.add(new Hit(kind, in.removedFrom(first), in.removedTo(to)));
        });
        found.sort(Comparator.comparingInt(Hit::from).thenComparing(Hit::to, Comparator.reverseOrder()));
        return found;
    }

    /** What overlaps is one; it is called after what begins first. */
    private static String without(List<Hit> hits, String text) {
        StringBuilder left = new StringBuilder(text.length());
        int behind = 0;
        for (Hit hit : hits) {
            if (hit.from() >= behind) {
                left.append(text, behind, hit.from()).append(hit.kind().label());
            }
            behind = Math.max(behind, hit.to());
        }
        return left.append(text, behind, text.length()).toString();
    }
}
