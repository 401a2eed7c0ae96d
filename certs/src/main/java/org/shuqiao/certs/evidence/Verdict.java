package org.shuqiao.certs.evidence;

/** What evidence is worth. */
public enum Verdict {
    /** Every check passed. */
    VALID,
    /** At least one did not. */
    INVALID
}
