package org.shuqiao.certs;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.shuqiao.certs.UnrepresentableJson.Reason;

/** A growing buffer that knows how RFC 8785 writes strings and numbers. For one thread and one document. */
final class CanonicalWriter {
    private static final int INITIAL_BYTES = 1_024;
    private static final int MAX_BYTES_PER_CHAR = 6;
    private static final byte[] HEX_DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    private static final long MAX_EXACT_INTEGER = 1L << 53;

    private byte[] buffer = new byte[INITIAL_BYTES];
    private int length;

    byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    /** Appends one ASCII character as it is. */
    void raw(char ascii) {
        reserve(1);
        buffer[length++] = (byte) ascii;
    }

    /** Appends ASCII text as it is: punctuation, literals, or members whose names and values need no escape. */
    void raw(String ascii) {
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            buffer[length++] = (byte) ascii.charAt(i);
        }
    }

    /** Appends a quoted string (RFC 8785 §3.2.2.2). */
    void string(String value) {
        raw('"');
        reserve(Math.multiplyExact(value.length(), MAX_BYTES_PER_CHAR));
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (c < 0x800) {
                twoBytes(c);
            } else if (!Character.isSurrogate(c)) {
                threeBytes(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                fourBytes(Character.toCodePoint(c, value.charAt(++i)));
            } else {
                throw new UnrepresentableJson(Reason.LONE_SURROGATE);
            }
        }
        raw('"');
    }

    /** Appends an integer. */
    void number(long value) {
        if (value >= -MAX_EXACT_INTEGER && value <= MAX_EXACT_INTEGER) {
            raw(Long.toString(value));
        } else {
            number(BigInteger.valueOf(value));
        }
    }

    /** Appends an integer, provided that the nearest double, written in its canonical form, is still the same number. */
    void number(BigInteger value) {
        int before = length;
        number(value.doubleValue());
        var written = new String(buffer, before, length - before, StandardCharsets.US_ASCII);
        if (new BigDecimal(written).compareTo(new BigDecimal(value)) != 0) {
            throw new UnrepresentableJson(Reason.INEXACT_INTEGER);
        }
    }

    /** Appends a number as ECMAScript writes it (RFC 8785 §3.2.2.3). */
    void number(double value) {
        if (!Double.isFinite(value)) {
            throw new UnrepresentableJson(Reason.NOT_FINITE);
        }
        raw(EcmaScriptNumber.text(value));
    }

    private void ascii(char c) {
        switch (c) {
            case '"', '\\' -> escape((byte) c);
            case '\b' -> escape((byte) 'b');
            case '\t' -> escape((byte) 't');
            case '\n' -> escape((byte) 'n');
            case '\f' -> escape((byte) 'f');
            case '\r' -> escape((byte) 'r');
            default -> {
                if (c < 0x20) {
                    escape((byte) 'u');
                    buffer[length++] = '0';
                    buffer[length++] = '0';
                    buffer[length++] = HEX_DIGITS[c >> 4];
                    buffer[length++] = HEX_DIGITS[c & 0xf];
                } else {
                    buffer[length++] = (byte) c;
                }
            }
        }
    }

    private void escape(byte letter) {
        buffer[length++] = '\\';
        buffer[length++] = letter;
    }

    private void twoBytes(char c) {
        buffer[length++] = (byte) (0xc0 | (c >> 6));
        buffer[length++] = trailing(c);
    }

    private void threeBytes(char c) {
        buffer[length++] = (byte) (0xe0 | (c >> 12));
        buffer[length++] = trailing(c >> 6);
        buffer[length++] = trailing(c);
    }

    private void fourBytes(int codePoint) {
        buffer[length++] = (byte) (0xf0 | (codePoint >> 18));
        buffer[length++] = trailing(codePoint >> 12);
        buffer[length++] = trailing(codePoint >> 6);
        buffer[length++] = trailing(codePoint);
    }

    private static byte trailing(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }

    private void reserve(int bytes) {
        if (bytes > buffer.length - length) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(length, bytes), buffer.length * 2));
        }
    }
}
