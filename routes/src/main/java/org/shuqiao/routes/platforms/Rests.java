package org.shuqiao.routes.platforms;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/**
 * How long a platform's transfers rest, and for how long they are tried.
 *
 * @param sending before a transfer is sent again
 * @param asking before an UNKNOWN transfer is asked for; empty where the platform cannot be asked
 * @param polling before the second receipt of an ACCEPTED transfer is asked for
 * @param patience how long a receipt for what was laid down may take
 */
public record Rests(Backoff sending, Optional<Backoff> asking, Optional<Backoff> polling, Duration patience) {

    public static Rests of(PlatformDescriptor platform, Clock clock, SecureRandom random) {
        PlatformDescriptor.Limits limits = platform.limits();
        Optional<PlatformDescriptor.Query> query = platform.query();
        return new Rests(
                backoff(
                        new PlatformDescriptor.Rests(limits.backoffInitialMs(), limits.backoffMaxMs()),
                        limits,
                        clock,
                        random),
                query.map(asked -> backoff(asked.unknown(), limits, clock, random)),
                query.map(asked -> backoff(asked.accepted(), limits, clock, random)),
                platform.collect()
                        .map(collect -> Duration.ofMillis(collect.patienceMs()))
                        .orElse(Duration.ofHours(limits.retryAgeHours())));
    }

    private static Backoff backoff(
            PlatformDescriptor.Rests rests, PlatformDescriptor.Limits limits, Clock clock, RandomGenerator random) {
        return new Backoff(
                Duration.ofMillis(rests.firstMs()),
                Duration.ofMillis(rests.longestMs()),
                limits.attempts(),
                Duration.ofHours(limits.retryAgeHours()),
                clock,
                random);
    }

    /** Until the next look at a transfer whose fate is unknown: the first question, or the next attempt. */
    Duration unknown(ClaimedTransfer transfer) {
        return asking.map(backoff -> backoff.rest(1)).orElseGet(() -> sending.rest(transfer.sends()));
    }

    /**
     * Until the next question for a second receipt.
     *
     * @param asked how often was asked, the next one included
     */
    public Duration accepted(int asked) {
        return polling.map(backoff -> backoff.rest(asked)).orElse(Duration.ZERO);
    }

    /**
     * Until a transfer is sent again that the platform has surely not taken; empty where it may not be sent again.
     *
     * @param sends how often it was sent
     * @param createdAt when its time for trying began
     */
    public Optional<Duration> again(int sends, Instant createdAt) {
        return sends >= sending.sends() || sending.isOver(createdAt)
                ? Optional.empty()
                : Optional.of(sending.rest(sends));
    }
}
