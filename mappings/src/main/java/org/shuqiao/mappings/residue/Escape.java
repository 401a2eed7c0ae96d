package org.shuqiao.mappings.residue;

import org.jspecify.annotations.Nullable;

/**
 * A character or byte that is written with ASCII characters only: behind a percent sign as in URLs, an equals sign as in quoted-printable
 * mail, a backslash with x or u, U and plus, or as a numeric character reference of HTML.
 *
 * @param value a byte of UTF-8, or a code point
 * @param behind index of what follows
 */
record Escape(int value, boolean isByte, int behind) {

    private static final int REFERENCE_DIGITS = 7;

    static @Nullable Escape at(FoldedText text, int at) {
        return switch (text.raw(at)) {
            case '%', '=' -> hex(text, at + 1, 2, true);
            case '\\' -> behindBackslash(text, at + 1);
            case '&' -> reference(text, at + 1);
            case 'U', 'u' -> is(text, at + 1, '+') ? hex(text, at + 2, 4, false) : null;
            default -> null;
        };
    }

    private static @Nullable Escape behindBackslash(FoldedText text, int at) {
        if (is(text, at, 'u')) {
            return hex(text, at + 1, 4, false);
        }
        return is(text, at, 'x') ? hex(text, at + 1, 2, true) : null;
    }

    private static @Nullable Escape reference(FoldedText text, int at) {
        if (!is(text, at, '#')) {
            return null;
        }
        boolean hex = is(text, at + 1, 'x') || is(text, at + 1, 'X');
        int from = hex ? at + 2 : at + 1;
        int value = 0;
        int i = from;
        while (i < text.length() && i - from < REFERENCE_DIGITS && Character.digit(text.raw(i), hex ? 16 : 10) >= 0) {
            value = value * (hex ? 16 : 10) + Character.digit(text.raw(i), hex ? 16 : 10);
            i++;
        }
        if (i == from || value > Character.MAX_CODE_POINT) {
            return null;
        }
        return new Escape(value, false, is(text, i, ';') ? i + 1 : i);
    }

    private static @Nullable Escape hex(FoldedText text, int from, int digits, boolean isByte) {
        if (from + digits > text.length()) {
            return null;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text.raw(i) < 128 ? Character.digit(text.raw(i), 16) : -1;
            if (digit < 0) {
                return null;
            }
            value = value * 16 + digit;
        }
        return new Escape(value, isByte, from + digits);
    }

    private static boolean is(FoldedText text, int at, char expected) {
        return at < text.length() && text.raw(at) == expected;
    }
}
