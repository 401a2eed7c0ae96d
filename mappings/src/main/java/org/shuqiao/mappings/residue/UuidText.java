package org.shuqiao.mappings.residue;

import org.shuqiao.mappings.Ascii;

/** UUIDs in their text form (RFC 9562 §4): parts of 8, 4, 4, 4 and 12 hexadecimal digits with one sign between them. */
final class UuidText {
    /** Digits without the signs between them. */
    static final int LENGTH = 32;

    private static final int VERSION = 12;
    private static final int VARIANT = 16;
    /** Random ones have twelve; so few have fewer that numbers dressed up as a UUID are still found. */
    private static final int FEWEST_LETTERS = 4;

    private UuidText() {}

    /** @param units where in the text each of the codes stands */
    static boolean stands(char[] codes, int[] units, int at, int length) {
        if (at + LENGTH > length
                || "12345678".indexOf(codes[at + VERSION]) < 0
                || "89AB".indexOf(codes[at + VARIANT]) < 0
                || isJoined(units, at, at - 1)
                || (at + LENGTH < length && isJoined(units, at + LENGTH, at + LENGTH - 1))) {
            return false;
        }
        int letters = 0;
        for (int i = 0; i < LENGTH; i++) {
            char code = codes[at + i];
            boolean letter = code >= 'A' && code <= 'F';
            if (!letter && !Ascii.isDigit(code)) {
                return false;
            }
            letters += letter ? 1 : 0;
            if (i > 0 && units[at + i] - units[at + i - 1] != (beginsPart(i) ? 2 : 1)) {
                return false;
            }
        }
        return letters >= FEWEST_LETTERS;
    }

    /** Whether a stretch of a text, such as {@code HT-0192f3a4-…}, ends with one. */
    static boolean ends(FoldedText text, int from, int to) {
        int begin = to - LENGTH - 4;
        if (begin < from || (begin > from && Folding.isCode(text.unit(begin - 1)))) {
            return false;
        }
        char[] codes = new char[LENGTH];
        int[] units = new int[LENGTH];
        int length = 0;
        for (int i = begin; i < to && length < LENGTH; i++) {
            if (Folding.isCode(text.unit(i))) {
                codes[length] = text.unit(i);
                units[length++] = i;
            }
        }
        return length == LENGTH && units[LENGTH - 1] == to - 1 && stands(codes, units, 0, length);
    }

    private static boolean isJoined(int[] units, int code, int before) {
        return before >= 0 && units[code] - units[before] == 1;
    }

    private static boolean beginsPart(int digit) {
        return digit == 8 || digit == 12 || digit == 16 || digit == 20;
    }
}
