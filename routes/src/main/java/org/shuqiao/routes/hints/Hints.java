package org.shuqiao.routes.hints;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Sends hints to the broker. A hint that cannot be sent is counted and forgotten: the sweeper finds its rows within
 * half a minute, so a broker that is away delays work and never loses it.
 */
public final class Hints {
    public static final String PREPARE = "prepare";
    private static final String DELIVER = "deliver.";

    private final ConnectionFactory pool;
    private final HintBudget budget;
    private final int idsPerHint;
    private final AtomicLong lost = new AtomicLong();

    /** @param pool a pooling connection factory: each hint takes a context and gives it back */
    public Hints(ConnectionFactory pool, HintBudget budget, int idsPerHint) {
        this.pool = pool;
        this.budget = budget;
        this.idsPerHint = idsPerHint;
    }

    /** The queue of a platform's deliveries. */
    public static String deliver(String platform) {
        return DELIVER + platform;
    }

    public void prepareSubmissions(Collection<UUID> submissions) {
        inChunks(submissions, chunk -> send(PREPARE, Hint.submissions(chunk)));
    }

    public void prepareTransfers(Collection<UUID> transfers) {
        inChunks(transfers, chunk -> send(PREPARE, Hint.transfers(chunk)));
    }

    /** Fresh READY transfers. Where half the platform's budget is out, their rows stay for the sweeper. */
    public void deliverFresh(String platform, Collection<UUID> transfers) {
        inChunks(transfers, chunk -> {
            if (budget.takeFresh(platform)) {
                sendDelivery(platform, chunk);
            }
        });
    }

    /** How many ids of due transfers the platform's budget still takes. */
    public int roomFor(String platform) {
        return budget.room(platform) * idsPerHint;
    }

    /** Due transfers found by the sweeper. */
    public void deliverDue(String platform, Collection<UUID> transfers) {
        inChunks(transfers, chunk -> {
            budget.take(platform);
            sendDelivery(platform, chunk);
        });
    }

    private void sendDelivery(String platform, Collection<UUID> chunk) {
        if (!send(deliver(platform), Hint.transfers(chunk))) {
            budget.giveBack(platform);
        }
    }

    /** A delivery hint was worked off. */
    public void workedOff(String platform) {
        budget.giveBack(platform);
    }

    /** How many hints could not be sent since the start. */
    public long lost() {
        return lost.get();
    }

    private void inChunks(Collection<UUID> ids, Consumer<Collection<UUID>> send) {
        List<UUID> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += idsPerHint) {
            send.accept(all.subList(from, Math.min(all.size(), from + idsPerHint)));
        }
    }

    private boolean send(String queue, Hint hint) {
        try (JMSContext context = pool.createContext()) {
            context.createProducer().send(context.createQueue(queue), hint.toBytes());
            return true;
        } catch (JMSRuntimeException brokerAway) {
            lost.incrementAndGet();
            return false;
        }
    }
}
