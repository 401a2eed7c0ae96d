package org.shuqiao.routes.steps;

import java.util.random.RandomGenerator;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.mappings.masking.MaskingKeys;

/**
 * Makes pseudonyms that look like real ones and are worth nothing: their key lives as long as the process. With the real key, a dry
 * run would tell the pseudonym of any number that a caller can think of, and leave no trace.
 */
public final class DryRunMasking implements MaskingKeys {
    private static final int KEY_BYTES = 32;

    private final HmacSm3 hmac;

    /** @param random must be unpredictable */
    public DryRunMasking(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        this.hmac = new HmacSm3(key);
    }

    @Override
    public byte[] hmacSm3(String consumer, byte[] value) {
        return hmac.mac(value);
    }

    @Override
    public String version(String consumer) {
        return "dry-run";
    }
}
