package org.shuqiao.certs;

/**
 * A key cannot be used at the moment: none is in force, or whoever holds it does not answer. Trying again later is right;
 * what it was wanted for is not at fault. The message names the role or place, never anything of a key.
 */
public final class KeyUnavailable extends RuntimeException {
    public KeyUnavailable(String message) {
        super(message);
    }

    public KeyUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
