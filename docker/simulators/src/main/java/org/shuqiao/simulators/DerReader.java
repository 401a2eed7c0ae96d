package org.shuqiao.simulators;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads DER (ITU-T X.690) elements one after another. Strict: definite lengths in their shortest form, one-byte tags,
 * no bytes left over where the caller says {@link #end()}.
 */
final class DerReader {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    /** Constructed context-specific tags {@code [0]} and {@code [1]}. */
    static final int CONTEXT_0 = 0xA0;

    static final int CONTEXT_1 = 0xA1;

    private static final int MAX_LENGTH_BYTES = 3;
    private static final int MAX_IDENTIFIER_BYTES = 64;

    private final byte[] bytes;
    private final int limit;
    private int position;
    private int elementStart;

    DerReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private DerReader(byte[] bytes, int start, int limit) {
        this.bytes = bytes;
        this.position = start;
        this.elementStart = start;
        this.limit = limit;
    }

    /** The tag of the next element, or -1 when none is left. */
    int peek() {
        return position < limit ? bytes[position] & 0xFF : -1;
    }

    /** Enters the next element, which must have this tag, and steps behind it in this reader. */
    DerReader enter(int tag) throws MalformedDer {
        if (peek() != tag) {
            throw new MalformedDer("expected tag " + tag + " at offset " + position);
        }
        elementStart = position++;
        int length = length();
        if (length > limit - position) {
            throw new MalformedDer("element at offset " + elementStart + " is cut off");
        }
        DerReader content = new DerReader(bytes, position, position + length);
        position += length;
        return content;
    }

    /** Steps over the next element, whatever it is. */
    void skip() throws MalformedDer {
        enter(peek());
    }

    /** Tag, length and content of the element that was entered or skipped last. */
    byte[] lastElement() {
        return Arrays.copyOfRange(bytes, elementStart, position);
    }

    /** Everything that is left. */
    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, position, limit);
        position = limit;
        return rest;
    }

    /** The next element as an INTEGER that is positive and minimally encoded. */
    BigInteger positiveInteger() throws MalformedDer {
        byte[] value = enter(INTEGER).rest();
        if (value.length == 0 || value[0] < 0) {
            throw new MalformedDer("integer at offset " + elementStart + " is empty or negative");
        }
        if (value.length > 1 && value[0] == 0 && value[1] >= 0) {
            throw new MalformedDer("integer at offset " + elementStart + " has needless zeros");
        }
        return new BigInteger(value);
    }

    /** The next element as an OBJECT IDENTIFIER in dotted form, up to 64 bytes and with numbers below 2^56. */
    String objectIdentifier() throws MalformedDer {
        byte[] content = enter(OBJECT_IDENTIFIER).rest();
        if (content.length == 0 || content.length > MAX_IDENTIFIER_BYTES || content[content.length - 1] < 0) {
            throw new MalformedDer("object identifier at offset " + elementStart + " is empty, cut off or too long");
        }
        StringBuilder dotted = new StringBuilder();
        long number = 0;
        for (byte octet : content) {
            boolean needlessZero = number == 0 && octet == (byte) 0x80;
            if (needlessZero || number >>> 49 != 0) {
                throw new MalformedDer("unusable number in the object identifier at offset " + elementStart);
            }
            number = (number << 7) | (octet & 0x7F);
            if (octet >= 0) {
                dotted.append(dotted.isEmpty() ? firstTwo(number) : "." + number);
                number = 0;
            }
        }
        return dotted.toString();
    }

    /** Requires that nothing is left. */
    void end() throws MalformedDer {
        if (position != limit) {
            throw new MalformedDer("bytes left over at offset " + position);
        }
    }

    /** X.690, 8.19.4: the first two numbers share one, 40 times the first plus the second; only 2.x goes beyond 79. */
    private static String firstTwo(long number) {
        long first = Math.min(number / 40, 2);
        return first + "." + (number - 40 * first);
    }

    private int length() throws MalformedDer {
        int first = octet();
        if (first < 0x80) {
            return first;
        }
        int octets = first & 0x7F;
        if (octets == 0 || octets > MAX_LENGTH_BYTES) {
            throw new MalformedDer("unusable length at offset " + elementStart);
        }
        int length = 0;
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | octet();
        }
        if (length < 0x80 || length >>> (8 * (octets - 1)) == 0) {
            throw new MalformedDer("length at offset " + elementStart + " is not in its shortest form");
        }
        return length;
    }

    private int octet() throws MalformedDer {
        if (position >= limit) {
            throw new MalformedDer("element at offset " + elementStart + " is cut off");
        }
        return bytes[position++] & 0xFF;
    }
}
