package org.shuqiao.certs;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/**
 * The two numbers of an SM2 signature, each in [1, n-1], and the encodings they travel in: DER {@code SEQUENCE {r INTEGER, s
 * INTEGER}} (GM/T 0009 §7.3) and raw {@code r ‖ s}.
 *
 * <p>Read by hand before the signature is looked at, because one signature must have one encoding, and because a library that
 * answers plain "false" to a negative integer leaves a partner searching for a wrong key.
 */
record Sm2Signature(BigInteger r, BigInteger s) {
    static final int RAW_BYTES = 64;

    private static final int NUMBER_BYTES = RAW_BYTES / 2;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int HEADER_BYTES = 2;
    private static final int MAX_INTEGER_BYTES = NUMBER_BYTES + 1;
    private static final int MAX_BYTES = HEADER_BYTES + 2 * (HEADER_BYTES + MAX_INTEGER_BYTES);

    /** Reads strict DER: minimal, positive integers in [1, n-1] and nothing after them. */
    static Sm2Signature parseDer(byte[] der) throws MalformedSignature {
        return parseDer(der, false);
    }

    /**
     * Reads DER.
     *
     * @param lenient takes a negative integer for the positive one that its bytes are without a sign, since some devices leave
     *     out the leading zero byte; everything else stays strict
     */
    static Sm2Signature parseDer(byte[] der, boolean lenient) throws MalformedSignature {
        if (der.length <= HEADER_BYTES
                || der.length > MAX_BYTES
                || der[0] != SEQUENCE
                || der[1] != der.length - HEADER_BYTES) {
            throw new MalformedSignature();
        }
        int afterR = endOfInteger(der, HEADER_BYTES);
        int afterS = endOfInteger(der, afterR);
        if (afterS != der.length) {
            throw new MalformedSignature();
        }
        return inRange(number(der, HEADER_BYTES, afterR, lenient), number(der, afterR, afterS, lenient));
    }

    /** Reads exactly 64 bytes, r and s of 32 bytes each, padded with zeros on the left. */
    static Sm2Signature parseRaw(byte[] raw) throws MalformedSignature {
        if (raw.length != RAW_BYTES) {
            throw new MalformedSignature();
        }
        return inRange(
                new BigInteger(1, raw, 0, NUMBER_BYTES),
                new BigInteger(1, raw, NUMBER_BYTES, RAW_BYTES - NUMBER_BYTES));
    }

    byte[] raw() {
        byte[] raw = new byte[RAW_BYTES];
        BigIntegers.asUnsignedByteArray(r, raw, 0, NUMBER_BYTES);
        BigIntegers.asUnsignedByteArray(s, raw, NUMBER_BYTES, NUMBER_BYTES);
        return raw;
    }

    byte[] der() {
        byte[] first = r.toByteArray();
        byte[] second = s.toByteArray();
        var der = new byte[HEADER_BYTES + 2 * HEADER_BYTES + first.length + second.length];
        der[0] = SEQUENCE;
        der[1] = (byte) (der.length - HEADER_BYTES);
        int afterR = writeInteger(der, HEADER_BYTES, first);
        writeInteger(der, afterR, second);
        return der;
    }

    private static int writeInteger(byte[] der, int start, byte[] content) {
        der[start] = INTEGER;
        der[start + 1] = (byte) content.length;
        System.arraycopy(content, 0, der, start + HEADER_BYTES, content.length);
        return start + HEADER_BYTES + content.length;
    }

    /** Returns the index after the integer that starts at {@code start}. */
    private static int endOfInteger(byte[] der, int start) throws MalformedSignature {
        int first = start + HEADER_BYTES;
        if (first >= der.length || der[start] != INTEGER) {
            throw new MalformedSignature();
        }
        int bytes = der[start + 1];
        if (bytes < 1 || bytes > MAX_INTEGER_BYTES || bytes > der.length - first) {
            throw new MalformedSignature();
        }
        return first + bytes;
    }

    private static BigInteger number(byte[] der, int start, int end, boolean lenient) throws MalformedSignature {
        byte[] content = Arrays.copyOfRange(der, start + HEADER_BYTES, end);
        boolean padded = content.length > 1 && content[0] == 0 && content[1] >= 0;
        if (padded || (content[0] < 0 && !lenient)) {
            throw new MalformedSignature();
        }
        return new BigInteger(1, content);
    }

    private static Sm2Signature inRange(BigInteger r, BigInteger s) throws MalformedSignature {
        if (isOutside(r) || isOutside(s)) {
            throw new MalformedSignature();
        }
        return new Sm2Signature(r, s);
    }

    private static boolean isOutside(BigInteger number) {
        return number.signum() == 0 || number.compareTo(Sm2.ORDER) >= 0;
    }
}
