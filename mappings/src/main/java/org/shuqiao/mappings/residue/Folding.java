package org.shuqiao.mappings.residue;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Set;
import org.shuqiao.mappings.Ascii;

/**
 * Makes disguised characters plain, one for one. Whole-text normalisation (NFKC) would shift offsets; here each character of the text
 * stays one unit, so a find leads back to its bytes.
 *
 * <p>What is plain comes from Unicode, not from a list of disguises: decimal digits of every script, compatibility forms (NFKC) that hold
 * one letter or digit, look-alikes of other scripts (UTS #39 skeletons), and traditional characters in their simplified form.
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

    private static final Set<Character.UnicodeScript> WITHOUT_LOOK_ALIKES = Set.of(
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.YI,
            Character.UnicodeScript.ETHIOPIC);

    private static final char[] TABLE = new Folding().table();

    private final SpoofChecker lookAlikes = new SpoofChecker.Builder().build();
    private final Transliterator simplified = Transliterator.getInstance("Traditional-Simplified");

    private Folding() {}

    /** The plain unit for a code point; letters become capitals. */
    static char fold(int c) {
        return c < TABLE.length ? TABLE[c] : beyondBmp(c);
    }

    static boolean isGap(char unit) {
        return unit == SEPARATOR || unit == COMMA || unit == NOTHING;
    }

    static boolean isCode(char unit) {
        return Ascii.isDigit(unit) || Ascii.isUpper(unit);
    }

    private char[] table() {
        char[] table = new char[1 << 16];
        for (int c = 0; c < table.length; c++) {
            table[c] = c < 128 ? ascii((char) c) : beyondAscii(c);
        }
        return table;
    }

    private static char ascii(char c) {
        if (c == 127) {
            return NOTHING;
        }
        if (c == ',') {
            return COMMA;
        }
        if (c <= ' ' || "-./()[]+_#*|~^'`=".indexOf(c) >= 0) {
            return SEPARATOR;
        }
        return Ascii.isLower(c) ? (char) (c - 'a' + 'A') : c;
    }

    private char beyondAscii(int c) {
        char gap = gap(c);
        if (gap != 0) {
            return gap;
        }
        char compatible = compatible(c);
        if (compatible != 0) {
            return compatible;
        }
        if (isSign(c)) {
            return SEPARATOR;
        }
        if (Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN) {
            String simple = simplified.transliterate(Character.toString(c));
            return simple.length() == 1 ? simple.charAt(0) : (char) c;
        }
        return Character.isLetter(c) && !WITHOUT_LOOK_ALIKES.contains(Character.UnicodeScript.of(c))
                ? lookAlike(c)
                : (char) c;
    }

    private static char gap(int c) {
        if (c == '、' || c == '，') {
            return COMMA;
        }
        if ("·•・‧∙−．。／＃＋".indexOf(c) >= 0) {
            return SEPARATOR;
        }
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.CONTROL -> NOTHING;
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.DASH_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION -> SEPARATOR;
            default -> 0;
        };
    }

    /** Stars, arrows, quotation marks, pictures: whatever is neither a letter nor a number nor money can part the digits of one number. */
    private static boolean isSign(int c) {
        return switch (Character.getType(c)) {
            case Character.OTHER_SYMBOL,
                    Character.MATH_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION -> true;
            default -> false;
        };
    }

    /** The one letter, digit or sign that a compatibility form such as {@code １} or {@code ⑴} stands for; 0 for other characters. */
    private static char compatible(int c) {
        if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
            return (char) ('0' + Character.digit(c, 10));
        }
        if (Character.getType(c) == Character.OTHER_NUMBER) {
            double value = UCharacter.getUnicodeNumericValue(c);
            if (value >= 0 && value <= 9 && value == Math.rint(value)) {
                return (char) ('0' + (int) value);
            }
        }
        char only = 0;
        String plain = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) < 128 && (Ascii.isLetterOrDigit(plain.charAt(i)) || plain.length() == 1)) {
                if (only != 0) {
                    return 0;
                }
                only = plain.charAt(i);
            }
        }
        return only == 0 ? 0 : ascii(only);
    }

    private char lookAlike(int c) {
        int upper = Character.toUpperCase(c);
        for (int form : new int[] {upper, c}) {
            String skeleton = lookAlikes.getSkeleton(Character.toString(form));
            if (skeleton.length() == 1 && Ascii.isLetterOrDigit(skeleton.charAt(0))) {
                // The prototype of every upright stroke is l.
                return skeleton.equals("l") && Character.isUpperCase(form) ? 'I' : ascii(skeleton.charAt(0));
            }
        }
        return upper <= 0xFFFF ? (char) upper : (char) c;
    }

    /** A rare character outside the BMP that is no digit or letter in disguise is told apart well enough by its low half. */
    private static char beyondBmp(int c) {
        if (!Character.isValidCodePoint(c)) {
            return WALL;
        }
        char gap = gap(c);
        if (gap != 0) {
            return gap;
        }
        char compatible = compatible(c);
        if (compatible != 0) {
            return compatible;
        }
        return isSign(c) ? SEPARATOR : Character.lowSurrogate(c);
    }
}
