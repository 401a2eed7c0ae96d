package org.shuqiao.routes.keys;

import java.util.function.Supplier;
import org.shuqiao.mappings.masking.MaskingKeys;

/** Makes pseudonyms with whichever key is in force at each call. */
record RotatingMasking(Supplier<OpenedKey.Masking> inForce) implements MaskingKeys {
    @Override
    public byte[] hmacSm3(String consumer, byte[] value) {
        return inForce.get().of(consumer).mac(value);
    }

    @Override
    public String version(String consumer) {
        return inForce.get().version();
    }
}
