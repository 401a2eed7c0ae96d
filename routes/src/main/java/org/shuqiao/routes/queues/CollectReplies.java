package org.shuqiao.routes.queues;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlaceFailed.Why;
import org.shuqiao.routes.platforms.ResultDocument;
import org.shuqiao.routes.platforms.Troubles;
import org.shuqiao.routes.queues.BrokerLink.Opened;

/**
 * Takes what the platform replies. Messages are held, not acknowledged, until what they say is committed; what was not committed goes
 * back to its place when the next look begins, or when we are gone. What cannot be used goes to {@code <reply address>.aside}; where it
 * is so long that it comes in pieces, it stays where it is, and is passed over from then on.
 */
final class CollectReplies implements Collector {
    static final String ASIDE = ".aside";
    private static final int BYTES_HELD = 16 << 20;
    /** What is passed over takes no place of what is new, up to so many times as much. */
    private static final int KNOWN_FACTOR = 10;

    private static final long FIRST_WITHIN_MS = 500;

    private final BrokerLink link;
    private final SimpleString queue;
    private final ResultDocument form;
    private final Troubles troubles;
    private final Map<String, ClientMessage> held = new HashMap<>();
    private @Nullable Opened opened;

    CollectReplies(BrokerLink link, String replyAddress, ResultDocument form, Troubles troubles) {
        this.link = link;
        this.queue = SimpleString.of(replyAddress);
        this.form = form;
        this.troubles = troubles;
    }

    @Override
    public synchronized List<Collected> collect(int limit, Taken taken) throws PlaceFailed {
        leave();
        try {
            Opened now = link.open();
            opened = now;
            requireQueue(now.session());
            List<Collected> replies = now.session().queueQuery(queue).isExists()
                    ? receive(now.session(), limit, taken)
                    : List.of(); // Nobody has ever replied.
            if (held.isEmpty()) {
                leave();
            }
            troubles.none();
            return replies;
        } catch (Exception failed) {
            leave();
            throw troubles.met(failed instanceof PlaceFailed known ? known : QueueFaults.of(failed));
        }
    }

    private void requireQueue(ClientSession session) throws Exception {
        ClientSession.QueueQuery query = session.queueQuery(queue);
        if (!query.isExists() && !query.isAutoCreateQueues()) {
            throw new PlaceFailed(Why.NOT_AS_DESCRIBED, "reply address");
        }
    }

    /** The consumer stays open with the session: when it is closed, what it has handed out goes back. */
    private List<Collected> receive(ClientSession session, int limit, Taken taken) throws Exception {
        ClientConsumer consumer = session.createConsumer(queue);
        List<Collected> replies = new ArrayList<>();
        int fresh = 0;
        long bytes = 0;
        ClientMessage message = consumer.receive(FIRST_WITHIN_MS);
        while (message != null) {
            String source = Reply.source(message);
            boolean known = !taken.of(Set.of(source)).isEmpty();
            replies.add(known ? Collected.of(source, List.of()) : Reply.read(message, form));
            held.put(source, message);
            fresh += known ? 0 : 1;
            bytes += known || Reply.isTooLong(message) ? 0 : message.getBodySize();
            boolean more = fresh < limit && replies.size() < KNOWN_FACTOR * limit && bytes < BYTES_HELD;
            message = more ? consumer.receiveImmediate() : null;
        }
        return replies;
    }

    @Override
    public void done(Collected collected) throws PlaceFailed {
        settle(collected, false);
    }

    @Override
    public void putAside(Collected collected) throws PlaceFailed {
        settle(collected, true);
    }

    /** What is not held has gone back, and is known as taken when it comes again. */
    private synchronized void settle(Collected collected, boolean aside) throws PlaceFailed {
        ClientMessage message = held.remove(collected.source());
        Opened now = opened;
        if (message == null || now == null) {
            return;
        }
        try {
            if (aside && message.isLargeMessage()) {
                return;
            }
            if (aside) {
                try (ClientProducer producer = now.session().createProducer(queue.concat(ASIDE))) {
                    producer.send(message);
                }
            }
            message.individualAcknowledge();
            now.session().commit();
        } catch (Exception failed) {
            leave();
            throw troubles.met(QueueFaults.of(failed));
        }
    }

    private void leave() {
        Opened now = opened;
        opened = null;
        held.clear();
        if (now != null) {
            try (now) {
                now.session().rollback();
            } catch (Exception gone) {
                // Then the broker has put back what was held.
            }
        }
    }

    synchronized void close() {
        leave();
    }
}
