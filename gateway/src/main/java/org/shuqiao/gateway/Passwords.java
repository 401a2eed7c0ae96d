package org.shuqiao.gateway;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Passwords as Argon2id hashes. Each takes 19 MiB and some time, on purpose; so only a few are made at once and the others wait, for a
 * bounded time: who knocks often must not be able to take the machine away from the exchange.
 */
final class Passwords {
    static final int SHORTEST_CHARS = 12;
    static final int LONGEST_CHARS = 128;
    private static final int AT_ONCE = 4;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final int FEWEST_DIFFERENT = 5;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int ROUNDS = 2;

    /** Without what is easily told apart wrongly when it is read from paper. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int ONE_TIME_CHARS = 16;

    /** Long enough, and tried first by everybody. */
    private static final Set<String> COMMON = Set.of(
            "password1234",
            "passw0rd1234",
            "password12345",
            "123456789012",
            "1234567890123",
            "12345678901234",
            "1qaz2wsx3edc",
            "1qaz2wsx3edc4rfv",
            "qwertyuiop12",
            "qwertyuiop123",
            "qwerty123456",
            "abcd12345678",
            "abc123456789",
            "admin1234567",
            "administrator",
            "administrator1",
            "woaini1314520",
            "a123456789012",
            "shuqiao123456",
            "changeme1234");

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, ROUNDS);
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final SecureRandom random;
    private final String hashOfNobody;

    Passwords(SecureRandom random) {
        this.random = random;
        this.hashOfNobody = hash(oneTime());
    }

    /** A password that is shown once and must be changed at the first use. */
    String oneTime() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ONE_TIME_CHARS; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /**
     * @param name of the account, which its password must not hold
     * @return the word for what is wrong with it; null for a password that will do
     */
    static @Nullable String fault(String password, String name) {
        String folded = password.toLowerCase(Locale.ROOT);
        if (password.codePointCount(0, password.length()) < SHORTEST_CHARS) {
            return "SHORT";
        }
        if (password.length() > LONGEST_CHARS) {
            return "LONG";
        }
        if (COMMON.contains(folded) || folded.chars().distinct().count() < FEWEST_DIFFERENT) {
            return "COMMON";
        }
        return folded.contains(name.toLowerCase(Locale.ROOT)) ? "NAME" : null;
    }

    /** @throws Failure {@link FailureCode#TOO_BUSY} where others have to be hashed first */
    String hash(String password) {
        return alone(() -> String.valueOf(argon2.encode(password)));
    }

    /**
     * Takes as long for an account that does not exist as for one that does.
     *
     * @param hash null where there is none; then nothing matches
     * @throws Failure {@link FailureCode#TOO_BUSY} where others have to be checked first
     */
    boolean matches(String password, @Nullable String hash) {
        if (password.length() > LONGEST_CHARS) {
            return false;
        }
        boolean same = alone(() -> argon2.matches(password, hash == null ? hashOfNobody : hash));
        return same && hash != null;
    }

    private <T> T alone(Supplier<T> work) {
        try {
            if (!free.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
