package org.shuqiao.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, which a test sets forward or back while it goes on. */
final class ShiftedClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void set(Duration aheadOfSystem) {
        ahead = aheadOfSystem;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
