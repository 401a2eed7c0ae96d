package org.shuqiao.certs.evidence;

/** A command line that cannot be understood. */
final class UsageError extends Exception {
    UsageError(String why) {
        super(why);
    }
}
