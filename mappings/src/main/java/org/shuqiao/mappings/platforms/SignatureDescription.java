package org.shuqiao.mappings.platforms;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How one kind of SM2 signature is written and under which user id it is made; each partner has its own habit (GM/T 0009, GM/T 0010).
 *
 * @param userId goes into the hash that is signed; {@code 1234567812345678} where a partner has agreed on no other
 */
public record SignatureDescription(Form form, String userId) {
    private static final int USER_ID_MAX_CHARS = 64;

    /** The way it is written. */
    public enum Form {
        /** {@code SEQUENCE {r, s}}. */
        @JsonProperty("der")
        DER,
        /** 64 bytes: r, then s, each padded with zeros on the left. */
        @JsonProperty("raw")
        RAW,
        /** A detached SignedData of GM/T 0010 without signed attributes, the signer's certificates inside. */
        @JsonProperty("cms")
        CMS
    }

    public SignatureDescription {
        if (userId.isEmpty() || userId.length() > USER_ID_MAX_CHARS) {
            throw new IllegalArgumentException("a user id has 1 to " + USER_ID_MAX_CHARS + " characters");
        }
    }
}
