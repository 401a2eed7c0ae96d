package org.shuqiao.certs.evidence;

/** What evidence is worth. */
public enum Verdict {
    /** Every check passed. */
    VALID,
    /** Every check passed, and one of them proves that the payload, which is not here, was deleted. */
    VALID_PAYLOAD_WITHHELD,
    /** At least one did not. */
    INVALID;

    /** Says whether every check passed. */
    public boolean isValid() {
        return this != INVALID;
    }
}
