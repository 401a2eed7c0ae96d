package org.shuqiao.gateway;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.steps.Limits;

/** How many hints lie in each queue of the broker, which it is asked for at most once in a while. */
final class BrokerQueues {
    private final ConnectionFactory broker;
    private final Set<String> queues;
    private final Clock clock;
    private Map<String, Long> depths = Map.of();
    private @Nullable Instant askedAt;

    BrokerQueues(ConnectionFactory broker, Set<String> queues, Clock clock) {
        this.broker = broker;
        this.queues = Set.copyOf(queues);
        this.clock = clock;
    }

    /** @return not a number where the broker does not answer */
    synchronized double depth(String queue) {
        Instant now = clock.instant();
        if (askedAt == null || askedAt.plus(Limits.FIGURE_PATIENCE).isBefore(now)) {
            depths = ask();
            askedAt = now;
        }
        Long depth = depths.get(queue);
        return depth == null ? Double.NaN : depth;
    }

    private Map<String, Long> ask() {
        Map<String, Long> answers = new TreeMap<>();
        try (Connection connection = broker.createConnection();
                ActiveMQSession session = (ActiveMQSession) connection.createSession()) {
            ClientSession core = session.getCoreSession();
            for (String queue : queues) {
                answers.put(queue, core.queueQuery(SimpleString.of(queue)).getMessageCount());
            }
        } catch (JMSException | ActiveMQException away) {
            return Map.of();
        }
        return answers;
    }
}
