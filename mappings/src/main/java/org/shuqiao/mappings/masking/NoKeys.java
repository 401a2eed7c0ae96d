package org.shuqiao.mappings.masking;

/** For who asks which transforms there are, and runs none that needs a key. */
public final class NoKeys implements MaskingKeys, MaskingKey {
    @Override
    public MaskingKey of(String consumer, int year) {
        return this;
    }

    @Override
    public String version() {
        throw none();
    }

    @Override
    public byte[] hmacSm3(byte[] value) {
        throw none();
    }

    @Override
    public String encryptDigits(String digits, byte[] tweak) {
        throw none();
    }

    private static IllegalStateException none() {
        return new IllegalStateException("mappings have no keys");
    }
}
