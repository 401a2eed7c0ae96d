package org.shuqiao.mappings.residue;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Ascii;

/**
 * A character or byte that is written with ASCII characters only: behind a percent sign as in URLs, an equals sign as in quoted-printable
 * mail, a backslash as in programs, U and plus, or as a character reference of HTML. A tag of HTML stands for nothing.
 *
 * @param value a byte of UTF-8, or a code point
 * @param behind index of what follows
 */
record Escape(int value, boolean isByte, int behind) {

    private static final int REFERENCE_DIGITS = 7;
    private static final int TAG_CHARACTERS = 80;
    private static final int NAME_CHARACTERS = 8;
    /** Folds to what takes no place. */
    private static final int NOTHING = 0x200B;

    /** The named references that stand in numbers and addresses, or make other references. */
    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("amp", (int) '&'),
            Map.entry("nbsp", 0xA0),
            Map.entry("ensp", 0x2002),
            Map.entry("emsp", 0x2003),
            Map.entry("thinsp", 0x2009),
            Map.entry("shy", 0xAD),
            Map.entry("zwj", 0x200D),
            Map.entry("zwnj", 0x200C),
            Map.entry("commat", (int) '@'),
            Map.entry("period", (int) '.'),
            Map.entry("colon", (int) ':'),
            Map.entry("hyphen", 0x2010),
            Map.entry("ndash", 0x2013),
            Map.entry("mdash", 0x2014),
            Map.entry("middot", 0xB7),
            Map.entry("sol", (int) '/'),
            Map.entry("quot", (int) '"'),
            Map.entry("num", (int) '#'),
            Map.entry("percnt", (int) '%'));

    static @Nullable Escape at(FoldedText text, int at) {
        return switch (text.raw(at)) {
            case '%', '=' -> hex(text, at + 1, 2, true);
            case '\\' -> behindBackslash(text, at + 1);
            case '&' -> reference(text, at + 1);
            case '<' -> tag(text, at + 1);
            case 'U', 'u' -> is(text, at + 1, '+') ? hex(text, at + 2, 4, false) : null;
            default -> null;
        };
    }

    private static @Nullable Escape behindBackslash(FoldedText text, int at) {
        if (at >= text.length()) {
            return null;
        }
        char letter = text.raw(at);
        return switch (letter) {
            case 'u' -> unit(text, at + 1);
            case 'x' -> hex(text, at + 1, 2, true);
            case 'n', 'r', 't' -> new Escape(' ', false, at + 1);
            case '\\', '"', '/' -> new Escape(letter, false, at + 1);
            default -> null;
        };
    }

    /** A unit of UTF-16, with the other half of its character where that is written likewise. */
    private static @Nullable Escape unit(FoldedText text, int at) {
        Escape first = hex(text, at, 4, false);
        if (first == null || !Character.isHighSurrogate((char) first.value())) {
            return first;
        }
        boolean escaped = is(text, at + 4, '\\') && is(text, at + 5, 'u');
        Escape second = escaped ? hex(text, at + 6, 4, false) : null;
        return second == null || !Character.isLowSurrogate((char) second.value())
                ? first
                : new Escape(
                        Character.toCodePoint((char) first.value(), (char) second.value()), false, second.behind());
    }

    private static @Nullable Escape reference(FoldedText text, int at) {
        if (!is(text, at, '#')) {
            return named(text, at);
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

    private static @Nullable Escape named(FoldedText text, int at) {
        StringBuilder name = new StringBuilder();
        int i = at;
        while (i < text.length() && name.length() < NAME_CHARACTERS && Ascii.isLower(text.raw(i))) {
            name.append(text.raw(i++));
        }
        Integer value = is(text, i, ';') ? NAMED.get(name.toString()) : null;
        return value == null ? null : new Escape(value, false, i + 1);
    }

    private static @Nullable Escape tag(FoldedText text, int at) {
        boolean named = at < text.length() && (text.raw(at) == '/' || Ascii.isLetterOrDigit(text.raw(at)));
        for (int i = at; named && i < Math.min(text.length(), at + TAG_CHARACTERS); i++) {
            if (text.raw(i) == '>') {
                return new Escape(NOTHING, false, i + 1);
            }
        }
        return null;
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
