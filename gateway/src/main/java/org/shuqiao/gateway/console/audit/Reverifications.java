package org.shuqiao.gateway.console.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.audit.Reverification.Order;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ExportLedger;
import org.shuqiao.routes.ledger.ExportLedger.Query;
import org.shuqiao.routes.steps.Limits;
import org.springframework.stereotype.Component;

/** The verifications that run aside: one of each person, a few at once. What one has found is kept for a while after its end. */
@Component
class Reverifications implements AutoCloseable {
    private static final Duration KEPT_FOR = Duration.ofHours(8);
    private static final int PERSONS = 100;
    private static final int RETRY_AFTER_SECONDS = 30;

    private final ExportLedger transfers;
    private final JudgeEvidence judge;
    private final Clock clock;
    private final Semaphore places = new Semaphore(Limits.REVERIFY_AT_ONCE);
    private final ExecutorService threads = Executors.newCachedThreadPool(Reverifications::thread); // bounded by places
    private final Cache<String, Reverification> newest = Caffeine.newBuilder()
            .maximumSize(PERSONS)
            .expireAfterAccess(KEPT_FOR)
            .build();

    Reverifications(Journeys journeys, JudgeEvidence judge, Clock clock) {
        this.transfers = journeys.ledger().exports(Limits.SIGNED_ROWS);
        this.judge = judge;
        this.clock = clock;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "verify-again");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins, in place of the one of this person that has ended.
     *
     * @param person id of the key
     * @param after the id to begin behind; null to begin with the first
     * @throws Failure {@link FailureCode#WRONG_STATE} while one of this person runs, {@link FailureCode#TOO_BUSY} while enough run
     */
    synchronized Reverification start(String person, Query query, @Nullable UUID after) {
        Reverification before = newest.getIfPresent(person);
        if (before != null && before.progress().isRunning()) {
            throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "verification", "needs", "the end of yours"));
        }
        if (!places.tryAcquire()) {
            throw new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
        }
        Reverification begun = new Reverification(
                new Order(query, after, Limits.REVERIFY_TRANSFERS), transfers, judge, judge.verifier(), clock);
        newest.put(person, begun);
        threads.execute(() -> {
            try {
                begun.run();
            } finally {
                places.release();
            }
        });
        return begun;
    }

    Optional<Reverification> of(String person) {
        return Optional.ofNullable(newest.getIfPresent(person));
    }

    void stop(String person) {
        of(person).ifPresent(Reverification::stop);
    }

    @Override
    public void close() {
        newest.asMap().values().forEach(Reverification::stop);
        threads.shutdown();
    }
}
