package org.shuqiao.mappings.platforms;

/** What a platform's answer means for a transfer. */
public enum PlatformResult {
    OK,
    /** It has this transfer already: as good as OK, once its receipt verifies. */
    DUPLICATE,
    /** Surely not taken; the same again later may work. */
    RETRY,
    /** It does not accept who we are. */
    AUTH,
    /** It does not accept the shape of the payload. */
    SCHEMA,
    QUOTA,
    /** Refused for good. */
    REJECT,
    /** Nobody can tell from this answer whether the transfer was taken. */
    UNKNOWN
}
