package org.shuqiao.simulators;

import com.tencent.kona.crypto.spec.SM2ParameterSpec;
import java.math.BigInteger;
import java.util.Arrays;

/** The raw form of an SM2 signature: r and s, 32 bytes each, padded with zeros on the left. */
final class RawSignature {
    static final int LENGTH_BYTES = 64;

    private static final int NUMBER_BYTES = LENGTH_BYTES / 2;

    private RawSignature() {}

    /** The DER form (GM/T 0009) of a raw signature; refuses another length and numbers outside 1 to n - 1. */
    static byte[] toDer(byte[] raw) throws MalformedDer {
        if (raw.length != LENGTH_BYTES) {
            throw new MalformedDer("a raw signature has " + LENGTH_BYTES + " bytes");
        }
        return DerWriter.sequence(number(raw, 0), number(raw, NUMBER_BYTES));
    }

    /** The raw form of a DER signature that was made here. */
    static byte[] fromDer(byte[] der) {
        try {
            DerReader rs = new DerReader(der).enter(DerReader.SEQUENCE);
            byte[] raw = new byte[LENGTH_BYTES];
            place(rs.positiveInteger(), raw, 0);
            place(rs.positiveInteger(), raw, NUMBER_BYTES);
            return raw;
        } catch (MalformedDer e) {
            throw new IllegalArgumentException("not a signature", e);
        }
    }

    private static byte[] number(byte[] raw, int offset) throws MalformedDer {
        BigInteger number = new BigInteger(1, Arrays.copyOfRange(raw, offset, offset + NUMBER_BYTES));
        if (number.signum() == 0 || number.compareTo(SM2ParameterSpec.ORDER) >= 0) {
            throw new MalformedDer("a number of the signature is out of range");
        }
        return DerWriter.integer(number);
    }

    /** BigInteger's own bytes may be shorter than the field, or one longer for the sign. */
    private static void place(BigInteger number, byte[] raw, int offset) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, NUMBER_BYTES);
        System.arraycopy(bytes, bytes.length - length, raw, offset + NUMBER_BYTES - length, length);
    }
}
