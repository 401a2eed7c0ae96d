package org.shuqiao.gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.shuqiao.routes.steps.Limits;

/**
 * How many calls each center may make: a bucket of tokens that fills at a steady rate. Each gateway counts for itself, so a center that
 * calls two of them may call twice as often.
 */
final class Rates {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final GatewaySettings.Rate rate;
    private final LoadingCache<String, Bucket> buckets;

    /**
     * What a call got.
     *
     * @param remaining calls that could follow at once
     * @param resetSeconds after which the whole burst could follow
     * @param retryAfterSeconds when a call that was not granted would be; at least 1
     */
    record Share(boolean granted, long remaining, long resetSeconds, long retryAfterSeconds) {}

    /** @throws StartRefused for a rate at which nobody could call */
    Rates(GatewaySettings.Rate rate, TimeMeter time) {
        if (rate.perSecond() < 1 || rate.burst() < 1) {
            throw new StartRefused("shuqiao.rate.per-second and shuqiao.rate.burst must be at least 1");
        }
        this.rate = rate;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(Limits.RATES_REMEMBERED)
                .build(center -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), SECOND))
                        .withCustomTimePrecision(time)
                        .build());
    }

    Share take(String center) {
        ConsumptionProbe probe = buckets.get(center).tryConsumeAndReturnRemaining(1);
        return new Share(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                Math.max(1, seconds(probe.getNanosToWaitForRefill())));
    }

    /** The whole policy: a burst, and the seconds in which it is there again. */
    String policy() {
        return "\"center\";q=" + rate.burst() + ";w=" + (rate.burst() + rate.perSecond() - 1) / rate.perSecond();
    }

    private static long seconds(long nanos) {
        return -Math.floorDiv(-nanos, SECOND.toNanos());
    }
}
