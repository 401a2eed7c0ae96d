package org.shuqiao.simulators;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/** Makes DER (ITU-T X.690) elements; each method returns one whole element. */
final class DerWriter {

    private DerWriter() {}

    /** An element of any one-byte tag whose content is these parts one after another. */
    static byte[] element(int tag, byte[]... content) {
        int length = 0;
        for (byte[] part : content) {
            length += part.length;
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream(length + 6);
        element.write(tag);
        if (length < 0x80) {
            element.write(length);
        } else {
            byte[] octets = unsigned(BigInteger.valueOf(length));
            element.write(0x80 | octets.length);
            element.writeBytes(octets);
        }
        for (byte[] part : content) {
            element.writeBytes(part);
        }
        return element.toByteArray();
    }

    static byte[] sequence(byte[]... elements) {
        return element(DerReader.SEQUENCE, elements);
    }

    /** A SET OF: the elements in ascending order of their bytes (X.690, 11.6). */
    static byte[] setOf(byte[]... elements) {
        byte[][] sorted = elements.clone();
        Arrays.sort(sorted, Arrays::compareUnsigned);
        return element(DerReader.SET, sorted);
    }

    static byte[] integer(BigInteger value) {
        return element(DerReader.INTEGER, value.toByteArray());
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] octetString(byte[] content) {
        return element(DerReader.OCTET_STRING, content);
    }

    /** A BIT STRING of named bits with only this bit set, so without trailing zeros (X.690, 11.2.2). */
    static byte[] namedBit(int bit) {
        byte[] content = new byte[bit / 8 + 2];
        content[0] = (byte) (7 - bit % 8);
        content[content.length - 1] = (byte) (0x80 >>> bit % 8);
        return element(DerReader.BIT_STRING, content);
    }

    /** An OBJECT IDENTIFIER from its dotted form. */
    static byte[] objectIdentifier(String dotted) {
        String[] numbers = dotted.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        writeBase128(content, 40 * Long.parseLong(numbers[0]) + Long.parseLong(numbers[1]));
        for (int i = 2; i < numbers.length; i++) {
            writeBase128(content, Long.parseLong(numbers[i]));
        }
        return element(DerReader.OBJECT_IDENTIFIER, content.toByteArray());
    }

    private static void writeBase128(ByteArrayOutputStream content, long number) {
        int shift = 0;
        while (number >>> (shift + 7) != 0) {
            shift += 7;
        }
        for (; shift > 0; shift -= 7) {
            content.write(((int) (number >>> shift) & 0x7F) | 0x80);
        }
        content.write((int) number & 0x7F);
    }

    private static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
