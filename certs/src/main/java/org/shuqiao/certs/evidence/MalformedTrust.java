package org.shuqiao.certs.evidence;

/** A trust file that cannot be relied on. The message names the member, never a value of it. */
public final class MalformedTrust extends IllegalArgumentException {
    MalformedTrust(String message) {
        super(message);
    }
}
