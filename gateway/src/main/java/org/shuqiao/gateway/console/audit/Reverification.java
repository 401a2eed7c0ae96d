package org.shuqiao.gateway.console.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.evidence.EvidenceVerifier;
import org.shuqiao.routes.ledger.ExportLedger;
import org.shuqiao.routes.ledger.ExportLedger.Found;
import org.shuqiao.routes.ledger.ExportLedger.Query;
import org.shuqiao.routes.steps.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Verifies the evidence of many transfers again, each as it is exported now, oldest first. One thread runs it; any other may look how
 * far it is, or stop it; it stops by itself where nobody looks any more. A file that does not hold never ends it: an auditor wants every
 * failure, not the first.
 */
final class Reverification implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Reverification.class);

    private final Order order;
    private final ExportLedger transfers;
    private final JudgeEvidence judge;
    private final EvidenceVerifier verifier;
    private final Clock clock;
    private final Instant startedAt;
    private volatile Progress progress;
    private volatile boolean stopped;
    private volatile Instant lookedAt;

    /**
     * @param after the id to begin behind; null to begin with the first
     * @param most transfers that are verified before this ends and says how to go on
     */
    record Order(Query query, @Nullable UUID after, int most) {}

    Reverification(Order order, ExportLedger transfers, JudgeEvidence judge, EvidenceVerifier verifier, Clock clock) {
        this.order = order;
        this.transfers = transfers;
        this.judge = judge;
        this.verifier = verifier;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.lookedAt = startedAt;
        this.progress = new Progress(State.RUNNING, Tally.NONE, null, null, startedAt, null);
    }

    enum State {
        RUNNING,
        /** Everything that was asked for was looked at. */
        DONE,
        /** As many as one order may look at; there is more. */
        PAUSED,
        STOPPED,
        /** Nobody looked at it any more. */
        LEFT,
        /** The ledger could not be read any further. */
        BROKEN_OFF
    }

    /** @param checks those that failed */
    record Failed(UUID transfer, String center, String platform, Instant madeAt, List<ShownCheck> checks) {}

    /**
     * @param first when the first transfer was made; null before it
     * @param last that which was looked at last
     * @param endedAt null while it runs
     */
    record Progress(
            State state,
            Tally tally,
            @Nullable Instant first,
            @Nullable Found last,
            Instant startedAt,
            @Nullable Instant endedAt) {

        public boolean isRunning() {
            return state == State.RUNNING;
        }

        /** The id to go on behind; null where nothing is left, and before the first. */
        public @Nullable UUID behind() {
            return last == null || state == State.DONE ? null : last.id();
        }
    }

    Progress progress() {
        return progress;
    }

    /** As {@link #progress}, for who asked for it. */
    Progress look() {
        lookedAt = clock.instant();
        return progress;
    }

    Order order() {
        return order;
    }

    /** How much of the time that was asked for was gone through, 0 to 100: ids are in the order of time, so nobody has to count first. */
    int percent() {
        Progress now = progress;
        if (now.state() == State.DONE || now.first() == null || now.last() == null) {
            return now.state() == State.DONE ? 100 : 0;
        }
        Instant to = order.query().to();
        Instant end = to == null || to.isAfter(startedAt) ? startedAt : to;
        long whole = Math.max(1, Duration.between(now.first(), end).toMillis());
        long gone = Duration.between(now.first(), now.last().madeAt()).toMillis();
        return (int) Math.max(0, Math.min(99, gone * 100 / whole));
    }

    /** Ends it after the transfer that it is at. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        State end = State.BROKEN_OFF;
        try {
            end = verifyAll();
        } catch (DataAccessException | TransactionException ledgerAway) {
            LOG.warn(
                    "a verification of evidence was broken off: {}",
                    ledgerAway.getClass().getSimpleName());
        } finally {
            Progress last = progress;
            progress = new Progress(end, last.tally(), last.first(), last.last(), startedAt, clock.instant());
        }
    }

    private State verifyAll() {
        UUID next = order.after();
        do {
            ExportLedger.Page page = transfers.oldest(order.query(), next, Limits.EXPORT_PAGE_ROWS);
            for (Found transfer : page.transfers()) {
                State end = end();
                if (end != State.RUNNING) {
                    return end;
                }
                verify(transfer);
            }
            next = page.next();
        } while (next != null && end() == State.RUNNING);
        return next == null ? State.DONE : end();
    }

    /** How it ends here, or that it does not. */
    private State end() {
        if (stopped) {
            return State.STOPPED;
        }
        if (progress.tally().looked() == order.most()) {
            return State.PAUSED;
        }
        return lookedAt.plus(Limits.REVERIFY_UNSEEN).isBefore(clock.instant()) ? State.LEFT : State.RUNNING;
    }

    private void verify(Found transfer) {
        Progress before = progress;
        Tally tally = judge.judge(transfer.id(), verifier)
                .map(judged -> before.tally().plus(transfer, judged))
                .orElseGet(() -> before.tally().plusNotYet());
        Instant first = before.first() == null ? transfer.madeAt() : before.first();
        progress = new Progress(State.RUNNING, tally, first, transfer, startedAt, null);
    }
}
