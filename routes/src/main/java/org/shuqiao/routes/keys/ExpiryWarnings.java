package org.shuqiao.routes.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.routes.ledger.StoredKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of certificates that end: thirty days, seven days and one day before, and when it has happened. Each warning is one line in
 * the log; {@link #near} says it for as long as it is so.
 */
public final class ExpiryWarnings {
    private static final List<Duration> WARN_BEFORE =
            List.of(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWarnings.class);

    private final KeyStore keys;
    private final Clock clock;
    private final Map<UUID, Duration> warned = new HashMap<>();

    public ExpiryWarnings(KeyStore keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** @param left time until the certificate ends, negative afterwards */
    public record Near(UUID key, StoredKey.Role role, String owner, Instant validUntil, Duration left) {}

    /** Writes a line for each warning that has become due since the last look. */
    public synchronized void look() {
        for (Near near : near()) {
            Duration due = dueWarning(near.left());
            Duration before = warned.put(near.key(), due);
            if (before == null || before.compareTo(due) > 0) {
                LOG.warn(
                        "the certificate of key {} ({} {}) {} on {}",
                        near.key(),
                        near.role(),
                        near.owner(),
                        due.isZero() ? "ended" : "ends",
                        near.validUntil());
            }
        }
    }

    /** Returns the keys whose certificate ends within thirty days or has ended, soonest first. */
    public List<Near> near() {
        Instant now = clock.instant();
        Duration first = WARN_BEFORE.get(WARN_BEFORE.size() - 1);
        return keys.expiries().stream()
                .map(e -> new Near(e.key(), e.role(), e.owner(), e.validUntil(), Duration.between(now, e.validUntil())))
                .filter(near -> near.left().compareTo(first) <= 0)
                .toList();
    }

    private static Duration dueWarning(Duration left) {
        return WARN_BEFORE.stream()
                .filter(before -> left.compareTo(before) <= 0)
                .findFirst()
                .orElseThrow();
    }
}
