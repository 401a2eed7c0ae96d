package org.shuqiao.routes.embedded;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords that no person has to type: 256 random bits in letters, digits, {@code -} and {@code _}. */
final class RandomPassword {

    private static final int BYTES = 32;

    private RandomPassword() {}

    static String next(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
