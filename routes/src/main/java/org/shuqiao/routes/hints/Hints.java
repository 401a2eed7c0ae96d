package org.shuqiao.routes.hints;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.traces.TraceContext;

/**
 * Sends hints to the broker. A hint that cannot be sent is counted and forgotten: the sweeper finds its rows within
 * half a minute, so a broker that is away delays work and never loses it.
 */
public final class Hints {
    public static final String PREPARE = "prepare";
    private static final String DELIVER = "deliver.";

    private final ConnectionFactory pool;
    private final Function<String, Outbox> newOutbox;
    private final Map<String, Outbox> outboxes = new ConcurrentHashMap<>();
    private final AtomicLong lost = new AtomicLong();

    Hints(ConnectionFactory pool, Function<String, Outbox> newOutbox) {
        this.pool = pool;
        this.newOutbox = newOutbox;
    }

    /**
     * @param pool a pooling connection factory: each hint takes a context and gives it back
     * @param idsPerHint of queues whose hints carry another number of ids than others
     */
    public static Hints over(ConnectionFactory pool, HintLimits limits, Map<String, Integer> idsPerHint, Clock clock) {
        return new Hints(
                pool,
                queue -> new Outbox(
                        limits.hintsOut(),
                        idsPerHint.getOrDefault(queue, limits.idsPerHint()),
                        limits.idsWaiting(),
                        limits.forgottenAfter(),
                        clock));
    }

    /**
     * @param hintsOut hints of one queue that may be out at once
     * @param idsPerHint ids in one hint
     * @param idsWaiting ids that may gather while no further hint may leave
     * @param forgottenAfter when a hint that has not come back no longer counts
     */
    public record HintLimits(int hintsOut, int idsPerHint, int idsWaiting, Duration forgottenAfter) {}

    /** The queue of a platform's deliveries. */
    public static String deliver(String platform) {
        return DELIVER + platform;
    }

    /** Submissions to be prepared. */
    public void prepareSubmissions(Collection<UUID> submissions) {
        prepare(Work.of(submissions));
    }

    /** Submissions to be prepared that were stored just now. */
    public void prepare(Collection<Work> submissions) {
        outbox(PREPARE).add(submissions);
        pump(PREPARE, Hint.Subject.SUBMISSIONS);
    }

    /** Transfers to be prepared anew; they are few, so their hints leave at once. */
    public void prepareTransfers(Collection<UUID> transfers) {
        if (!transfers.isEmpty()) {
            send(PREPARE, Hint.transfers(transfers), null);
        }
    }

    public void deliver(String platform, Collection<UUID> transfers) {
        deliverPrepared(platform, Work.of(transfers));
    }

    /** Transfers to be delivered that were prepared just now. */
    public void deliverPrepared(String platform, Collection<Work> transfers) {
        outbox(deliver(platform)).add(transfers);
        pump(deliver(platform), Hint.Subject.TRANSFERS);
    }

    /** How many more ids of a queue the sweeper may bring. */
    public int room(String queue) {
        return outbox(queue).room();
    }

    /** A hint of the queue was worked off, so the next may leave. */
    public void workedOff(String queue) {
        outbox(queue).back();
        pump(queue, queue.equals(PREPARE) ? Hint.Subject.SUBMISSIONS : Hint.Subject.TRANSFERS);
    }

    /** How many hints could not be sent since the start. */
    public long lost() {
        return lost.get();
    }

    private Outbox outbox(String queue) {
        return outboxes.computeIfAbsent(queue, newOutbox);
    }

    private void pump(String queue, Hint.Subject subject) {
        Outbox outbox = outbox(queue);
        for (List<Work> next = outbox.next(); !next.isEmpty(); next = outbox.next()) {
            Hint hint = new Hint(subject, next.stream().map(Work::id).toList());
            if (!send(queue, hint, next.get(0).traceParent())) {
                outbox.back();
                return;
            }
        }
    }

    /** @param traceParent of its oldest work; each has its own in the ledger */
    private boolean send(String queue, Hint hint, @Nullable String traceParent) {
        try (JMSContext context = pool.createContext()) {
            JMSProducer producer = context.createProducer();
            if (traceParent != null) {
                producer.setProperty(TraceContext.HEADER, traceParent);
            }
            producer.send(context.createQueue(queue), hint.toBytes());
            return true;
        } catch (JMSRuntimeException brokerAway) {
            lost.incrementAndGet();
            return false;
        }
    }
}
