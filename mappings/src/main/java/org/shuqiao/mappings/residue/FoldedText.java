package org.shuqiao.mappings.residue;

import java.util.Arrays;

/**
 * The characters of a JSON document after {@link Folding}, each with the offset of its bytes; or of what an encoding inside it stands
 * for, each with the bytes that it was decoded from. Characters that take no place are none of them.
 */
final class FoldedText {

    /** Stands for a character that no encoding is made of. */
    private static final char OTHER = '\uFFFF';
    /** Between a full-width form and its character of ASCII. */
    private static final int FULL_WIDTH = 0xFEE0;

    private final byte[] bytes;
    private char[] raw;
    private char[] units;
    private int[] offsets;
    private int length;
    private boolean inString;
    /** The encoding that this was decoded from, which cannot be taken apart; -1 where every character stands for itself. */
    private int wholeFrom = -1;

    private int wholeTo = -1;

    private FoldedText(byte[] bytes, int capacity) {
        this.bytes = bytes;
        this.raw = new char[capacity];
        this.units = new char[capacity];
        this.offsets = new int[capacity + 1];
    }

    /**
     * @param json UTF-8; outside strings everything but numbers and words is structure
     */
    static FoldedText of(byte[] json) {
        FoldedText text = new FoldedText(json, json.length);
        int at = 0;
        while (at < json.length) {
            at = text.next(at);
        }
        text.offsets[text.length] = json.length;
        return text;
    }

    /** @return a text that is in no document; its offsets count UTF-16 units */
    static FoldedText ofText(String plain) {
        FoldedText text = new FoldedText(new byte[0], Math.max(16, plain.length()));
        for (int at = 0; at < plain.length(); ) {
            int c = plain.codePointAt(at);
            int behind = at + Character.charCount(c);
            text.add(c, at, behind);
            at = behind;
        }
        return text;
    }

    /** An empty text to be filled by {@link #add} with what this one's encodings stand for. */
    FoldedText decoded(int capacity) {
        FoldedText decoded = new FoldedText(bytes, Math.max(16, capacity));
        decoded.wholeFrom = wholeFrom;
        decoded.wholeTo = wholeTo;
        return decoded;
    }

    /** The same for an encoding of which nothing can be taken out without spoiling the rest: from one of our units to before another. */
    FoldedText decodedWhole(int capacity, int from, int to) {
        FoldedText decoded = decoded(capacity);
        if (wholeFrom < 0) {
            decoded.wholeFrom = offset(from);
            decoded.wholeTo = offset(to);
        }
        return decoded;
    }

    /** @param offset of the first byte that the character was decoded from; {@code end} is behind the last of them */
    void add(int character, int offset, int end) {
        if (length == units.length) {
            int capacity = 2 * length;
            raw = Arrays.copyOf(raw, capacity);
            units = Arrays.copyOf(units, capacity);
            offsets = Arrays.copyOf(offsets, capacity + 1);
        }
        put(offset, character < 0xFFFF ? (char) character : OTHER, Folding.fold(character));
        offsets[length] = end;
    }

    /** Nothing reaches across this place. */
    void addWall(int offset, int end) {
        add(0, offset, end);
        units[length - 1] = Folding.WALL;
    }

    int length() {
        return length;
    }

    char unit(int index) {
        return units[index];
    }

    /** The character itself, that of ASCII for a full-width one; {@code U+FFFF} where it is no single one. */
    char raw(int index) {
        return raw[index];
    }

    /** First byte of a unit; of the end of the text for the index behind the last. */
    int offset(int index) {
        return offsets[index];
    }

    /** Where that begins which must be taken out for a unit to be gone: its encoding, or itself. */
    int removedFrom(int index) {
        return wholeFrom < 0 ? offset(index) : wholeFrom;
    }

    /** The end of the same. */
    int removedTo(int behind) {
        return wholeFrom < 0 ? offset(behind) : wholeTo;
    }

    private void put(int offset, char character, char unit) {
        if (unit == Folding.NOTHING) {
            return;
        }
        offsets[length] = offset;
        raw[length] =
                character > FULL_WIDTH && character < FULL_WIDTH + 127 ? (char) (character - FULL_WIDTH) : character;
        units[length++] = unit;
    }

    /** Folds the character at a byte and answers where the next one starts. */
    private int next(int at) {
        int first = bytes[at];
        if (first == '"') {
            inString = !inString;
            put(at, '"', Folding.WALL);
            return at + 1;
        }
        if (first == '\\' && inString && at + 1 < bytes.length) {
            return escape(at);
        }
        if (first >= 0) {
            boolean structure = !inString && (first <= ' ' || "{}[]:,".indexOf(first) >= 0);
            put(at, (char) first, structure ? Folding.WALL : Folding.fold(first));
            return at + 1;
        }
        return multiByte(at, first);
    }

    private int escape(int at) {
        int letter = bytes[at + 1];
        if (letter == 'u' && at + 6 <= bytes.length) {
            int c = 0;
            for (int i = at + 2; i < at + 6; i++) {
                c = c * 16 + Math.max(0, Character.digit(bytes[i], 16));
            }
            put(at, (char) c, Folding.fold(c));
            return at + 6;
        }
        boolean itself = letter == '"' || letter == '\\' || letter == '/';
        put(at, itself ? (char) letter : '\n', itself ? Folding.fold(letter) : Folding.SEPARATOR);
        return at + 2;
    }

    private int multiByte(int at, int first) {
        int size = first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
        if (at + size > bytes.length) {
            put(at, OTHER, Folding.WALL);
            return bytes.length;
        }
        int c = first & (0x7F >> size);
        for (int i = 1; i < size; i++) {
            c = (c << 6) | (bytes[at + i] & 0x3F);
        }
        put(at, c < 0xFFFF ? (char) c : OTHER, Folding.fold(c));
        return at + size;
    }
}
