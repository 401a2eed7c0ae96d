package org.shuqiao.certs.evidence;

/** A check did not pass. The message tells a person why; it holds nothing of a payload. */
final class CheckFailed extends Exception {
    CheckFailed(String why) {
        super(why);
    }
}
