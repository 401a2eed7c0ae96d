package org.shuqiao.routes.embedded;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A real Artemis broker inside this process, durable under {@code <home>/broker}. It has no network door; connections
 * come from {@link #connectionFactory()}, which carries a password made at each start and known to nobody else.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private final OwnerLock lock;
    private final EmbeddedActiveMQ broker;
    private final ActiveMQConnectionFactory connectionFactory;

    private EmbeddedBroker(OwnerLock lock, EmbeddedActiveMQ broker, ActiveMQConnectionFactory connectionFactory) {
        this.lock = lock;
        this.broker = broker;
        this.connectionFactory = connectionFactory;
    }

    /**
     * Starts the broker with the messages it had when it last ended, however it ended.
     *
     * @param home the folder of this Shuqiao; it is made when absent
     * @param random for the password
     * @throws HomeInUse if another live Shuqiao has started a broker on this home
     * @throws ServerNotStarted for every other reason
     */
    public static EmbeddedBroker start(Path home, SecureRandom random) {
        return start(home, BrokerLimits.standard(), random);
    }

    static EmbeddedBroker start(Path home, BrokerLimits limits, SecureRandom random) {
        letNettyFreeBuffers();
        try {
            Path folder = PrivateFiles.createFolders(home.resolve("broker"));
            OwnerLock lock = OwnerLock.take(folder);
            try {
                return start(folder, lock, limits, random);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ServerNotStarted("cannot use the folder of the broker under " + home, e);
        }
    }

    private static EmbeddedBroker start(Path folder, OwnerLock lock, BrokerLimits limits, SecureRandom random) {
        BrokerUser user = new BrokerUser("shuqiao", RandomPassword.next(random));
        int id = random.nextInt(Integer.MAX_VALUE);
        Configuration configuration = BrokerConfiguration.of(folder, id, limits, RandomPassword.next(random));
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration).setSecurityManager(user);
        run(() -> activate(broker), "start");
        return new EmbeddedBroker(lock, broker, connectionFactory(id, user));
    }

    // Artemis logs a failure while it becomes active and returns as if nothing had happened.
    private static void activate(EmbeddedActiveMQ broker) throws Exception {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        broker.createActiveMQServer();
        broker.getActiveMQServer().registerActivationFailureListener(failure::set);
        broker.start();
        if (!broker.getActiveMQServer().isActive()) {
            broker.stop();
            throw new ServerNotStarted("the broker did not become active", failure.get());
        }
    }

    // Artemis frees its journal's buffers through Netty, which from Java 25 on can do that only when it is told to go
    // on
    // as before. Without this a broker that finds a journal does not start. Netty reads the property once, when it is
    // first used; whoever starts Java may have decided otherwise.
    private static void letNettyFreeBuffers() {
        String property = "io.netty.noUnsafe";
        if (System.getProperty(property) == null) {
            System.setProperty(property, "false");
        }
    }

    private static ActiveMQConnectionFactory connectionFactory(int id, BrokerUser user) {
        TransportConfiguration connector =
                new TransportConfiguration(InVMConnectorFactory.class.getName(), BrokerConfiguration.inProcess(id));
        ActiveMQConnectionFactory factory =
                ActiveMQJMSClient.createConnectionFactoryWithoutHA(JMSFactoryType.CF, connector);
        factory.setUser(user.name());
        factory.setPassword(user.password());
        // Hints are text; nothing that arrives here is ever made into a Java object.
        factory.setDeserializationDenyList("*");
        return factory;
    }

    /** Connections to this broker, already authenticated. They are not pooled. */
    public ConnectionFactory connectionFactory() {
        return connectionFactory;
    }

    ActiveMQServer server() {
        return broker.getActiveMQServer();
    }

    /** Stops the broker and gives the home free. Messages stay. */
    @Override
    public void close() {
        try (lock;
                connectionFactory) {
            run(broker::stop, "stop");
        } catch (IOException e) {
            throw new ServerNotStarted("cannot give the broker's folder free", e);
        }
    }

    // Artemis declares Exception itself on starting and stopping.
    private static void run(BrokerCall call, String verb) {
        try {
            call.run();
        } catch (ServerNotStarted e) {
            throw e;
        } catch (Exception e) {
            throw new ServerNotStarted("cannot " + verb + " the broker", e);
        }
    }

    @FunctionalInterface
    private interface BrokerCall {
        void run() throws Exception;
    }
}
