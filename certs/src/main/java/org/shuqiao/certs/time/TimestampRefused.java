package org.shuqiao.certs.time;

/** A time stamp, or what was said to be one, was not accepted. */
public final class TimestampRefused extends Exception {
    /** Why. */
    public enum Reason {
        /** No time-stamp response (RFC 3161 §2.4.2) of at most {@link TimestampAuthorities#MAX_BYTES}. */
        MALFORMED,
        /** The authority answered that it does not stamp this. */
        NOT_GRANTED,
        /** It stamps something else. */
        WRONG_IMPRINT,
        /** It answers another request. */
        WRONG_NONCE,
        /** Its signer's certificate is missing, or not one for time stamps and nothing else (RFC 3161 §2.3). */
        NOT_FOR_TIMESTAMPS,
        /** Its signer's certificate was not valid at the time it states. */
        NOT_VALID_THEN,
        /** Its signer's certificate leads to no authority that is trusted here. */
        UNTRUSTED,
        /** Its signature does not hold, or was made with an algorithm that is not accepted. */
        WRONG_SIGNATURE,
        /** It holds, but is not in the form in which time stamps are kept, so that some of its bytes prove nothing. */
        NOT_AS_KEPT
    }

    private final Reason reason;

    TimestampRefused(Reason reason) {
        super("time stamp refused: " + reason);
        this.reason = reason;
    }

    TimestampRefused(Reason reason, Throwable cause) {
        super("time stamp refused: " + reason, cause);
        this.reason = reason;
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }
}
