package org.shuqiao.routes.platforms;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.ClockWindow;

/**
 * What is known of a platform's clock: how far it is from ours by the {@code Date} of its last answer, and whether it has refused a time
 * stamp since. Our time stamps follow it only where it is further away than half its window, and only as far as its description allows.
 * Thread-safe.
 */
public final class PlatformClock {
    /** {@code Date} counts in whole seconds. */
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    private final @Nullable ClockWindow window;
    private final Clock ours;
    private volatile @Nullable Heard heard;
    private volatile @Nullable Instant refusedAt;

    /** @param window empty for a platform that does not look at time stamps; then nothing is measured */
    PlatformClock(Optional<ClockWindow> window, Clock ours) {
        this.window = window.orElse(null);
        this.ours = ours;
    }

    private record Heard(String date, Duration ahead) {}

    /**
     * What an operator should know of.
     *
     * @param aheadSeconds how far the platform's clock is ahead of ours at least, as far as was heard; negative where it is behind
     * @param correctedSeconds by how much our time stamps follow it
     * @param refusedAt when it last said that a time stamp is wrong; null where it never did, or has not since it was heard to agree
     */
    public record Skew(
            String platform,
            long aheadSeconds,
            long windowSeconds,
            long correctedSeconds,
            @Nullable Instant refusedAt) {}

    /** The time, as the platform would tell it as far as we may follow it. */
    Instant now() {
        return stamp(ours.instant());
    }

    /** The time stamp of a call that is made at this time by our clock. */
    Instant stamp(Instant at) {
        return at.plus(correction());
    }

    /** The time by our own clock. */
    Instant ours() {
        return ours.instant();
    }

    /**
     * An answer has come. Its {@code Date} was written at some moment between the two, so the clocks differ by no less than what is left
     * when everything that this leaves open is taken in their favour.
     *
     * @param sent when the question left, by our clock
     * @param date null where there is none; what is no date is as good as none
     */
    void answered(Instant sent, @Nullable String date) {
        Heard last = heard;
        if (window == null || date == null || (last != null && last.date().equals(date))) {
            return;
        }
        Instant there;
        try {
            there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException notADate) {
            return;
        }
        Duration least = Duration.between(ours.instant(), there);
        Duration most = Duration.between(sent, there.plus(RESOLUTION));
        Duration ahead = least.compareTo(Duration.ZERO) > 0 ? least : most.isNegative() ? most : Duration.ZERO;
        heard = new Heard(date, ahead);
        if (!isFar(ahead)) {
            refusedAt = null;
        }
    }

    /** The platform has said that the time stamp of a call is wrong. */
    void refused() {
        refusedAt = ours.instant();
    }

    private boolean isFar(Duration ahead) {
        return window != null && ahead.abs().toMillis() > window.windowMs() / 2;
    }

    private Duration correction() {
        Heard last = heard;
        if (window == null || last == null || !isFar(last.ahead())) {
            return Duration.ZERO;
        }
        long most = window.maxCorrectionMs();
        return Duration.ofMillis(Math.max(-most, Math.min(most, last.ahead().toMillis())));
    }

    /** Present where the platform's clock is further away than half its window, or it has refused our time stamps. */
    Optional<Skew> skew(String platform) {
        Heard last = heard;
        Duration ahead = last == null ? Duration.ZERO : last.ahead();
        Instant refusal = refusedAt;
        if (window == null || (!isFar(ahead) && refusal == null)) {
            return Optional.empty();
        }
        return Optional.of(new Skew(
                platform,
                ahead.toSeconds(),
                window.windowMs() / 1000,
                correction().toSeconds(),
                refusal));
    }
}
