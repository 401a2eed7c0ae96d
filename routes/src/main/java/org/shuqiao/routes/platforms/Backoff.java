package org.shuqiao.routes.platforms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/**
 * How long a transfer rests before it is sent again: doubling from {@code first} to {@code longest}, each time a random
 * part between half and all of it, so that those that failed together do not come back together.
 *
 * @param sends how often a transfer may be sent
 * @param age how long after its first preparing it may still be sent again
 */
public record Backoff(Duration first, Duration longest, int sends, Duration age, Clock clock, RandomGenerator random) {
    private static final int MAX_DOUBLINGS = 30;

    boolean isSpent(ClaimedTransfer transfer) {
        return transfer.sends() >= sends || isOver(transfer.createdAt());
    }

    /** Whether a transfer that was first prepared then is too old for one more try. */
    boolean isOver(Instant createdAt) {
        return createdAt.plus(age).isBefore(clock.instant());
    }

    /** @param sent how often it was sent or asked for, from 1 */
    Duration rest(int sent) {
        long doubled = first.toMillis() << Math.min(sent - 1, MAX_DOUBLINGS);
        long full = Math.max(1, Math.min(doubled, longest.toMillis()));
        return Duration.ofMillis(full / 2 + random.nextLong(full - full / 2 + 1));
    }
}
