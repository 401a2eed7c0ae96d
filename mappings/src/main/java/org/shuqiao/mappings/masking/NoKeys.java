package org.shuqiao.mappings.masking;

/** For who asks which transforms there are, and runs none. */
public final class NoKeys implements MaskingKeys {
    @Override
    public byte[] hmacSm3(String consumer, byte[] value) {
        throw new IllegalStateException("mappings have no keys");
    }

    @Override
    public String version(String consumer) {
        throw new IllegalStateException("mappings have no keys");
    }
}
