package org.shuqiao.mappings;

/**
 * Makes disguised characters plain, one for one. Whole-text normalisation (NFKC) would shift offsets; here each character of the text
 * stays one unit, so a find leads back to its bytes.
 */
final class Folding {

    /** Structure of the document: nothing reaches across it. */
    static final char WALL = '\uE000';
    /** Takes no place at all, like a zero-width space. */
    static final char NOTHING = '\uE001';
    /** May stand between the digits of one number. */
    static final char SEPARATOR = '\uE002';
    /** A comma: stands between the digits of one number, but also between numbers. */
    static final char COMMA = '\uE003';

    private static final String HOMOGLYPHS = "АВЕКМНОРСТХУІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
    private static final String LATIN = "ABEKMHOPCTXYIJSABEZHIKMNOPTYX";
    /** Ten in a row, from 0 to 9, of each kind. */
    private static final String DECORATED_DIGITS =
            "⓪①②③④⑤⑥⑦⑧⑨⓿❶❷❸❹❺❻❼❽❾0➀➁➂➃➄➅➆➇➈⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉0⑴⑵⑶⑷⑸⑹⑺⑻⑼0⒈⒉⒊⒋⒌⒍⒎⒏⒐";

    private static final char[] ASCII = ascii();

    private Folding() {}

    private static char[] ascii() {
        char[] table = new char[128];
        for (char c = 0; c < 128; c++) {
            table[c] = Ascii.isLower(c) ? (char) (c - 'a' + 'A') : c;
            if (c <= ' ' || "-./()[]+_#".indexOf(c) >= 0) {
                table[c] = SEPARATOR;
            }
        }
        table[','] = COMMA;
        table[127] = NOTHING;
        return table;
    }

    /** The plain unit for a code point; letters become capitals. */
    static char fold(int c) {
        if (c < 128) {
            return ASCII[c];
        }
        if (c >= 0x4E00 && c <= 0x9FFF) {
            return (char) c;
        }
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return ASCII[c - 0xFEE0];
        }
        if (c == '、') {
            return COMMA;
        }
        return other(c);
    }

    private static char other(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER -> (char) ('0' + Character.digit(c, 10));
            case Character.OTHER_NUMBER -> decoratedDigit(c);
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.CONTROL -> NOTHING;
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.DASH_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION -> SEPARATOR;
            default -> plain(c);
        };
    }

    private static char decoratedDigit(int c) {
        int at = DECORATED_DIGITS.indexOf(c);
        return at < 0 ? plain(c) : (char) ('0' + at % 10);
    }

    private static char plain(int c) {
        if (c == '·' || c == '•' || c == '・' || c == '‧' || c == '∙' || c == '−') {
            return SEPARATOR;
        }
        int upper = Character.toUpperCase(c);
        int homoglyph = HOMOGLYPHS.indexOf(upper);
        if (homoglyph >= 0) {
            return LATIN.charAt(homoglyph);
        }
        // A rare character outside the BMP is told apart well enough by its low half.
        return upper <= 0xFFFF ? (char) upper : Character.lowSurrogate(upper);
    }

    static boolean isGap(char unit) {
        return unit == SEPARATOR || unit == COMMA || unit == NOTHING;
    }

    static boolean isCode(char unit) {
        return Ascii.isDigit(unit) || Ascii.isUpper(unit);
    }
}
