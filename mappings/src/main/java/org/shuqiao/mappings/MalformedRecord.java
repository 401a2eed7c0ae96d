package org.shuqiao.mappings;

/** The body is not strict JSON within the limits of {@link RecordLimits}, so it was not looked at any further. */
public final class MalformedRecord extends RecordRefused {

    /** Why a body cannot be read. The names are stable. */
    public enum Code {
        /** Not RFC 8259 JSON; also NaN, Infinity, comments, a byte order mark. */
        INVALID_JSON,
        INVALID_UTF8,
        DUPLICATE_KEY,
        /** A number of more than {@link RecordLimits#NUMBER_CHARACTERS} characters. */
        NUMBER_TOO_LONG,
        /** A number whose exponent goes beyond {@link RecordLimits#NUMBER_EXPONENT}. */
        NUMBER_OUT_OF_RANGE,
        NESTED_TOO_DEEP,
        /** U+0000, raw or as an escape. */
        NUL_CHARACTER,
        /** A surrogate without its other half, which is not a character and cannot be signed or stored. */
        LONE_SURROGATE,
        /** Reads in another order than it is written, so that people and programs read two texts. */
        BIDI_CONTROL,
        STRING_TOO_LONG,
        NAME_TOO_LONG,
        TOO_MANY_VALUES,
        BODY_TOO_LONG,
        TRAILING_CONTENT,
        NOT_AN_OBJECT,
        /** {@link Dataset#reread} found no envelope: these bytes were never validated. */
        NO_ENVELOPE
    }

    /**
     * Where reading stopped.
     *
     * @param line from 1
     * @param column from 1, in UTF-16 units; in bytes for {@link Code#INVALID_UTF8}
     */
    public record Location(int line, int column) {}

    private final Code code;
    private final transient Location location;

    MalformedRecord(Code code, Location location) {
        super(code + " at line " + location.line() + ", column " + location.column());
        this.code = code;
        this.location = location;
    }

    public Code code() {
        return code;
    }

    public Location location() {
        return location;
    }
}
