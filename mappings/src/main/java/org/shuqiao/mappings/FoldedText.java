package org.shuqiao.mappings;

/** The characters of a JSON document after {@link Folding}, each with the offset of its bytes. */
final class FoldedText {

    private final byte[] bytes;
    private final char[] units;
    private final int[] offsets;
    private int length;
    private boolean inString;

    private FoldedText(byte[] bytes) {
        this.bytes = bytes;
        this.units = new char[bytes.length];
        this.offsets = new int[bytes.length + 1];
    }

    /**
     * @param json UTF-8; outside strings everything but numbers and words is structure
     */
    static FoldedText of(byte[] json) {
        FoldedText text = new FoldedText(json);
        int at = 0;
        while (at < json.length) {
            text.offsets[text.length] = at;
            at = text.next(at);
            text.length++;
        }
        text.offsets[text.length] = json.length;
        return text;
    }

    int length() {
        return length;
    }

    char unit(int index) {
        return units[index];
    }

    /** First byte of a unit; of the end of the text for the index behind the last. */
    int offset(int index) {
        return offsets[index];
    }

    /** Folds the character at a byte and answers where the next one starts. */
    private int next(int at) {
        int first = bytes[at];
        if (first == '"') {
            inString = !inString;
            units[length] = Folding.WALL;
            return at + 1;
        }
        if (first == '\\' && inString && at + 1 < bytes.length) {
            return escape(at);
        }
        if (first >= 0) {
            boolean structure = !inString && (first <= ' ' || "{}[]:,".indexOf(first) >= 0);
            units[length] = structure ? Folding.WALL : Folding.fold(first);
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
            units[length] = Folding.fold(c);
            return at + 6;
        }
        units[length] = letter == '"' || letter == '\\' ? (char) letter : Folding.SEPARATOR;
        return at + 2;
    }

    private int multiByte(int at, int first) {
        int size = first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
        if (at + size > bytes.length) {
            units[length] = Folding.WALL;
            return bytes.length;
        }
        int c = first & (0x7F >> size);
        for (int i = 1; i < size; i++) {
            c = (c << 6) | (bytes[at + i] & 0x3F);
        }
        units[length] = Folding.fold(c);
        return at + size;
    }
}
