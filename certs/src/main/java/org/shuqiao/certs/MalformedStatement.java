package org.shuqiao.certs;

/** Bytes that are no canonical {@link Statement}. The message never holds a value of them. */
public final class MalformedStatement extends IllegalArgumentException {
    MalformedStatement(String message) {
        super(message);
    }
}
