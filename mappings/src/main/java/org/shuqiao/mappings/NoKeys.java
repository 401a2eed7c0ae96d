package org.shuqiao.mappings;

/** For who asks which transforms there are, and runs none. */
final class NoKeys implements MaskingKeys {
    @Override
    public byte[] hmacSm3(String consumer, byte[] value) {
        throw new IllegalStateException("mappings have no keys");
    }

    @Override
    public String version(String consumer) {
        throw new IllegalStateException("mappings have no keys");
    }
}
