package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.routes.embedded.EmbeddedPostgres;
import org.shuqiao.routes.ledger.Leaves;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.Uuid7;

/** Where addresses are given, those servers are used and nothing embedded starts. */
class ExternalServersTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ACCEPTOR = "tcp";

    @TempDir
    private Path elsewhere;

    @TempDir
    private Path home;

    @Test
    void usesTheDatabaseAndTheBrokerOfTheSettings() throws Exception {
        LentPostgres.to(elsewhere);
        EmbeddedActiveMQ broker = broker();
        String brokerUrl = "tcp://127.0.0.1:" + port(broker);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(elsewhere, RANDOM)) {
            GatewaySettings.Database database =
                    new GatewaySettings.Database(postgres.jdbcUrl(), postgres.username(), postgres.password(), 2);
            try (Servers servers = new Servers(settings(database, brokerUrl, "secret"), RANDOM)) {
                assertThat(servers.databaseAnswers()).isTrue();
                assertThat(ledger(servers).agreements().all()).isEmpty();
                try (JMSContext context = servers.connections().createContext()) {
                    assertThat(context.getMetaData().getJMSProviderName()).contains("ActiveMQ");
                }
                assertThat(home).isEmptyDirectory();
            }
            try (Servers wrong = new Servers(settings(database, brokerUrl, "guessed"), RANDOM)) {
                assertThatThrownBy(() -> wrong.connections().createContext().createQueue("prepare"))
                        .isInstanceOf(RuntimeException.class);
            }
        } finally {
            broker.stop();
        }
    }

    private static Ledger ledger(Servers servers) {
        Duration any = Duration.ofSeconds(1);
        return new Ledger(
                servers.database(),
                "test",
                new Ledger.Times(any, any, any),
                new Leaves(new Uuid7(Clock.systemUTC(), RANDOM), LogHash.SM3, Clock.systemUTC()));
    }

    private GatewaySettings settings(GatewaySettings.Database database, String brokerUrl, String password) {
        return new GatewaySettings(
                home,
                "gateway-1",
                database,
                new GatewaySettings.Broker(brokerUrl, "shuqiao", password),
                false,
                null,
                null,
                null,
                new GatewaySettings.Keys(null),
                new GatewaySettings.Log("test/log", "sm3", null, null),
                new GatewaySettings.Timestamps(List.of(), List.of(), Duration.ofMinutes(1), Duration.ofHours(4)),
                new GatewaySettings.Webhooks(false, false),
                null,
                new GatewaySettings.Revocations(List.of(), Duration.ofHours(24)),
                new GatewaySettings.Officers(List.of()),
                Map.of(),
                new GatewaySettings.Rate(500, 1000),
                new GatewaySettings.Console(Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofMinutes(15), 20),
                1000,
                false,
                false,
                new GatewaySettings.Tls(null, null, null, ""));
    }

    private static EmbeddedActiveMQ broker() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(true)
                .addAcceptorConfiguration(ACCEPTOR, "tcp://127.0.0.1:0");
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser("shuqiao", "secret");
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        broker.start();
        return broker;
    }

    private static int port(EmbeddedActiveMQ broker) {
        return broker.getActiveMQServer()
                .getRemotingService()
                .getAcceptor(ACCEPTOR)
                .getActualPort();
    }
}
