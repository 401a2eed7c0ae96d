package org.shuqiao.certs;

/** Key files that cannot be signed with. The message names the fault, never anything of the key. */
public final class UnusableKey extends IllegalArgumentException {
    UnusableKey(String message, Throwable cause) {
        super(message, cause);
    }

    UnusableKey(String message) {
        super(message);
    }
}
