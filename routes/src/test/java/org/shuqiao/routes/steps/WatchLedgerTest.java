package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.steps.Departures.Watch;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Nothing leaves while the ledger takes no records, or while this gateway and the ledger do not agree on the time. */
class WatchLedgerTest {
    private static final Ledger.Times TIMES =
            new Ledger.Times(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(60));

    private static TestDatabase database;

    private final SteppedClock clock = new SteppedClock();
    private final Departures departures = new Departures(clock, Set.of(Watch.LEDGER), Limits.LOG_LOOKED_AT_WITHIN);
    private final Connections connections = new Connections();
    private final WatchLedger watch = watch(Duration.ofSeconds(30));

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    /** Each begins with a statement of the test's. */
    private static final class Connections extends DelegatingDataSource {
        private volatile String first = "SELECT 1";

        Connections() {
            super(database.dataSource());
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET default_transaction_read_only = off; " + first);
            }
            return connection;
        }
    }

    private WatchLedger watch(Duration patience) {
        Ledger ledger = new Ledger(connections, "gateway-1", TIMES, TestDatabase.leaves());
        return new WatchLedger(ledger.audit(patience), new ComparedClock(clock, System::nanoTime), departures);
    }

    private ReasonCode held() {
        return departures.hold().map(Hold::reason).orElse(null);
    }

    @Test
    void isClosedUntilTheFirstLook() {
        assertThat(held()).isEqualTo(ReasonCode.AUDIT_DOWN);

        watch.look();

        assertThat(held()).isNull();
    }

    @Test
    void closesWhenNobodyLooksAnyMore() {
        watch.look();
        clock.step(Limits.LOG_LOOKED_AT_WITHIN.plusSeconds(1));

        assertThat(held()).isEqualTo(ReasonCode.AUDIT_DOWN);
    }

    @Test
    void case36ClosesWhileTheClocksAreMoreThanAMinuteApart() {
        watch.look();
        for (int seconds : new int[] {70, -70}) {
            clock.setRight();
            clock.step(Duration.ofSeconds(seconds));
            watch.look();
            assertThat(held()).isEqualTo(ReasonCode.CLOCK);

            clock.setRight();
            watch.look();
            assertThat(held()).isNull();
        }
    }

    @Test
    void case37ClosesWhileTheDatabaseTakesNothing() {
        watch.look();
        connections.first = "SET default_transaction_read_only = on";
        watch.look();
        assertThat(held()).isEqualTo(ReasonCode.AUDIT_DOWN);

        connections.first = "SELECT 1";
        watch.look();
        assertThat(held()).isNull();
    }

    @Test
    void case37ClosesWhileItMayWriteNoLeaves() {
        watch.look();
        database.jdbc().execute("REVOKE INSERT ON log_leaf FROM CURRENT_USER");
        try {
            watch.look();
            assertThat(held()).isEqualTo(ReasonCode.AUDIT_DOWN);
        } finally {
            database.jdbc().execute("GRANT INSERT ON log_leaf TO CURRENT_USER");
        }
        watch.look();
        assertThat(held()).isNull();
    }

    @Test
    void case37ClosesWhileSomethingHoldsTheRowThatProvesIt() throws Exception {
        watch.look();
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> holdRow(isHeld, mayEnd));
        isHeld.await();
        try {
            watch(Duration.ofSeconds(1)).look();
            assertThat(held()).isEqualTo(ReasonCode.AUDIT_DOWN);
        } finally {
            mayEnd.countDown();
            holder.join();
        }
        watch.look();
        assertThat(held()).isNull();
    }

    private static void holdRow(CountDownLatch isHeld, CountDownLatch mayEnd) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM gateway_seen FOR UPDATE");
            isHeld.countDown();
            mayEnd.await();
            connection.rollback();
        } catch (SQLException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
