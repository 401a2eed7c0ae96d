package org.shuqiao.mappings;

/**
 * Letters and digits that belong together, with what stood between them left out: {@code ＋86 138-0013 8000} is one run. Looks at
 * every start for a number; each look is bounded, so the whole is linear.
 */
final class CodeRun {

    /** More than this between two digits, and they are two numbers. */
    private static final int GAP = 3;

    private static final int MOBILE_LENGTH = 11;
    /** With commas in between, a mobile number has at most the usual groups 3-4-4; more groups are a list of numbers. */
    private static final int MOBILE_GROUPS = 4;

    interface Found {
        /** Units from (inclusive) and to (exclusive) of the text. */
        void at(ResidueKind kind, int from, int to);
    }

    private final FoldedText text;
    private final Found found;
    private final char[] codes;
    private final int[] units;
    /** What stood before a code: 0 nothing, 1 separators, 2 separators with a comma. */
    private final byte[] gaps;

    private int length;

    private CodeRun(FoldedText text, Found found) {
        this.text = text;
        this.found = found;
        this.codes = new char[text.length()];
        this.units = new int[text.length()];
        this.gaps = new byte[text.length()];
    }

    static void scan(FoldedText text, Found found) {
        new CodeRun(text, found).scan();
    }

    private void scan() {
        int separators = 0;
        byte gap = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.unit(i);
            if (Folding.isCode(unit)) {
                codes[length] = unit;
                units[length] = i;
                gaps[length++] = gap;
                separators = 0;
                gap = 0;
            } else if (unit == Folding.SEPARATOR || unit == Folding.COMMA) {
                separators++;
                gap = unit == Folding.COMMA ? 2 : (byte) Math.max(gap, 1);
                if (separators > GAP) {
                    end();
                }
            } else if (unit != Folding.NOTHING) {
                end();
                separators = 0;
                gap = 0;
            }
        }
        end();
    }

    private void end() {
        for (int i = 0; i + MOBILE_LENGTH <= length; i++) {
            if (mobile(i)) {
                found.at(ResidueKind.MOBILE, units[i], units[i + MOBILE_LENGTH - 1] + 1);
            }
            if (i + IdCard.LENGTH <= length && hasRegion(i)) {
                longCode(i);
            }
        }
        length = 0;
    }

    private boolean mobile(int at) {
        if (codes[at] != '1' || codes[at + 1] < '3' || (!startsNumber(at) && !afterCountryCode(at))) {
            return false;
        }
        int groups = 1;
        boolean comma = false;
        for (int i = at; i < at + MOBILE_LENGTH; i++) {
            if (!Ascii.isDigit(codes[i])) {
                return false;
            }
            if (i > at && gaps[i] > 0) {
                groups++;
                comma |= gaps[i] == 2;
            }
        }
        return endsNumber(at + MOBILE_LENGTH) && (!comma || groups <= MOBILE_GROUPS);
    }

    private boolean startsNumber(int at) {
        return at == 0 || gaps[at] > 0 || !Ascii.isDigit(codes[at - 1]);
    }

    private boolean endsNumber(int behind) {
        return behind == length || gaps[behind] > 0 || !Ascii.isDigit(codes[behind]);
    }

    /** Behind 86 or 0086. */
    private boolean afterCountryCode(int at) {
        if (at < 2 || codes[at - 1] != '6' || codes[at - 2] != '8') {
            return false;
        }
        boolean zeros = at >= 4 && codes[at - 3] == '0' && codes[at - 4] == '0';
        return startsNumber(at - 2) || (zeros && startsNumber(at - 4));
    }

    /** Both long codes have digits from the third to the eighth character; nearly every other start ends here. */
    private boolean hasRegion(int at) {
        for (int i = at + 2; i < at + 8; i++) {
            if (!Ascii.isDigit(codes[i])) {
                return false;
            }
        }
        return true;
    }

    private void longCode(int at) {
        String code = new String(codes, at, IdCard.LENGTH);
        if (Usci.matches(code)) {
            found.at(ResidueKind.USCI, units[at], units[at + Usci.LENGTH - 1] + 1);
        }
        if (startsNumber(at) && endsNumber(at + IdCard.LENGTH) && IdCard.violation(code) == null) {
            found.at(ResidueKind.ID_CARD, units[at], units[at + IdCard.LENGTH - 1] + 1);
        }
    }
}
