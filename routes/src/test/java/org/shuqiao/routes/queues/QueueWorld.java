package org.shuqiao.routes.queues;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.awaitility.Awaitility;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.platforms.QingdaoLaidDown;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.PlatformAccess;
import tools.jackson.databind.node.ObjectNode;

/** The broker of a platform, reached over a socket, and deposits for it. */
final class QueueWorld {
    static final String IN = "shuqiao.in";
    static final String OUT = "shuqiao.out";
    private static final String PASSWORD = "s3cret";

    static {
        // The machine may be busy with something else than this broker.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    private final Path home;
    private final int port;
    private final DevelopmentAuthority authority;
    private EmbeddedActiveMQ broker;

    QueueWorld(Path home) throws Exception {
        this.home = home;
        this.authority = DevelopmentAuthority.openOrCreate(home.resolve("keys"), Clock.systemUTC(), new SecureRandom());
        this.broker = start(0);
        this.port = server().getRemotingService().getAcceptor("tcp").getActualPort();
    }

    private EmbeddedActiveMQ start(int onPort) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(true)
                .setJMXManagementEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalDirectory(home.resolve("journal").toString())
                .setBindingsDirectory(home.resolve("bindings").toString())
                .setPagingDirectory(home.resolve("paging").toString())
                .setLargeMessagesDirectory(home.resolve("large").toString())
                .putSecurityRoles(
                        "#",
                        Set.of(new Role("all", true, true, true, true, true, true, true, true, true, true, true, true)))
                .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(3))
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + onPort);
        EmbeddedActiveMQ started = new EmbeddedActiveMQ();
        started.setConfiguration(configuration).setSecurityManager(new Users());
        started.start();
        for (String queue : List.of(IN, OUT)) {
            if (started.getActiveMQServer().locateQueue(SimpleString.of(queue)) == null) {
                started.getActiveMQServer()
                        .createQueue(QueueConfiguration.of(queue)
                                .setRoutingType(RoutingType.ANYCAST)
                                .setDurable(true));
            }
        }
        return started;
    }

    void stop() throws Exception {
        broker.stop();
    }

    /** Where somebody else has its port, a broker only writes that down; nobody has it for long. */
    void restart() {
        await().until(() -> {
            broker = start(port);
            boolean reachable = server().isActive();
            if (!reachable) {
                broker.stop();
            }
            return reachable;
        });
    }

    ActiveMQServer server() {
        return broker.getActiveMQServer();
    }

    /** From now on the address takes no more than this, and does this with more. */
    void room(long bytes, AddressFullMessagePolicy policy) {
        server().getAddressSettingsRepository()
                .addMatch(IN, new AddressSettings().setMaxSizeBytes(bytes).setAddressFullMessagePolicy(policy));
    }

    QueuePlace place() throws Exception {
        return place(PASSWORD, OUT);
    }

    QueuePlace place(String password, String replyAddress) throws Exception {
        return place(password, replyAddress, 10_000);
    }

    /** One that does not wait long where it is made to wait. */
    QueuePlace hurriedPlace() throws Exception {
        return place(PASSWORD, OUT, 1_500);
    }

    private QueuePlace place(String password, String replyAddress, int callMs) throws Exception {
        ObjectNode descriptor = QingdaoLaidDown.descriptor(QingdaoLaidDown.JMS);
        descriptor.withObject("/transport").put("replyAddress", replyAddress);
        descriptor.withObject("/limits").put("responseTimeoutMs", callMs).put("connectTimeoutMs", callMs);
        byte[] chain = authority.issue("qingdao", "qingdao").chain().pem();
        PlatformAccess access = new PlatformAccess(
                QingdaoLaidDown.by(descriptor),
                URI.create("tcp://127.0.0.1:" + port),
                "shuqiao",
                () -> password.getBytes(UTF_8),
                null,
                authority::trusted,
                chain,
                chain);
        return new QueuePlace(
                access, (Transport.Jms) access.platform().descriptor().transport(), Clock.systemUTC());
    }

    private JMSContext context(ActiveMQConnectionFactory factory) {
        return factory.createContext("shuqiao", PASSWORD);
    }

    private ActiveMQConnectionFactory factory() {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
    }

    /** Everything in a queue, which is empty then. */
    List<Message> drain(String queue) {
        return drain(queue, 0);
    }

    /**
     * The same.
     *
     * @param expected how much is waited for: what was committed may come into its queue, and be counted there, a little later
     */
    List<Message> drain(String queue, int expected) {
        List<Message> messages = new ArrayList<>();
        try (ActiveMQConnectionFactory factory = factory();
                JMSContext context = context(factory);
                var consumer = context.createConsumer(context.createQueue(queue))) {
            await().pollDelay(Duration.ZERO).until(() -> {
                for (Message message; (message = consumer.receive(300)) != null; ) {
                    messages.add(message);
                }
                return messages.size() >= expected && waiting(queue) == 0;
            });
        }
        return messages;
    }

    static String text(Message message) throws Exception {
        return message instanceof TextMessage text ? text.getText() : new String(message.getBody(byte[].class), UTF_8);
    }

    void reply(String text) {
        try (ActiveMQConnectionFactory factory = factory();
                JMSContext context = context(factory)) {
            context.createProducer().send(context.createQueue(OUT), text);
        }
    }

    void replyBytes(byte[] bytes) throws Exception {
        try (ActiveMQConnectionFactory factory = factory();
                JMSContext context = context(factory)) {
            BytesMessage message = context.createBytesMessage();
            message.writeBytes(bytes);
            context.createProducer().send(context.createQueue(OUT), message);
        }
    }

    void replyMap() throws Exception {
        try (ActiveMQConnectionFactory factory = factory();
                JMSContext context = context(factory)) {
            var message = context.createMapMessage();
            message.setString("rows", "none");
            context.createProducer().send(context.createQueue(OUT), message);
        }
    }

    long waiting(String queue) {
        var found = server().locateQueue(SimpleString.of(queue));
        return found == null ? 0 : found.getMessageCount();
    }

    static String refusal(UUID key) {
        return "{\"rows\":[{\"key\":\"%s\",\"code\":\"4000\"}]}".formatted(key);
    }

    static Deposit deposit(int attempt, String title) {
        return deposit(attempt, UUID.randomUUID(), title);
    }

    static Deposit deposit(int attempt, UUID key, String title) {
        byte[] payload = "{\"HDMC\":\"%s\"}".formatted(title).getBytes(UTF_8);
        Statement about = new Statement(
                Statement.Type.TRANSFER,
                key,
                UUID.randomUUID(),
                "91370212MA3C000039",
                "qingdao",
                "activity",
                title,
                1,
                "公共数据开放共享",
                List.of(new Statement.Agreement("A", 1, "0".repeat(64))),
                new Statement.Mapping("m", "0".repeat(64)),
                new Statement.Masking("k", "0".repeat(64), new TreeMap<>()),
                List.of(),
                "0".repeat(64),
                Sm3.hex(payload),
                "application/json",
                null,
                Instant.now(),
                "gateway-1");
        Deposit.Row row = new Deposit.Row(
                key,
                attempt,
                payload,
                Sm3.digest(payload),
                "application/json",
                about.canonicalBytes(),
                new byte[] {1},
                about);
        return new Deposit("b".repeat(32), "activity", "activity", Instant.now(), attempt > 1, List.of(row));
    }

    void close() throws Exception {
        broker.stop();
    }

    private record Users() implements ActiveMQSecurityManager {
        @Override
        public boolean validateUser(String user, String password) {
            return PASSWORD.equals(password);
        }

        @Override
        public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType check) {
            return validateUser(user, password);
        }
    }
}
