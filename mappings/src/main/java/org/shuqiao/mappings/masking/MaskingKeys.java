package org.shuqiao.mappings.masking;

/**
 * The keys behind pseudonyms and format-preserving encryption: one for each consumer, so that two consumers cannot join what they
 * received, and one version for all records of a calendar year, so that one consumer can. Implementations are thread-safe.
 */
@FunctionalInterface
public interface MaskingKeys {

    /**
     * The key to use now; it stays the same while keys change, so that one record has values of one key.
     *
     * @param year that the record belongs to, as {@link org.shuqiao.mappings.CanonicalRecord#year} says
     */
    MaskingKey of(String consumer, int year);
}
