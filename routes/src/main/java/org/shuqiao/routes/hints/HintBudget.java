package org.shuqiao.routes.hints;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many delivery hints of each platform are out. The backlog of a slow platform stays in the ledger, not on the broker.
 *
 * <p>A hint that another gateway works off is never given back here, so each one is forgotten after a while.
 */
public final class HintBudget {
    private final int hintsPerPlatform;
    private final Duration forgottenAfter;
    private final Clock clock;
    private final Map<String, Deque<Instant>> out = new ConcurrentHashMap<>();

    public HintBudget(int hintsPerPlatform, Duration forgottenAfter, Clock clock) {
        this.hintsPerPlatform = hintsPerPlatform;
        this.forgottenAfter = forgottenAfter;
        this.clock = clock;
    }

    /** Takes one of the half that fresh work may use; the other half is the sweeper's, or old work would starve. */
    boolean takeFresh(String platform) {
        Deque<Instant> hints = hints(platform);
        synchronized (hints) {
            forget(hints);
            if (hints.size() >= hintsPerPlatform / 2) {
                return false;
            }
            hints.addLast(clock.instant());
            return true;
        }
    }

    void take(String platform) {
        Deque<Instant> hints = hints(platform);
        synchronized (hints) {
            hints.addLast(clock.instant());
        }
    }

    int room(String platform) {
        Deque<Instant> hints = hints(platform);
        synchronized (hints) {
            forget(hints);
            return Math.max(0, hintsPerPlatform - hints.size());
        }
    }

    void giveBack(String platform) {
        Deque<Instant> hints = hints(platform);
        synchronized (hints) {
            hints.pollFirst();
        }
    }

    private Deque<Instant> hints(String platform) {
        return out.computeIfAbsent(platform, id -> new ArrayDeque<>());
    }

    private void forget(Deque<Instant> hints) {
        Instant old = clock.instant().minus(forgottenAfter);
        while (!hints.isEmpty() && hints.peekFirst().isBefore(old)) {
            hints.pollFirst();
        }
    }
}
