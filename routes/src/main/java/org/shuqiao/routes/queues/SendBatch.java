package org.shuqiao.routes.queues;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.Message;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlaceFailed.Why;

/**
 * Sends batches, each in a transaction of its own: before its commit surely nothing is there. A client that waits for room at a full
 * address waits for ever, so each send has a thread that is left when its time is over.
 */
final class SendBatch implements AutoCloseable {
    private final BrokerLink link;
    private final String address;
    private final BatchMessage messages;
    private final ThreadPoolExecutor threads;

    SendBatch(BrokerLink link, String address, BatchMessage messages) {
        this.link = link;
        this.address = address;
        this.messages = messages;
        this.threads = new ThreadPoolExecutor(
                0, link.sends(), 10, TimeUnit.SECONDS, new SynchronousQueue<>(), SendBatch::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "queue-send");
        thread.setDaemon(true);
        return thread;
    }

    private enum Step {
        BEFORE,
        COMMITTING,
        GIVEN_UP
    }

    /** What may be asked of a send that is under way. */
    private static final class Attempt {
        private final AtomicReference<Step> step = new AtomicReference<>(Step.BEFORE);
        private volatile boolean committed;

        /** @throws PlaceFailed where nobody waits for it any more */
        void requireWanted() throws PlaceFailed {
            if (!step.compareAndSet(Step.BEFORE, Step.COMMITTING)) {
                throw new PlaceFailed(Why.FULL, "not sent in time");
            }
        }

        /** @return whether surely nothing is committed, and nothing will be */
        boolean giveUp() {
            return step.compareAndSet(Step.BEFORE, Step.GIVEN_UP);
        }
    }

    /**
     * @return whether it is surely there; else nobody can tell
     * @throws PlaceFailed where it is surely not
     */
    boolean send(Deposit deposit) throws PlaceFailed {
        String text = messages.text(deposit);
        if (sendOnce(deposit, text)) {
            return true;
        }
        // Nobody knows whether it was committed. The broker does: it takes no second message under the same id.
        try {
            return sendOnce(deposit, text);
        } catch (PlaceFailed stillNotKnown) {
            return false;
        }
    }

    private boolean sendOnce(Deposit deposit, String text) throws PlaceFailed {
        Attempt attempt = new Attempt();
        Future<Boolean> sending;
        try {
            sending = threads.submit(() -> commit(deposit, text, attempt));
        } catch (RejectedExecutionException allHang) {
            throw new PlaceFailed(Why.FULL, "not sent in time", allHang);
        }
        try {
            return sending.get(link.sendMs(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            sending.cancel(true);
            if (attempt.giveUp()) {
                throw new PlaceFailed(Why.FULL, "not sent in time", late);
            }
            return false;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof PlaceFailed known
                    ? known
                    : QueueFaults.of(new IllegalStateException(failed.getCause()));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            sending.cancel(true);
            if (attempt.giveUp()) {
                throw new PlaceFailed(Why.BROKEN, "", ending);
            }
            return false;
        }
    }

    private boolean commit(Deposit deposit, String text, Attempt attempt) throws PlaceFailed {
        try (Connection connection = link.connect();
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(address))) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            producer.send(message(session, deposit, text));
            attempt.requireWanted();
            attempt.committed = commit(session);
        } catch (JMSException failed) {
            if (attempt.giveUp()) {
                throw QueueFaults.of(failed);
            }
            // Only the end of the connection failed after the commit.
        }
        return attempt.committed;
    }

    private static boolean commit(Session session) throws PlaceFailed {
        try {
            session.commit();
            return true;
        } catch (JMSException failed) {
            if (QueueFaults.isDuplicate(failed)) {
                return true;
            }
            if (QueueFaults.isRefusedCommit(failed)) {
                throw QueueFaults.of(failed);
            }
            return false;
        }
    }

    private static TextMessage message(Session session, Deposit deposit, String text) throws JMSException {
        TextMessage message = session.createTextMessage(text);
        message.setStringProperty(Message.HDR_DUPLICATE_DETECTION_ID.toString(), BatchMessage.duplicateId(deposit));
        message.setStringProperty("batchId", deposit.batchId());
        message.setStringProperty("dataset", deposit.resource());
        message.setIntProperty("rows", deposit.rows().size());
        if (deposit.rows().size() == 1) {
            message.setStringProperty("key", deposit.rows().get(0).key().toString());
        }
        return message;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
