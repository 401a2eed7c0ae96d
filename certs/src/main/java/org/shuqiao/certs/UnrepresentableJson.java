package org.shuqiao.certs;

/** A JSON value has no canonical form (RFC 8785), so nothing may be hashed or signed in its name. */
public final class UnrepresentableJson extends IllegalArgumentException {
    /** Why there is no canonical form. */
    public enum Reason {
        /** A string or member name holds half of a surrogate pair, which UTF-8 cannot carry (RFC 8785 §3.2.2.2). */
        LONE_SURROGATE,
        /** A number is NaN or beyond the range of a double (RFC 8785 §3.2.2.3). */
        NOT_FINITE,
        /** An integer that a double cannot hold (RFC 7493 §2.2): its canonical form would be another number. */
        INEXACT_INTEGER,
        /** Arrays and objects are nested deeper than {@link CanonicalJson#MAX_NESTING_LEVELS}. */
        NESTED_TOO_DEEP,
        /** The node is not JSON at all: binary, a Java object, or missing. */
        NOT_JSON
    }

    private final Reason reason;

    UnrepresentableJson(Reason reason) {
        super("no canonical JSON form: " + reason);
        this.reason = reason;
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }
}
