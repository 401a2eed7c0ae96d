package org.shuqiao.certs.log;

/** What may name a log and a key (C2SP signed-note): some text without spaces, control characters and plus signs. */
final class NoteName {
    private static final int MAX_CHARS = 255;

    private NoteName() {}

    static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_CHARS
                && text.codePoints().allMatch(NoteName::isAllowed);
    }

    private static boolean isAllowed(int character) {
        return character != '+'
                && !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && !Character.isISOControl(character)
                && Character.getType(character) != Character.SURROGATE; // half of a pair has no UTF-8 form
    }
}
