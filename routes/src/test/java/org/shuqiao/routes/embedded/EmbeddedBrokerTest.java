package org.shuqiao.routes.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.apache.activemq.artemis.api.config.ActiveMQDefaultConfiguration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.io.AbstractSequentialFileFactory;
import org.apache.activemq.artemis.core.io.buffer.TimedBuffer;
import org.apache.activemq.artemis.core.persistence.impl.journal.JournalStorageManager;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long WAIT_MS = 30_000;
    private static final int ATTEMPTS = 3;
    private static final BrokerLimits LIMITS =
            new BrokerLimits(ATTEMPTS, Duration.ofMillis(1), Duration.ofMillis(2), 4L << 20, 16L << 20, 64L << 20);

    @TempDir
    static Path home;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(home, LIMITS, RANDOM);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void keepsMessagesOverARestart(@TempDir Path other) {
        try (EmbeddedBroker first = EmbeddedBroker.start(other, RANDOM);
                JMSContext context = first.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue("prepare"), "hint");
        }
        try (EmbeddedBroker second = EmbeddedBroker.start(other, RANDOM);
                JMSContext context = second.connectionFactory().createContext();
                var consumer = context.createConsumer(context.createQueue("prepare"))) {
            assertThat(consumer.receiveBody(String.class, WAIT_MS)).isEqualTo("hint");
        }
    }

    @Test
    void sendsAPoisonMessageToTheDeadLettersAfterItsLastAttempt() throws JMSException {
        try (JMSContext context = broker.connectionFactory().createContext(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = context.createQueue("poisoned");
            context.createProducer().send(queue, "poison");
            context.commit();
            try (var consumer = context.createConsumer(queue)) {
                for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                    Message message = consumer.receive(WAIT_MS);
                    assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(attempt);
                    context.rollback();
                }
                assertThat(consumer.receive(100)).isNull();
            }
            try (var consumer = context.createConsumer(context.createQueue("DLQ"))) {
                assertThat(consumer.receiveBody(String.class, WAIT_MS)).isEqualTo("poison");
                context.commit();
            }
        }
    }

    @Test
    void sendsAMessageWhoseTimeRanOutToTheExpiryQueue() throws JMSException {
        try (JMSContext context = broker.connectionFactory().createContext();
                var expired = context.createConsumer(context.createQueue("ExpiryQueue"))) {
            Queue queue = context.createQueue("hurried");
            Message message = context.createTextMessage("too late");
            context.createProducer().setTimeToLive(1).send(queue, message);
            long end = message.getJMSExpiration();
            await().until(() -> System.currentTimeMillis() > end);
            try (var consumer = context.createConsumer(queue)) {
                assertThat(consumer.receive(100)).isNull();
            }
            assertThat(expired.receiveBody(String.class, 2 * WAIT_MS)).isEqualTo("too late");
        }
    }

    @Test
    void goesOnInPageFilesWhenAnAddressIsFullAndLosesNothing() throws Exception {
        int count = 150;
        String text = "x".repeat(40_000);
        try (JMSContext context = broker.connectionFactory().createContext()) {
            Queue queue = context.createQueue("crowded");
            for (int i = 0; i < count; i++) {
                context.createProducer().send(queue, text);
            }
            var store = broker.server().getPagingManager().getPageStore(SimpleString.of("crowded"));
            assertThat(store.isPaging()).isTrue();
            assertThat(store.getMaxSize()).isEqualTo(LIMITS.addressMemoryBytes());
            try (var consumer = context.createConsumer(queue)) {
                for (int i = 0; i < count; i++) {
                    assertThat(consumer.receive(WAIT_MS)).isNotNull();
                }
            }
        }
    }

    @Test
    void syncsItsJournalAfterFiftyMicroseconds() throws ReflectiveOperationException {
        var storage = (JournalStorageManager) broker.server().getStorageManager();
        var files = storage.getJournalSequentialFileFactory();
        // Artemis shows its configuration only; what counts is what the journal works with.
        Field buffer = AbstractSequentialFileFactory.class.getDeclaredField("timedBuffer");
        buffer.setAccessible(true);
        Field timeout = TimedBuffer.class.getDeclaredField("timeout");
        timeout.setAccessible(true);

        assertThat(timeout.getInt(buffer.get(files))).isEqualTo(50_000);
        assertThat(files.isDatasync()).isTrue();
        var configuration = broker.server().getConfiguration();
        assertThat(configuration.isJournalSyncTransactional()).isTrue();
        assertThat(configuration.isJournalSyncNonTransactional()).isTrue();
    }

    @Test
    void givesEveryAddressADeadLetterAndAnExpiryAddress() {
        AddressSettings settings =
                broker.server().getAddressSettingsRepository().getMatch("deliver.qingdao");
        assertThat(settings.getDeadLetterAddress().toString()).isEqualTo("DLQ");
        assertThat(settings.getExpiryAddress().toString()).isEqualTo("ExpiryQueue");
        assertThat(settings.getMaxDeliveryAttempts()).isEqualTo(ATTEMPTS);
        assertThat(settings.getAddressFullMessagePolicy()).isEqualTo(AddressFullMessagePolicy.PAGE);
    }

    @Test
    void retriesForAMinuteOrTwoBeforeItGivesUp() {
        BrokerLimits standard = BrokerLimits.standard();
        Duration total = Duration.ZERO;
        Duration delay = standard.firstRedeliveryDelay();
        for (int attempt = 1; attempt < standard.maxDeliveryAttempts(); attempt++) {
            total = total.plus(delay);
            Duration doubled = delay.multipliedBy(2);
            delay = doubled.compareTo(standard.maxRedeliveryDelay()) < 0 ? doubled : standard.maxRedeliveryDelay();
        }
        assertThat(total).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    @Test
    void refusesEveryoneElse() {
        var factory = broker.connectionFactory();
        assertThatThrownBy(() -> factory.createConnection("shuqiao", "wrong")).isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> factory.createConnection("someone", "wrong")).isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> factory.createConnection(
                        ActiveMQDefaultConfiguration.getDefaultClusterUser(),
                        ActiveMQDefaultConfiguration.getDefaultClusterPassword()))
                .isInstanceOf(JMSException.class);
    }

    @Test
    void opensNoNetworkDoor() {
        assertThat(broker.server().getConfiguration().getAcceptorConfigurations())
                .singleElement()
                .satisfies(
                        acceptor -> assertThat(acceptor.getFactoryClassName()).contains("InVM"));
    }

    @Test
    void refusesASecondOwner() {
        assertThatThrownBy(() -> EmbeddedBroker.start(home, RANDOM)).isInstanceOf(HomeInUse.class);
        assertThat(broker.server().isActive()).isTrue();
    }
}
