package org.shuqiao.mappings.masking;

/** The keys behind pseudonyms, one per consumer, so that two consumers cannot join what they received. Implementations are thread-safe. */
public interface MaskingKeys {

    /**
     * HMAC-SM3 under the current key for this consumer.
     *
     * @return 32 bytes
     */
    byte[] hmacSm3(String consumer, byte[] value);

    /** Version of the key that {@link #hmacSm3} uses for this consumer now. */
    String version(String consumer);
}
