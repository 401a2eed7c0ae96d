package org.shuqiao.routes.hints;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

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
    private final Deque<UUID> waiting = new ArrayDeque<>();
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

    synchronized void add(Collection<UUID> ids) {
        for (UUID id : ids) {
            if (waiting.size() < idsWaiting) {
                waiting.addLast(id);
            }
        }
    }

    /** The ids of the next hint, which counts as out from now on; empty where none waits or none may leave. */
    synchronized List<UUID> next() {
        Instant now = clock.instant();
        while (!out.isEmpty() && out.getFirst().plus(forgottenAfter).isBefore(now)) {
            out.removeFirst();
        }
        if (waiting.isEmpty() || out.size() >= hintsOut) {
            return List.of();
        }
        out.addLast(now);
        List<UUID> ids = new ArrayList<>(Math.min(waiting.size(), idsPerHint));
        while (!waiting.isEmpty() && ids.size() < idsPerHint) {
            ids.add(waiting.removeFirst());
        }
        return ids;
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
