package org.shuqiao.routes.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes UUIDv7 ids (RFC 9562 §5.7): 48 bits of Unix milliseconds, 74 random bits. Thread-safe if its random source is. */
public final class Uuid7 {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final RandomGenerator random;

    public Uuid7(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public UUID next() {
        long most = (clock.millis() << 16) | VERSION_7 | (random.nextLong() & 0xFFFL);
        return new UUID(most, VARIANT | (random.nextLong() >>> 2));
    }

    /** When an id was made, by the clock of who made it. */
    static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
