package org.shuqiao.gateway;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import jakarta.jms.ConnectionFactory;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.shuqiao.routes.embedded.EmbeddedBroker;
import org.shuqiao.routes.embedded.EmbeddedPostgres;
import org.shuqiao.routes.ledger.Ledger;

/** The database and the broker: those of the settings, or embedded ones where none are set. */
final class Servers implements AutoCloseable {
    private static final int ANSWER_SECONDS = 2;

    private final @Nullable EmbeddedPostgres postgres;
    private final @Nullable EmbeddedBroker broker;
    private final HikariDataSource database;
    private final ConnectionFactory brokerConnections;
    private final JmsPoolConnectionFactory connections;

    Servers(GatewaySettings settings, SecureRandom random) {
        GatewaySettings.Database external = settings.database();
        this.postgres = external.url() == null ? EmbeddedPostgres.start(settings.home(), random) : null;
        this.database = new HikariDataSource(pool(external, postgres));
        Ledger.migrate(database);
        this.broker = settings.broker().url() == null ? EmbeddedBroker.start(settings.home(), random) : null;
        this.connections = new JmsPoolConnectionFactory();
        this.brokerConnections = broker == null ? remote(settings.broker()) : broker.connectionFactory();
        connections.setConnectionFactory(brokerConnections);
        connections.setMaxConnections(4);
    }

    private static HikariConfig pool(GatewaySettings.Database settings, @Nullable EmbeddedPostgres embedded) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("ledger");
        pool.setJdbcUrl(embedded == null ? settings.url() : embedded.jdbcUrl());
        pool.setUsername(embedded == null ? settings.username() : embedded.username());
        pool.setPassword(embedded == null ? settings.password() : embedded.password());
        pool.setMaximumPoolSize(settings.connections());
        pool.setConnectionTimeout(5_000);
        pool.setConnectionInitSql(Ledger.SESSION);
        return pool;
    }

    private static ConnectionFactory remote(GatewaySettings.Broker settings) {
        return new ActiveMQConnectionFactory(settings.url(), settings.username(), settings.password());
    }

    HikariDataSource database() {
        return database;
    }

    /** Figures of the pool of connections. */
    HikariPoolMXBean pool() {
        return database.getHikariPoolMXBean();
    }

    boolean databaseAnswers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException away) {
            return false;
        }
    }

    /** Connections to the broker that are not pooled. */
    ConnectionFactory broker() {
        return brokerConnections;
    }

    ConnectionFactory connections() {
        return connections;
    }

    @Override
    public void close() {
        connections.stop();
        if (broker != null) {
            broker.close();
        }
        database.close();
        if (postgres != null) {
            postgres.close();
        }
    }
}
