package org.shuqiao.mappings.residue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.IdCard;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.Usci;

/** Numbers that are spread over neighbouring values: one ends with the beginning of a number, the next begins with its rest. */
final class SplitNumbers {

    private static final int VALUES = 4;
    private static final int MOBILE_LENGTH = 11;
    private static final int LONGEST = 19;
    private static final int GAP = 3;

    /** Their form is checked, and what they end or begin with is a date or a code. */
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

    private SplitNumbers(FoldedText text, CodeRun.Found found) {
        this.text = text;
        this.found = found;
    }

    /** @param spans in ascending order */
    static void scan(FoldedText text, List<Span> spans, CodeRun.Found found) {
        SplitNumbers split = new SplitNumbers(text, found);
        split.collect(spans);
        for (int i = 0; i + 1 < split.values.size(); i++) {
            split.startingIn(i);
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
                if (!isKey(i + 1) && !isWhole(Span.at(spans, text.offset(open)))) {
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
        return span != null && span.kind() != null && WHOLE.contains(span.kind());
    }

    private void startingIn(int index) {
        int from = tail(values.get(index));
        StringBuilder number = new StringBuilder();
        append(number, from, values.get(index).to());
        for (int next = index + 1; next < Math.min(values.size(), index + VALUES); next++) {
            if (number.isEmpty() || number.length() >= LONGEST) {
                return;
            }
            Value value = values.get(next);
            int before = number.length();
            int to = append(number, value.from(), value.to());
            if (number.length() == before) {
                return;
            }
            ResidueKind kind = kind(number);
            if (kind != null) {
                found.at(kind, from, to);
                return;
            }
            if (to < value.to() && skipGaps(to) < value.to()) {
                return;
            }
        }
    }

    private int skipGaps(int from) {
        int at = from;
        while (at < text.length() && Folding.isGap(text.unit(at))) {
            at++;
        }
        return at;
    }

    /** Where the letters and digits begin with which a value ends. */
    private int tail(Value value) {
        int from = value.to();
        int gap = 0;
        int codes = 0;
        for (int i = value.to() - 1; i >= value.from() && gap <= GAP && codes <= LONGEST; i--) {
            if (Folding.isCode(text.unit(i))) {
                from = i;
                gap = 0;
                codes++;
            } else if (text.unit(i) != Folding.NOTHING) {
                if (!Folding.isGap(text.unit(i))) {
                    return from;
                }
                gap++;
            }
        }
        return from;
    }

    /** Adds the letters and digits with which a stretch begins, and answers what is behind the last of them. */
    private int append(StringBuilder number, int from, int to) {
        int behind = from;
        for (int i = from; i < to && number.length() <= LONGEST; i++) {
            if (Folding.isCode(text.unit(i))) {
                number.append(text.unit(i));
                behind = i + 1;
            } else if (!Folding.isGap(text.unit(i))) {
                break;
            }
        }
        return behind;
    }

    private static @Nullable ResidueKind kind(CharSequence number) {
        char[] codes = number.toString().toCharArray();
        if (codes.length == MOBILE_LENGTH
                && codes[0] == '1'
                && codes[1] >= '3'
                && CodeNumbers.digits(codes, 0, codes.length)) {
            return ResidueKind.MOBILE;
        }
        if (codes.length == IdCard.LENGTH && IdCard.violation(number) == null) {
            return ResidueKind.ID_CARD;
        }
        if (codes.length == Usci.LENGTH && CodeNumbers.digits(codes, 2, 8) && Usci.matches(number.toString())) {
            return ResidueKind.USCI;
        }
        return codes.length >= 16 && CodeNumbers.isBankCard(codes, 0, codes.length) ? ResidueKind.BANK_CARD : null;
    }
}
