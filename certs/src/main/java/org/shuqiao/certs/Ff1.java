package org.shuqiao.certs;

import java.util.function.Supplier;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Format-preserving encryption of decimal digits: FF1 of NIST SP 800-38G Rev. 1, with SM4 (GB/T 32907) as its block cipher. Digits
 * become as many other digits, and no two texts of one length become the same. Keeps what stands there secret from whoever has no
 * key; does not keep secret that two are the same. Thread-safe.
 */
public final class Ff1 {
    public static final int KEY_BYTES = 16;

    /** A million texts of one length at least (SP 800-38G Rev. 1, 5.1); fewer could be tried out. */
    public static final int FEWEST_DIGITS = 6;

    /** Far more than any number that people write. */
    public static final int MOST_DIGITS = 64;

    private static final int RADIX = 10;

    private final Supplier<BlockCipher> cipher;
    private final KeyParameter key;

    /** @throws IllegalArgumentException for a key of any other length than {@link #KEY_BYTES} */
    public Ff1(byte[] key) {
        this(key, SM4Engine::new);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of SM4 has 16 bytes");
        }
    }

    /** @param cipher of blocks of 128 bits; the published vectors have AES */
    Ff1(byte[] key, Supplier<BlockCipher> cipher) {
        this.cipher = cipher;
        this.key = new KeyParameter(key);
    }

    /**
     * Encrypts.
     *
     * @param digits {@link #FEWEST_DIGITS} to {@link #MOST_DIGITS} of 0 to 9
     * @param tweak where they stand; equal digits elsewhere become others
     * @throws IllegalArgumentException for anything but such digits
     */
    public String encrypt(String digits, byte[] tweak) {
        byte[] values = values(digits);
        var engine = new FPEFF1Engine(cipher.get());
        engine.init(true, new FPEParameters(key, RADIX, tweak));
        engine.processBlock(values, 0, values.length, values, 0);
        var encrypted = new StringBuilder(values.length);
        for (byte value : values) {
            encrypted.append((char) ('0' + value));
        }
        return encrypted.toString();
    }

    private static byte[] values(String digits) {
        if (digits.length() < FEWEST_DIGITS || digits.length() > MOST_DIGITS) {
            throw new IllegalArgumentException("FF1 is for " + FEWEST_DIGITS + " to " + MOST_DIGITS + " digits");
        }
        var values = new byte[digits.length()];
        for (int i = 0; i < values.length; i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                throw new IllegalArgumentException("FF1 is for digits here");
            }
            values[i] = (byte) (c - '0');
        }
        return values;
    }
}
