package org.shuqiao.mappings.residue;

import java.util.function.Consumer;
import org.shuqiao.mappings.Ascii;

/**
 * What is written in a text in some encoding: percent signs, character references, backslash escapes, Base64 (also of URLs), hexadecimal
 * digits. Every stretch that could be one is decoded, whatever it is called; the work is in proportion to the text.
 */
final class EncodedText {

    /** Two Chinese characters in Base64; shorter stretches hold nothing that is looked for. */
    private static final int BASE64_CHARACTERS = 8;

    private static final int HEX_CHARACTERS = 12;
    /** What decodes to less text in a row than this is chance. */
    private static final int TEXT_BYTES = 6;

    private final FoldedText text;
    private final Consumer<FoldedText> decoded;

    private EncodedText(FoldedText text, Consumer<FoldedText> decoded) {
        this.text = text;
        this.decoded = decoded;
    }

    static void decode(FoldedText text, Consumer<FoldedText> decoded) {
        EncodedText encoded = new EncodedText(text, decoded);
        encoded.escapes();
        encoded.stretches();
    }

    /** The whole text with every escape in it undone; nothing where there is none. */
    private void escapes() {
        int first = 0;
        while (first < text.length() && Escape.at(text, first) == null) {
            first++;
        }
        if (first == text.length()) {
            return;
        }
        FoldedText plain = text.decoded(text.length());
        DecodedBytes bytes = new DecodedBytes(text.length() - first);
        int at = 0;
        while (at < text.length()) {
            Escape escape = at < first ? null : Escape.at(text, at);
            int behind = escape == null ? at + 1 : escape.behind();
            if (escape != null && escape.isByte()) {
                bytes.add(escape.value(), text.offset(at), text.offset(behind));
            } else {
                bytes.flushTo(plain, 1);
                if (escape == null) {
                    copy(plain, at);
                } else {
                    plain.add(escape.value(), text.offset(at), text.offset(behind));
                }
            }
            at = behind;
        }
        bytes.flushTo(plain, 1);
        decoded.accept(plain);
    }

    private void copy(FoldedText plain, int i) {
        if (text.unit(i) == Folding.WALL) {
            plain.addWall(text.offset(i), text.offset(i + 1));
        } else {
            plain.add(text.raw(i), text.offset(i), text.offset(i + 1));
        }
    }

    /** Runs of the characters of Base64, of which hexadecimal digits are some; line breaks do not end one. */
    private void stretches() {
        int[] places = new int[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.raw(i);
            if (sextet(c) >= 0) {
                places[length++] = i;
            } else if (c != '\n' && c != '\r') {
                stretch(places, length);
                length = 0;
            }
        }
        stretch(places, length);
    }

    private void stretch(int[] places, int length) {
        if (length >= BASE64_CHARACTERS) {
            for (int start = 0; start < 4; start++) {
                base64(places, start, length);
            }
        }
        int from = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || Character.digit(text.raw(places[i]), 16) < 0) {
                if (i - from >= HEX_CHARACTERS) {
                    hex(places, from, i);
                    hex(places, from + 1, i);
                }
                from = i + 1;
            }
        }
    }

    private void base64(int[] places, int start, int length) {
        DecodedBytes bytes = new DecodedBytes((length - start) * 3 / 4);
        int bits = 0;
        int held = 0;
        for (int i = start; i < length; i++) {
            bits = (bits << 6) | sextet(text.raw(places[i]));
            held += 6;
            if (held >= 8) {
                held -= 8;
                bytes.add((bits >> held) & 0xFF, text.offset(places[i - 1]), text.offset(places[i] + 1));
            }
        }
        tell(bytes, places[0], behindPadding(places[length - 1] + 1));
    }

    private int behindPadding(int from) {
        int behind = from;
        while (behind < text.length() && text.raw(behind) == '=') {
            behind++;
        }
        return behind;
    }

    private void hex(int[] places, int from, int to) {
        DecodedBytes bytes = new DecodedBytes((to - from) / 2);
        for (int i = from; i + 1 < to; i += 2) {
            int value = Character.digit(text.raw(places[i]), 16) * 16 + Character.digit(text.raw(places[i + 1]), 16);
            bytes.add(value, text.offset(places[i]), text.offset(places[i + 1] + 1));
        }
        tell(bytes, places[from], places[to - 1] + 1);
    }

    private void tell(DecodedBytes bytes, int from, int to) {
        FoldedText plain = text.decodedWhole(TEXT_BYTES, from, to);
        bytes.flushTo(plain, TEXT_BYTES);
        if (plain.length() > 0) {
            decoded.accept(plain);
        }
    }

    private static int sextet(char c) {
        if (Ascii.isUpper(c)) {
            return c - 'A';
        }
        if (Ascii.isLower(c)) {
            return c - 'a' + 26;
        }
        if (Ascii.isDigit(c)) {
            return c - '0' + 52;
        }
        return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
    }
}
