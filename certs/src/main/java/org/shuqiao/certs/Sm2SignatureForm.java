package org.shuqiao.certs;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The strict DER form of an SM2 signature: {@code SEQUENCE {r INTEGER, s INTEGER}} (GM/T 0009 §7.3).
 *
 * <p>Checked by hand before the signature is looked at, because one signature must have one encoding, and because a library that
 * answers plain "false" to a negative integer leaves a partner searching for a wrong key.
 */
final class Sm2SignatureForm {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int HEADER_BYTES = 2;
    private static final int MAX_INTEGER_BYTES = 33;
    private static final int MAX_BYTES = HEADER_BYTES + 2 * (HEADER_BYTES + MAX_INTEGER_BYTES);

    private Sm2SignatureForm() {}

    static void require(byte[] der) throws MalformedSignature {
        if (der.length <= HEADER_BYTES
                || der.length > MAX_BYTES
                || der[0] != SEQUENCE
                || der[1] != der.length - HEADER_BYTES) {
            throw new MalformedSignature();
        }
        int afterR = requireInteger(der, HEADER_BYTES);
        int afterS = requireInteger(der, afterR);
        if (afterS != der.length) {
            throw new MalformedSignature();
        }
    }

    /** Returns the index after the integer that starts at {@code start}. */
    private static int requireInteger(byte[] der, int start) throws MalformedSignature {
        int first = start + HEADER_BYTES;
        if (first >= der.length || der[start] != INTEGER) {
            throw new MalformedSignature();
        }
        int bytes = der[start + 1];
        if (bytes < 1 || bytes > MAX_INTEGER_BYTES || bytes > der.length - first) {
            throw new MalformedSignature();
        }
        boolean padded = bytes > 1 && der[first] == 0 && der[first + 1] >= 0;
        var value = new BigInteger(Arrays.copyOfRange(der, first, first + bytes));
        if (padded || value.signum() <= 0 || value.compareTo(Sm2.ORDER) >= 0) {
            throw new MalformedSignature();
        }
        return first + bytes;
    }
}
