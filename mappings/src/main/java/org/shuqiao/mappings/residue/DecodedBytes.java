package org.shuqiao.mappings.residue;

/** Bytes that an encoding stands for, on their way to characters; each with the bytes of the document it came from. */
final class DecodedBytes {

    private final byte[] values;
    private final int[] from;
    private final int[] to;
    private int length;

    DecodedBytes(int capacity) {
        values = new byte[capacity];
        from = new int[capacity];
        to = new int[capacity];
    }

    void add(int value, int fromOffset, int toOffset) {
        values[length] = (byte) value;
        from[length] = fromOffset;
        to[length++] = toOffset;
    }

    /**
     * Adds their characters to a text, and starts anew. What is no UTF-8 and no printable text becomes a wall.
     *
     * @param shortest fewer bytes of text than this in a row are chance, and left out
     */
    void flushTo(FoldedText text, int shortest) {
        int at = 0;
        while (at < length) {
            int end = at;
            while (end < length && size(end) > 0) {
                end += size(end);
            }
            if (end - at >= shortest) {
                while (at < end) {
                    at = addCharacter(text, at);
                }
            }
            if (end < length) {
                text.addWall(from[end], to[end]);
            }
            at = end + 1;
        }
        length = 0;
    }

    private int addCharacter(FoldedText text, int at) {
        int size = size(at);
        int c = size == 1 ? values[at] : values[at] & (0x7F >> size);
        for (int i = 1; i < size; i++) {
            c = (c << 6) | (values[at + i] & 0x3F);
        }
        text.add(c, from[at], to[at + size - 1]);
        return at + size;
    }

    /** Bytes of the character that starts here; 0 where none does. */
    private int size(int at) {
        int first = values[at];
        if (first >= 0) {
            boolean space = first == '\n' || first == '\r' || first == '\t';
            return space || (first >= ' ' && first < 127) ? 1 : 0;
        }
        int size = first < (byte) 0xC2
                ? 0
                : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : first < (byte) 0xF5 ? 4 : 0;
        if (size == 0 || at + size > length) {
            return 0;
        }
        for (int i = 1; i < size; i++) {
            if ((values[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return size;
    }
}
