package org.shuqiao.certs.log;

/** A part of a log is missing, cannot be fetched or has another form than it must have. It says nothing about who is to blame. */
public final class LogUnreadable extends Exception {
    /** Says which part. */
    public LogUnreadable(String message) {
        super(message);
    }

    /** Says which part, and why. */
    public LogUnreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
