package org.shuqiao.mappings;

/** Masks for display. They hide, but do not make anonymous. */
final class Masks {

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

    /** {@code 张*}: the first character stays; a name of one character disappears. */
    static String name(String name) {
        int characters = name.codePointCount(0, name.length());
        if (characters < 2) {
            return "*";
        }
        return name.substring(0, name.offsetByCodePoints(0, 1)) + "*".repeat(characters - 1);
    }
}
