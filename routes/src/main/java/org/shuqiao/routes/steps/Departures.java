package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether anything may leave this gateway. A hold is a fault of ours: transfers stay READY, no attempt is counted, and nothing
 * ends because of it.
 *
 * <p>Closed by default: nothing leaves before the log was found whole, nor when nobody has looked at it for a while.
 */
public final class Departures {
    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final Clock clock;
    private final Duration lookedAtWithin;
    private final Map<Watch, Hold> holds = new EnumMap<>(Watch.class);
    private @Nullable Instant lookedAt;
    private final Instant unseenSince;
    private @Nullable ReasonCode told = ReasonCode.LOG_UNCHECKED;

    /** What is watched; of several holds the first of these is shown. */
    public enum Watch {
        /** The log in the ledger against what was signed. Its reports are the ones that must not stop. */
        LOG,
        /** What the sequencer finds when it would let the log grow. */
        SEQUENCER,
        /** How long leaves wait for their place. */
        LAG,
        TIMESTAMPS,
        /** Whether there is a key for everything that must be signed or masked. */
        KEYS
    }

    /** @param lookedAtWithin how old the last report on the log may be */
    public Departures(Clock clock, Duration lookedAtWithin) {
        this.clock = clock;
        this.lookedAtWithin = lookedAtWithin;
        this.unseenSince = clock.instant();
    }

    /** All that is watched there is well. */
    public synchronized void clear(Watch watch) {
        look(watch);
        if (holds.remove(watch) != null) {
            LOG.info("{} is well again", watch);
        }
        tell();
    }

    /** @param where for the log of this program; must hold no value of any record */
    public synchronized void hold(Watch watch, ReasonCode reason, String where) {
        look(watch);
        Hold old = holds.get(watch);
        if (old == null || old.reason() != reason) {
            holds.put(watch, new Hold(reason, clock.instant()));
            LOG.error("{} because of {}: {}", reason, watch, where);
        }
        tell();
    }

    private void look(Watch watch) {
        if (watch == Watch.LOG) {
            lookedAt = clock.instant();
        }
    }

    /** Why nothing may leave now; empty where it may. */
    public synchronized Optional<Hold> hold() {
        Instant now = clock.instant();
        if (lookedAt == null || lookedAt.plus(lookedAtWithin).isBefore(now)) {
            return Optional.of(new Hold(ReasonCode.LOG_UNCHECKED, lookedAt == null ? unseenSince : lookedAt));
        }
        return holds.values().stream().findFirst();
    }

    /** Whether the log was looked at and found to be what was signed, so that it may grow and be signed again. */
    public synchronized boolean isLogWhole() {
        return lookedAt != null && !holds.containsKey(Watch.LOG);
    }

    private void tell() {
        ReasonCode reason = hold().map(Hold::reason).orElse(null);
        if (reason != told) {
            told = reason;
            if (reason == null) {
                LOG.info("departures are open");
            } else {
                LOG.warn("nothing leaves this gateway: {}", reason);
            }
        }
    }
}
