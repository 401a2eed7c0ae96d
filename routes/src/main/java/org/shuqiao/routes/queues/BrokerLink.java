package org.shuqiao.routes.queues;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlaceFailed.Why;

/** Connections to a platform's broker, each with the password of now. Nothing is tried again behind our back. */
final class BrokerLink implements AutoCloseable {
    /** What comes before anybody has asked for it. */
    private static final int WINDOW_BYTES = 1 << 20;

    private final BrokerAddress address;
    private final ActiveMQConnectionFactory factory;

    /** @throws IllegalArgumentException for an address that is none of a broker */
    BrokerLink(BrokerAddress address) {
        this.address = address;
        try {
            this.factory = new ActiveMQConnectionFactory(address.url());
        } catch (RuntimeException noBroker) {
            throw new IllegalArgumentException("the address of queues is the URL of an Artemis broker", noBroker);
        }
        factory.setCallTimeout(address.callMs());
        factory.setCallFailoverTimeout(address.callMs());
        factory.setConnectionTTL(2L * address.callMs());
        factory.setClientFailureCheckPeriod(address.callMs());
        factory.setInitialConnectAttempts(1);
        factory.setReconnectAttempts(0);
        factory.setUseTopologyForLoadBalancing(false);
        factory.setConsumerWindowSize(WINDOW_BYTES);
        factory.setBlockOnAcknowledge(true);
        // Nothing that arrives here is ever made into a Java object.
        factory.setDeserializationDenyList("*");
        for (TransportConfiguration server : factory.getServerLocator().getStaticTransportConfigurations()) {
            server.getParams().putIfAbsent(TransportConstants.NETTY_CONNECT_TIMEOUT, address.connectMs());
        }
    }

    Connection connect() throws JMSException, PlaceFailed {
        return factory.createConnection(address.user(), password());
    }

    /** One whose acknowledgements and messages count when it commits. */
    Opened open() throws Exception {
        ClientSessionFactory sessions = factory.getServerLocator().createSessionFactory();
        try {
            ClientSession session = sessions.createSession(address.user(), password(), false, false, false, false, 0);
            session.start();
            return new Opened(sessions, session);
        } catch (Exception refused) {
            sessions.close();
            throw refused;
        }
    }

    /** What was not acknowledged goes back where it was when it is closed, and does not count as tried. */
    record Opened(ClientSessionFactory sessions, ClientSession session) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            try (sessions) {
                session.close();
            }
        }
    }

    private String password() throws PlaceFailed {
        try {
            return new String(address.password().get(), StandardCharsets.UTF_8);
        } catch (KeyUnavailable none) {
            throw new PlaceFailed(Why.REFUSED, "no password", none);
        }
    }

    int callMs() {
        return address.callMs();
    }

    /** How long a batch may take to be sent. */
    long sendMs() {
        return address.connectMs() + 2L * address.callMs();
    }

    int sends() {
        return address.sends();
    }

    @Override
    public void close() {
        factory.close();
    }
}
