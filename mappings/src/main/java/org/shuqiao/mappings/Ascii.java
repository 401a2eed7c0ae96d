package org.shuqiao.mappings;

/** Character classes of codes. Unicode's wider notion of a digit or letter has no place in a code. */
final class Ascii {

    private Ascii() {}

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isLetterOrDigit(int c) {
        return isDigit(c) || isUpper(c) || isLower(c);
    }

    static boolean allDigits(CharSequence text) {
        return text.chars().allMatch(Ascii::isDigit);
    }
}
