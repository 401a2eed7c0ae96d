package org.shuqiao.certs;

/**
 * Nothing can be signed at the moment: there is no key in force, or whoever holds it does not answer. Trying again later is right;
 * what was to be signed is not at fault. The message names the role or place, never anything of a key.
 */
public final class SignerUnavailable extends RuntimeException {
    public SignerUnavailable(String message) {
        super(message);
    }

    public SignerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
