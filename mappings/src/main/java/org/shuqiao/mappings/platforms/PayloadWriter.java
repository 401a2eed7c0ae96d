package org.shuqiao.mappings.platforms;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** Writes JSON as UTF-8 and always knows at which byte it stands, which is what a span table needs and generators hide. */
public final class PayloadWriter {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[1024];
    private int position;

    public int position() {
        return position;
    }

    /** Takes back what was written since a position. */
    void reset(int to) {
        position = to;
    }

    public byte[] bytes() {
        return Arrays.copyOf(bytes, position);
    }

    public void ascii(char c) {
        room(1);
        bytes[position++] = (byte) c;
    }

    void value(JsonNode scalar) {
        if (scalar.isString()) {
            string(scalar.stringValue());
        } else if (scalar.isNumber()) {
            asciiText(
                    scalar.isIntegralNumber()
                            ? scalar.asString()
                            : scalar.decimalValue().toPlainString());
        } else if (scalar.isBoolean()) {
            asciiText(scalar.booleanValue() ? "true" : "false");
        } else {
            throw new IllegalArgumentException("not a scalar: " + scalar.getNodeType());
        }
    }

    private void asciiText(String text) {
        for (int i = 0; i < text.length(); i++) {
            ascii(text.charAt(i));
        }
    }

    /** Text has no lone surrogates: records with such are refused when they are read. */
    public void string(String text) {
        room(2 + 6 * text.length());
        bytes[position++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                asciiOrEscape(c);
            } else if (c < 0x800) {
                bytes[position++] = (byte) (0xC0 | (c >> 6));
                bytes[position++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                bytes[position++] = (byte) (0xE0 | (c >> 12));
                bytes[position++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[position++] = (byte) (0x80 | (c & 0x3F));
            } else {
                supplementary(Character.toCodePoint(c, text.charAt(++i)));
            }
        }
        bytes[position++] = '"';
    }

    private void asciiOrEscape(char c) {
        if (c >= 0x20 && c != '"' && c != '\\') {
            bytes[position++] = (byte) c;
            return;
        }
        bytes[position++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[position++] = (byte) c;
            case '\n' -> bytes[position++] = 'n';
            case '\r' -> bytes[position++] = 'r';
            case '\t' -> bytes[position++] = 't';
            default -> {
                bytes[position++] = 'u';
                bytes[position++] = '0';
                bytes[position++] = '0';
                bytes[position++] = HEX[c >> 4];
                bytes[position++] = HEX[c & 15];
            }
        }
    }

    private void supplementary(int c) {
        bytes[position++] = (byte) (0xF0 | (c >> 18));
        bytes[position++] = (byte) (0x80 | ((c >> 12) & 0x3F));
        bytes[position++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        bytes[position++] = (byte) (0x80 | (c & 0x3F));
    }

    private void room(int more) {
        if (position + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, position + more));
        }
    }
}
