package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ArrayNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads batches from a queue and replies to another: a message is gone when its reply is there, not before. Used by one thread. */
final class QueueReader implements AutoCloseable {
    private static final String BATCHES = "sx.centers.in";
    private static final String REPLIES = "sx.centers.receipts";

    private final ActiveMQConnectionFactory factory;
    private final RowPlatform platform;
    private final StrictJson json;
    private @Nullable Opened opened;

    QueueReader(String url, RowPlatform platform, StrictJson json) {
        this.factory = new ActiveMQConnectionFactory(url);
        this.platform = platform;
        this.json = json;
    }

    private record Opened(Connection connection, Session session, MessageConsumer in, MessageProducer out) {}

    /** One look. */
    void look() throws JMSException {
        Opened now = opened == null ? open() : opened;
        opened = now;
        for (Message message = now.in().receiveNoWait();
                message != null;
                message = now.in().receiveNoWait()) {
            if (message instanceof TextMessage text) {
                reply(now, text.getText());
            }
            now.session().commit();
        }
        for (Map.Entry<String, List<ObjectNode>> late : platform.saidAtLast().entrySet()) {
            say(now, late.getKey(), late.getValue());
            now.session().commit();
        }
    }

    private Opened open() throws JMSException {
        Connection connection = factory.createConnection();
        connection.start();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        return new Opened(
                connection,
                session,
                session.createConsumer(session.createQueue(BATCHES)),
                session.createProducer(session.createQueue(REPLIES)));
    }

    private void reply(Opened now, String text) throws JMSException {
        Optional<ObjectNode> batch = json.object(text.getBytes(UTF_8));
        String id = batch.map(all -> all.path("batchId").asText()).orElse("");
        String dataset = batch.map(all -> all.path("dataset").asText()).orElse("");
        List<ObjectNode> said = new ArrayList<>();
        for (JsonNode row : batch.map(all -> all.path("rows")).orElseGet(json::newObject)) {
            if (row instanceof ObjectNode one) {
                platform.take(one.path("key").asText(), dataset, one, id).ifPresent(said::add);
            }
        }
        if (!said.isEmpty()) {
            say(now, id, said);
        }
    }

    private void say(Opened now, String batch, List<ObjectNode> rows) throws JMSException {
        ObjectNode result = json.newObject().put("batchId", batch);
        ArrayNode list = result.putArray("rows");
        rows.forEach(list::add);
        now.out().send(now.session().createTextMessage(new String(json.bytes(result), UTF_8)));
    }

    @Override
    public void close() {
        try {
            if (opened != null) {
                opened.connection().close();
            }
        } catch (JMSException gone) {
            // The broker ends with it.
        }
        factory.close();
    }
}
