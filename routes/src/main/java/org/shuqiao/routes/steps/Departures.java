package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether anything may leave this gateway. A hold is a fault of ours: transfers stay READY, no attempt is counted, and nothing
 * ends because of it.
 *
 * <p>Closed by default: nothing leaves before the log was found whole and the ledger took what must be recorded, nor when nobody
 * has looked for a while.
 */
public final class Departures {
    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final Clock clock;
    private final Duration lookedAtWithin;
    private final Set<Watch> mustReport;
    private final Map<Watch, Hold> holds = new EnumMap<>(Watch.class);
    private final Map<Watch, Instant> lookedAt = new EnumMap<>(Watch.class);
    private final Instant unseenSince;
    private @Nullable ReasonCode told;

    /** What is watched; of several holds the first of these is shown. */
    public enum Watch {
        /** Whether the ledger takes what must be recorded. */
        LEDGER,
        /** This gateway's clock against the ledger's. */
        CLOCK,
        /** The log in the ledger against what was signed. */
        LOG,
        /** What the sequencer finds when it would let the log grow. */
        SEQUENCER,
        /** How long leaves wait for their place. */
        LAG,
        TIMESTAMPS,
        /** Whether there is a key for everything that must be signed or masked. */
        KEYS
    }

    /**
     * @param mustReport whose reports must not stop
     * @param lookedAtWithin how old the last report of each of these may be
     */
    public Departures(Clock clock, Set<Watch> mustReport, Duration lookedAtWithin) {
        this.clock = clock;
        this.mustReport = EnumSet.copyOf(mustReport);
        this.lookedAtWithin = lookedAtWithin;
        this.unseenSince = clock.instant();
        this.told = hold().map(Hold::reason).orElse(null);
    }

    /** All that is watched there is well. */
    public synchronized void clear(Watch watch) {
        lookedAt.put(watch, clock.instant());
        if (holds.remove(watch) != null) {
            LOG.info("{} is well again", watch);
        }
        tell();
    }

    /** @param where for the log of this program; must hold no value of any record */
    public synchronized void hold(Watch watch, ReasonCode reason, String where) {
        lookedAt.put(watch, clock.instant());
        Hold old = holds.get(watch);
        if (old == null || old.reason() != reason) {
            holds.put(watch, new Hold(reason, clock.instant()));
            LOG.error("{} because of {}: {}", reason, watch, where);
        }
        tell();
    }

    /** Why nothing may leave now; empty where it may. */
    public Optional<Hold> hold() {
        return holds().values().stream().findFirst();
    }

    /** Why nothing may leave now, as far as each watch goes that holds it, in their order; empty where everything may. */
    public synchronized Map<Watch, Hold> holds() {
        Map<Watch, Hold> now = new EnumMap<>(Watch.class);
        for (Watch watch : Watch.values()) {
            hold(watch).ifPresent(hold -> now.put(watch, hold));
        }
        return now;
    }

    /** Why nothing may leave as far as one watch goes. */
    public synchronized Optional<Hold> hold(Watch watch) {
        Instant last = lookedAt.get(watch);
        boolean unseen = last == null || last.plus(lookedAtWithin).isBefore(clock.instant());
        if (unseen && mustReport.contains(watch)) {
            ReasonCode reason = watch == Watch.LEDGER ? ReasonCode.AUDIT_DOWN : ReasonCode.LOG_UNCHECKED;
            return Optional.of(new Hold(reason, last == null ? unseenSince : last));
        }
        return Optional.ofNullable(holds.get(watch));
    }

    /** Whether the log was looked at and found to be what was signed, so that it may grow and be signed again. */
    public synchronized boolean isLogWhole() {
        return lookedAt.containsKey(Watch.LOG) && !holds.containsKey(Watch.LOG);
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
