package org.shuqiao.routes.steps;

import java.util.random.RandomGenerator;
import org.shuqiao.certs.Ff1;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.mappings.masking.MaskingKey;
import org.shuqiao.mappings.masking.MaskingKeys;

/**
 * Makes pseudonyms and encrypted numbers that look like real ones and are worth nothing: their keys live as long as the process. With the real key, a dry
 * run would tell the pseudonym of any number that a caller can think of, and leave no trace.
 */
public final class DryRunMasking implements MaskingKeys {
    private static final int KEY_BYTES = 32;

    private final DryRunKey key;

    /** @param random must be unpredictable */
    public DryRunMasking(RandomGenerator random) {
        this.key = new DryRunKey(new HmacSm3(bytes(random, KEY_BYTES)), new Ff1(bytes(random, Ff1.KEY_BYTES)));
    }

    private static byte[] bytes(RandomGenerator random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public MaskingKey of(String consumer, int year) {
        return key;
    }

    private record DryRunKey(HmacSm3 hmac, Ff1 ff1) implements MaskingKey {
        @Override
        public String version() {
            return "dry-run";
        }

        @Override
        public byte[] hmacSm3(byte[] value) {
            return hmac.mac(value);
        }

        @Override
        public String encryptDigits(String digits, byte[] tweak) {
            return ff1.encrypt(digits, tweak);
        }

        @Override
        public String toString() {
            return "DryRunKey[]";
        }
    }
}
