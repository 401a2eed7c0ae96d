package org.shuqiao.mappings.masking;

import org.jspecify.annotations.Nullable;

/** Masks for display. They hide, but do not make anonymous. */
final class Masks {

    /** A district is named within so many characters, or not at all. */
    private static final int DISTRICT_ENDS = 24;

    private Masks() {}

    /** {@code 138****8000}: three digits in front and four at the end stay. Shorter numbers keep two and two, or nothing. */
    static String phone(String number) {
        int front = number.length() >= 11 ? 3 : 2;
        int back = number.length() >= 11 ? 4 : 2;
        if (number.length() < 7) {
            return "*".repeat(number.length());
        }
        return number.substring(0, front)
                + "*".repeat(number.length() - front - back)
                + number.substring(number.length() - back);
    }

    /** {@code 370***********002X}: three characters in front and four at the end stay; of the fifteen old ones, too. */
    static String idCard(String number) {
        return number.length() < 15
                ? "*".repeat(number.length())
                : number.substring(0, 3) + "*".repeat(number.length() - 7) + number.substring(number.length() - 4);
    }

    /** {@code a***@example.com}: the first character and the domain stay; the number of the others is hidden, too. */
    static @Nullable String email(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? null : address.substring(0, address.offsetByCodePoints(0, 1)) + "***" + address.substring(at);
    }

    /** {@code 青岛市城阳区****}: what is above the street stays; an address that names no district disappears. */
    static @Nullable String address(String address) {
        for (char end : new char[] {'区', '县', '旗', '市'}) {
            int at = address.indexOf(end);
            if (at > 0 && at < DISTRICT_ENDS) {
                return address.substring(0, at + 1) + "****";
            }
        }
        return null;
    }

    /** The first characters and, if there are more, {@code …}. */
    static String truncated(String text, int characters) {
        String plain = text.endsWith("…") ? text.substring(0, text.length() - 1) : text;
        return plain.codePointCount(0, plain.length()) <= characters
                ? text
                : plain.substring(0, plain.offsetByCodePoints(0, characters)) + "…";
    }

    /** {@code 张*}: the first character stays; a name of one character disappears. */
    static String name(String name) {
        int characters = name.codePointCount(0, name.length());
        if (characters < 2) {
            return "*";
        }
        return name.substring(0, name.offsetByCodePoints(0, 1)) + "*".repeat(characters - 1);
    }
}
