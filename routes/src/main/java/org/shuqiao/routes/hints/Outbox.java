package org.shuqiao.routes.hints;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * What waits to be hinted at on one queue, and how many hints of it are out. While as many are out as may be, fresh ids
 * gather here, so hints grow with the load; the backlog of a slow platform stays in the ledger, not on the broker.
 *
 * <p>A hint that is lost, or worked off by another gateway, never comes back, so each is forgotten after a while.
 */
final class Outbox {
    private final int hintsOut;
    private final int idsPerHint;
    private final int idsWaiting;
    private final Duration forgottenAfter;
    private final Clock clock;
    private final Deque<Work> waiting = new ArrayDeque<>();
    private final Deque<Instant> out = new ArrayDeque<>();

    /**
     * @param hintsOut hints that may be out at once
     * @param idsWaiting ids that may gather; what is more is left to the sweeper
     */
    Outbox(int hintsOut, int idsPerHint, int idsWaiting, Duration forgottenAfter, Clock clock) {
        this.hintsOut = hintsOut;
        this.idsPerHint = idsPerHint;
        this.idsWaiting = idsWaiting;
        this.forgottenAfter = forgottenAfter;
        this.clock = clock;
    }

    synchronized void add(Collection<Work> more) {
        for (Work work : more) {
            if (waiting.size() < idsWaiting) {
                waiting.addLast(work);
            }
        }
    }

    /** What the next hint is of, which counts as out from now on; empty where nothing waits or none may leave. */
    synchronized List<Work> next() {
        Instant now = clock.instant();
        while (!out.isEmpty() && out.getFirst().plus(forgottenAfter).isBefore(now)) {
            out.removeFirst();
        }
        if (waiting.isEmpty() || out.size() >= hintsOut) {
            return List.of();
        }
        out.addLast(now);
        List<Work> next = new ArrayList<>(Math.min(waiting.size(), idsPerHint));
        while (!waiting.isEmpty() && next.size() < idsPerHint) {
            next.add(waiting.removeFirst());
        }
        return next;
    }

    /** A hint has come back. */
    synchronized void back() {
        out.pollFirst();
    }

    /** How many more ids the sweeper may bring: up to half of what may gather, or fresh work would find no place. */
    synchronized int room() {
        return Math.max(0, idsWaiting / 2 - waiting.size());
    }
}
