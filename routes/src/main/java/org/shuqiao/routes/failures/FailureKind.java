package org.shuqiao.routes.failures;

/** Whose failure it is, which decides who is told and whether to try again. */
public enum FailureKind {
    /** The caller's: told to it, never retried by us. */
    SENDER,
    /** A platform's: retried, unknown or parked. */
    PLATFORM,
    /** Too much at once: told with a time to come back. */
    CAPACITY,
    /** Ours: logged with an id. */
    OURS
}
