package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Secrets, or tokens, that a platform handed out for a while; each is good until its own end. Thread-safe. */
final class HandedSecrets {
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final int SECRET_BYTES = 16;
    private static final int KEPT = 16;

    private final SecureRandom random;
    private final Map<String, Deque<Handed>> byService = new HashMap<>();

    HandedSecrets(SecureRandom random) {
        this.random = random;
    }

    /** @param secret lower-case hexadecimal digits, which are taken as text */
    record Handed(String secret, Instant until) {
        byte[] bytes() {
            return secret.getBytes(US_ASCII);
        }
    }

    /** Hands out a new one; those before it stay good, though only the newest are remembered. */
    synchronized Handed handOut(String service, Instant now) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        Handed handed = new Handed(HexFormat.of().formatHex(secret), now.plus(LIFE));
        Deque<Handed> kept = byService.computeIfAbsent(service, asked -> new ArrayDeque<>());
        kept.addFirst(handed);
        if (kept.size() > KEPT) {
            kept.removeLast();
        }
        return handed;
    }

    /** Those that are good now, newest first. */
    synchronized List<Handed> good(String service, Instant now) {
        return byService.getOrDefault(service, new ArrayDeque<>()).stream()
                .filter(handed -> handed.until().isAfter(now))
                .toList();
    }

    /** Ends all of them before their time. */
    synchronized void end() {
        byService.clear();
    }
}
