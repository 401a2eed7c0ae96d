package org.shuqiao.mappings.residue;

import org.shuqiao.mappings.Ascii;

/**
 * Letters and digits that belong together, with what stood between them left out: {@code ＋86 138-0013 8000} is one run.
 */
final class CodeRun {

    /** More than this between two digits, and they are two numbers. */
    private static final int GAP = 4;

    /** The shortest number that is looked for in other signs than digits: a vehicle's. */
    private static final int SHORTEST = 6;
    /** Of a number in which letters stand for digits, so many must be digits. */
    private static final int SURE_NUMERALS = 4;

    interface Found {
        /** Units from (inclusive) and to (exclusive) of the text. */
        void at(ResidueKind kind, int from, int to);
    }

    private final FoldedText text;
    private final RunNumbers numbers;
    private final boolean numerals;
    private final char[] codes;
    private final int[] units;
    /** What stood before a code: 0 nothing, 1 separators, 2 separators with a comma. */
    private final byte[] gaps;

    private int length;
    private int chinese;
    /** The unit before the run. */
    private char before = Folding.WALL;

    private CodeRun(FoldedText text, boolean numerals, Found found) {
        this.text = text;
        this.numerals = numerals;
        this.codes = new char[text.length()];
        this.units = new int[text.length()];
        this.gaps = new byte[text.length()];
        this.numbers = new RunNumbers(codes, units, gaps, found);
    }

    /** Looks twice: at digits, then at whatever can be read as one (一, 壹, O for 0). */
    static void scan(FoldedText text, Found found) {
        new CodeRun(text, false, found).scan();
        new CodeRun(text, true, found).scan();
    }

    private void scan() {
        int separators = 0;
        byte gap = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.unit(i);
            char code = numerals ? ChineseNumber.plain(unit) : unit;
            if (Folding.isCode(code)) {
                chinese += code != unit && !Folding.isCode(unit) ? 1 : 0;
                codes[length] = code;
                units[length] = i;
                gaps[length++] = gap;
                separators = 0;
                gap = 0;
            } else if (unit == Folding.SEPARATOR || unit == Folding.COMMA) {
                separators++;
                gap = unit == Folding.COMMA ? 2 : (byte) Math.max(gap, 1);
                if (separators > GAP) {
                    end(unit);
                }
            } else {
                end(unit);
                separators = 0;
                gap = 0;
            }
        }
        end(Folding.WALL);
    }

    private void end(char unit) {
        if (!numerals) {
            numbers.look(length, before);
        } else if (length >= SHORTEST) {
            lookAtNumerals();
        }
        before = unit;
        length = 0;
        chinese = 0;
    }

    /**
     * First with its letters as they are, since some codes have letters; then with those read as digits that no code has (O, I), then
     * with all that look like digits.
     */
    private void lookAtNumerals() {
        if (chinese > 0) {
            numbers.look(length, before);
        }
        int digits = 0;
        for (int i = 0; i < length; i++) {
            digits += Ascii.isDigit(codes[i]) ? 1 : 0;
        }
        if (digits >= SURE_NUMERALS || RunNumbers.isProvince(before)) {
            readAsDigits("OI", "01");
            readAsDigits("LSZB", "1528");
        }
    }

    private void readAsDigits(String letters, String digits) {
        boolean any = false;
        for (int i = 0; i < length; i++) {
            if (UuidText.stands(codes, units, i, length)) {
                i += UuidText.LENGTH - 1;
                continue;
            }
            int at = Ascii.isUpper(codes[i]) ? letters.indexOf(codes[i]) : -1;
            if (at >= 0) {
                codes[i] = digits.charAt(at);
                any = true;
            }
        }
        if (any) {
            numbers.look(length, before);
        }
    }
}
