package org.shuqiao.routes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.routes.embedded.EmbeddedPostgres;
import org.shuqiao.routes.embedded.UnpackedPostgres;
import org.shuqiao.routes.ledger.Leaves;
import org.shuqiao.routes.ledger.Uuid7;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A ledger's tables for one test class: a database of its own in the one real PostgreSQL of this JVM, copied from one that was migrated once.
 * The server is started by the first that asks and stopped when the JVM ends.
 */
public final class TestDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 16;

    static {
        // A look that finds nothing yet is no verdict: it is the last look that counts.
        Awaitility.ignoreExceptionsByDefault();
        // Where a test says nothing of time it is not about time, and the machine may be busy with something else.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    private final Server server;
    private final String name;
    private final HikariDataSource connections;
    private final JdbcTemplate jdbc;

    private TestDatabase(Server server, String template) {
        this.server = server;
        this.name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        server.create(name, template);
        this.connections = server.connections(name);
        this.jdbc = new JdbcTemplate(connections);
    }

    /** Empty tables that nobody else uses. */
    public static TestDatabase fresh() {
        return new TestDatabase(Server.RUNNING, Server.MIGRATED);
    }

    /** Empty tables as they were once. */
    public static TestDatabase ofVersion(String version) {
        TestDatabase database = new TestDatabase(Server.RUNNING, Server.EMPTY);
        migrate(database.connections, MigrationVersion.fromVersion(version));
        return database;
    }

    private static void migrate(DataSource connections, MigrationVersion target) {
        Flyway.configure()
                .dataSource(connections)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    /** What a ledger writes leaves with. */
    public static Leaves leaves() {
        return new Leaves(new Uuid7(Clock.systemUTC(), new SecureRandom()), LogHash.SM3, Clock.systemUTC());
    }

    /** How another process connects: URL, user and password. */
    public List<String> address() {
        return List.of(connections.getJdbcUrl(), connections.getUsername(), connections.getPassword());
    }

    public DataSource dataSource() {
        return connections;
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Empties every table, between the tests of a class. */
    public void clear() {
        // DELETE is far faster than TRUNCATE for a handful of rows in dozens of partitions.
        jdbc.execute(
                """
                DELETE FROM review_return; DELETE FROM publication; DELETE FROM consent; DELETE FROM booking; DELETE FROM slot;
                DELETE FROM monitoring_value; DELETE FROM inbox_message; DELETE FROM inbox; DELETE FROM return_batch;
                DELETE FROM poll_gap; DELETE FROM poll_cursor;
                DELETE FROM collecting; DELETE FROM collected; DELETE FROM put_aside;
                DELETE FROM entered_word; DELETE FROM entered_receipt; DELETE FROM package_scan; DELETE FROM package_row;
                DELETE FROM package; DELETE FROM transfer_duty; DELETE FROM use_report; DELETE FROM revocation;
                DELETE FROM agreement_event; DELETE FROM agreement; DELETE FROM account; DELETE FROM api_key; DELETE FROM center;
                DELETE FROM platform; DELETE FROM submission; DELETE FROM submission_content;
                DELETE FROM submission_key; DELETE FROM lane; DELETE FROM transfer; DELETE FROM transfer_content;
                DELETE FROM log_timestamp; DELETE FROM log_checkpoint; DELETE FROM log_tile; DELETE FROM log_tree;
                DELETE FROM signing_chain; DELETE FROM quarantine; DELETE FROM quarantine_finding; DELETE FROM delivery_manifest;
                DELETE FROM delivery_envelope; DELETE FROM receipt;
                DELETE FROM log_leaf; DELETE FROM key_store; DELETE FROM master_key_check;
                DELETE FROM route_switch; DELETE FROM gateway_seen; DELETE FROM operator_act; DELETE FROM bulk_plan;
                DELETE FROM approval; DELETE FROM sealed_record;
                DELETE FROM attachment_reference; DELETE FROM attachment; DELETE FROM attachment_use; DELETE FROM quota_use; DELETE FROM quota_reservation;
                DELETE FROM traffic; UPDATE traffic_counted SET minute = date_trunc('minute', now()) - interval '1 day'
                """);
    }

    /** Drops the tables. */
    @Override
    public void close() {
        connections.close();
        server.drop(name);
    }

    /** Started when {@link #RUNNING} is first read. */
    private static final class Server {
        static final String MIGRATED = "migrated";
        static final String EMPTY = "template0";
        static final Server RUNNING = start();

        private final EmbeddedPostgres postgres;
        private final JdbcTemplate superuser;

        private Server(EmbeddedPostgres postgres, String password) {
            this.postgres = postgres;
            this.superuser = new JdbcTemplate(new DriverManagerDataSource(postgres.jdbcUrl(), "postgres", password));
            create(MIGRATED, EMPTY);
            try (HikariDataSource connections = connections(MIGRATED)) {
                migrate(connections, MigrationVersion.LATEST);
            }
        }

        private static Server start() {
            try {
                Path home = Files.createTempDirectory("shuqiao-test");
                UnpackedPostgres.lendTo(home);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home, new SecureRandom());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, home)));
                return new Server(postgres, Files.readString(home.resolve("postgres/cluster/superuser.password")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** @param template that nobody is connected to */
        void create(String name, String template) {
            superuser.execute("CREATE DATABASE " + name + " OWNER " + postgres.username() + " TEMPLATE " + template);
        }

        void drop(String name) {
            superuser.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }

        HikariDataSource connections(String name) {
            HikariConfig pool = new HikariConfig();
            pool.setJdbcUrl(postgres.jdbcUrl().replaceFirst("[^/]+$", name));
            pool.setUsername(postgres.username());
            pool.setPassword(postgres.password());
            pool.setMaximumPoolSize(CONNECTIONS);
            pool.setMinimumIdle(0);
            return new HikariDataSource(pool);
        }

        private static void stop(EmbeddedPostgres postgres, Path home) {
            postgres.close();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
