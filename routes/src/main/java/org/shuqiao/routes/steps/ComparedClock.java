package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * This gateway's clock, which tells no time that is further than {@link Limits#CLOCK_SKEW} from the ledger's. Between two
 * comparisons the ledger's time is followed by a clock that nobody can set, so a jump counts from the next moment on.
 */
public final class ComparedClock extends Clock {
    private final Clock clock;
    private final LongSupplier nanos;
    private volatile @Nullable Comparison last;

    /**
     * @param clock may be set by anybody at any time
     * @param nanos goes on evenly, from anywhere
     */
    public ComparedClock(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    /** The ledger had this time at some moment between the two. */
    private record Comparison(Instant there, long began, long ended) {}

    /** Asks for the ledger's time; what it throws goes on to the caller, and the comparison before stays. */
    public void compare(Supplier<Instant> ledger) {
        long began = nanos.getAsLong();
        Instant there = ledger.get();
        last = new Comparison(there, began, nanos.getAsLong());
    }

    /** How far it may be from the ledger's clock at most, as far as is known; empty where nobody has compared them lately. */
    public Optional<Duration> skew() {
        return skew(clock.instant());
    }

    private Optional<Duration> skew(Instant here) {
        Comparison known = last;
        long now = nanos.getAsLong();
        if (known == null || now - known.ended() > Limits.CLOCK_COMPARED_WITHIN.toNanos()) {
            return Optional.empty();
        }
        Duration least = Duration.between(known.there().plusNanos(now - known.ended()), here);
        Duration most = Duration.between(known.there().plusNanos(now - known.began()), here);
        return Optional.of(least.abs().compareTo(most.abs()) > 0 ? least.abs() : most.abs());
    }

    /** Whether it tells the time. */
    public boolean isRight() {
        return isRight(clock.instant());
    }

    private boolean isRight(Instant here) {
        return skew(here).filter(skew -> skew.compareTo(Limits.CLOCK_SKEW) <= 0).isPresent();
    }

    /** @throws Failure HELD where it is not {@linkplain #isRight() right} */
    @Override
    public Instant instant() {
        Instant here = clock.instant();
        if (!isRight(here)) {
            throw SignReturn.held(ReasonCode.CLOCK);
        }
        return here;
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only instants are compared");
    }
}
