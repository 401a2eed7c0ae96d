package org.shuqiao.certs.log;

/** A name, a key or a text that is no verifier key of a log. The message never holds anything of it. */
public final class MalformedLogKey extends IllegalArgumentException {
    MalformedLogKey(String message) {
        super(message);
    }
}
