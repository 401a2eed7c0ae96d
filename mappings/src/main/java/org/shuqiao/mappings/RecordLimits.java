package org.shuqiao.mappings;

/** How much a record may be. Beyond any of these reading stops at once, with a {@link MalformedRecord}. */
public final class RecordLimits {

    public static final int BODY_BYTES = 1 << 20;
    public static final int NESTING_LEVELS = 32;
    public static final int STRING_UTF16_UNITS = 65_536;
    public static final int NAME_UTF16_UNITS = 128;
    public static final int NUMBER_CHARACTERS = 40;
    public static final int NUMBER_EXPONENT = 40;
    public static final int VALUES = 50_000;
    /** After so many violations the list ends with {@code TOO_MANY_VIOLATIONS}. */
    public static final int VIOLATIONS = 500;

    private RecordLimits() {}
}
