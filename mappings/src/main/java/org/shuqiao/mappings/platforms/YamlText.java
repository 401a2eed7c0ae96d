package org.shuqiao.mappings.platforms;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;

/** The characters of a file, if nothing in them is there to be overlooked. */
final class YamlText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlText() {}

    static String of(String name, byte[] source) {
        ByteBuffer in = ByteBuffer.wrap(source);
        CharBuffer text;
        try {
            // The decoder of newDecoder() reports what it cannot read, and leaves its position there.
            text = StandardCharsets.UTF_8.newDecoder().decode(in);
        } catch (CharacterCodingException malformed) {
            throw new MappingRefused(Reason.NOT_UTF8, "").at(name, line(source, in.position()));
        }
        for (int i = 0; i < text.length(); i++) {
            if (isHidden(text.charAt(i))) {
                throw new MappingRefused(Reason.NOT_UTF8, "").at(name, line(text, i));
            }
        }
        return text.toString();
    }

    /** Control characters, and those that make a text look like another one. */
    private static boolean isHidden(char c) {
        return (c < ' ' && c != '\n' && c != '\r' && c != '\t')
                || c == BYTE_ORDER_MARK
                || (c >= '\u200B' && c <= '\u200F')
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static int line(byte[] source, int end) {
        int line = 1;
        for (int i = 0; i < end; i++) {
            if (source[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    private static int line(CharSequence text, int end) {
        return 1 + (int) text.subSequence(0, end).chars().filter(c -> c == '\n').count();
    }
}
