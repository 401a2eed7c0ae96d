package org.shuqiao.mappings;

/** Character classes of codes. Unicode's wider notion of a digit or letter has no place in a code. */
public final class Ascii {

    private Ascii() {}

    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    public static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }

    public static boolean isLetterOrDigit(int c) {
        return isDigit(c) || isUpper(c) || isLower(c);
    }

    public static boolean allDigits(CharSequence text) {
        return text.chars().allMatch(Ascii::isDigit);
    }
}
