package org.shuqiao.mappings.residue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.Span;

/**
 * Numbers that are spread over neighbouring values: one ends with the beginning of a number, the next begins with its rest. The end of
 * each value and the beginnings of those behind it are read as one run.
 */
final class SplitNumbers {

    private static final int VALUES = 4;
    /** Letters and digits of one value that can be part of a number. */
    private static final int LONGEST = 19;

    private static final int GAP = 4;

    /** Their form is checked, and what they end or begin with is a date or a code; so are those without a kind, codes and bands. */
    private static final Set<FieldKind> WHOLE = EnumSet.of(
            FieldKind.DATE,
            FieldKind.DATE_TIME,
            FieldKind.PERIOD,
            FieldKind.MONTH,
            FieldKind.REGION,
            FieldKind.INDUSTRY,
            FieldKind.SM3);

    /** Units of a string without its quotes. */
    private record Value(int from, int to) {}

    private final FoldedText text;
    private final CodeRun.Found found;
    private final List<Value> values = new ArrayList<>();
    private final char[] codes = new char[VALUES * (LONGEST + 1)];
    private final int[] units = new int[codes.length];
    private final byte[] gaps = new byte[codes.length];
    private final RunNumbers numbers;
    private int length;
    /** How many of the codes are of the first value. */
    private int first;

    private SplitNumbers(FoldedText text, CodeRun.Found found) {
        this.text = text;
        this.found = found;
        this.numbers = new RunNumbers(codes, units, gaps, this::tell);
    }

    /** @param spans in ascending order */
    static void scan(FoldedText text, List<Span> spans, CodeRun.Found found) {
        SplitNumbers split = new SplitNumbers(text, found);
        split.collect(spans);
        for (int i = 0; i + 1 < split.values.size(); i++) {
            split.startingIn(i);
        }
    }

    /** Only what begins in the first value and ends in another: the rest is found where it stands. */
    private void tell(ResidueKind kind, int from, int to) {
        if (from <= units[first - 1] && to > units[first]) {
            found.at(kind, from, to);
        }
    }

    private void collect(List<Span> spans) {
        int open = -1;
        for (int i = 0; i < text.length(); i++) {
            if (text.raw(i) != '"' || text.unit(i) != Folding.WALL) {
                continue;
            }
            if (open < 0) {
                open = i;
            } else {
                if (!isKey(i + 1) && !isWhole(Span.at(spans, text.offset(open))) && !UuidText.ends(text, open + 1, i)) {
                    values.add(new Value(open + 1, i));
                }
                open = -1;
            }
        }
    }

    private boolean isKey(int behind) {
        int at = behind;
        while (at < text.length() && text.raw(at) <= ' ') {
            at++;
        }
        return at < text.length() && text.raw(at) == ':';
    }

    private static boolean isWhole(@Nullable Span span) {
        return span != null
                && span.origins().stream().allMatch(origin -> origin.kind() == null || WHOLE.contains(origin.kind()));
    }

    private void startingIn(int index) {
        Value value = values.get(index);
        length = 0;
        append(tail(value), value.to());
        first = length;
        boolean whole = first > 0;
        for (int next = index + 1; whole && next < Math.min(values.size(), index + VALUES); next++) {
            int before = length;
            whole = append(values.get(next).from(), values.get(next).to());
            if (length == before) {
                return;
            }
            // After each, since what comes next may begin with another number.
            numbers.look(length, Folding.WALL);
        }
    }

    /** Where the letters and digits begin with which a value ends. */
    private int tail(Value value) {
        int from = value.to();
        int gap = 0;
        int found = 0;
        for (int i = value.to() - 1; i >= value.from() && gap <= GAP && found < LONGEST; i--) {
            if (isCode(i)) {
                from = i;
                gap = 0;
                found++;
            } else if (Folding.isGap(text.unit(i))) {
                gap++;
            } else {
                return from;
            }
        }
        return from;
    }

    /**
     * Adds the letters and digits with which a stretch begins. Nothing stands between those of two values.
     *
     * @return whether the stretch has nothing else
     */
    private boolean append(int from, int to) {
        int gap = 0;
        int begun = length;
        for (int i = from; i < to && length - begun < LONGEST; i++) {
            if (isCode(i)) {
                codes[length] = ChineseNumber.plain(text.unit(i));
                units[length] = i;
                gaps[length] = (byte) (length == begun ? 0 : Math.min(gap, 1));
                length++;
                gap = 0;
            } else if (!Folding.isGap(text.unit(i)) || ++gap > GAP) {
                return false;
            }
        }
        return length - begun < LONGEST;
    }

    private boolean isCode(int i) {
        return Folding.isCode(ChineseNumber.plain(text.unit(i)));
    }
}
