package org.shuqiao.mappings.masking;

/** One version of a consumer's keys: it gives results, never bytes of keys. Implementations are thread-safe. */
public interface MaskingKey {

    /** Counts from 1; stands in statements. */
    String version();

    /**
     * HMAC-SM3, for pseudonyms.
     *
     * @return 32 bytes
     */
    byte[] hmacSm3(byte[] value);

    /**
     * Format-preserving encryption, under a key that is not the one of {@link #hmacSm3}.
     *
     * @param digits 6 to 64
     * @param tweak what they are; equal digits that are something else become others
     * @return as many digits
     */
    String encryptDigits(String digits, byte[] tweak);
}
