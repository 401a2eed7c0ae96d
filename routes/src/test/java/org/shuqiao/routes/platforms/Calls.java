package org.shuqiao.routes.platforms;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/** Calls as the routes build them. */
final class Calls {
    private Calls() {}

    static PlatformCalls of(PlatformAccess access, Clock clock) {
        return new PlatformCalls(access, clock, new SecureRandom());
    }

    /** May leave for a minute. */
    static Batch batch(List<ClaimedTransfer> transfers) {
        return new Batch(transfers, System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
    }

    static Envelope envelope(PlatformCalls calls, Batch batch) {
        return (Envelope) new BuildEnvelope(calls).build(batch);
    }
}
