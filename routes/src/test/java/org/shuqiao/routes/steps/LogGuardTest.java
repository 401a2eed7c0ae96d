package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.ReasonCode;

/** Nothing leaves while the log is not what was signed, late, or without its time stamps. */
class LogGuardTest {
    private static final int LEAVES = 1_500;

    @TempDir
    static Path keys;

    private static TestDatabase database;

    @TempDir
    private Path home;

    @TempDir
    private Path otherHome;

    private SteppedClock clock;
    private LogWorld world;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void begin() throws Exception {
        database.clear();
        clock = new SteppedClock();
        world = gateway(home);
    }

    private LogWorld gateway(Path itsHome) throws Exception {
        return new LogWorld(database.dataSource(), itsHome, keys, clock);
    }

    private ReasonCode held(LogWorld gateway) {
        return gateway.departures.hold().map(Hold::reason).orElse(null);
    }

    @Test
    void isClosedUntilTheFirstLook() {
        assertThat(held(world)).isEqualTo(ReasonCode.LOG_UNCHECKED);

        world.guard.look();

        assertThat(held(world)).isNull();
    }

    @Test
    void closesWhenNobodyLooksAnyMore() {
        world.guard.look();
        clock.step(Limits.LOG_LOOKED_AT_WITHIN.plusSeconds(1));

        assertThat(held(world)).isEqualTo(ReasonCode.LOG_UNCHECKED);
        world.guard.look();
        assertThat(held(world)).isNull();
    }

    @Test
    void noticesAnOlderDatabaseByWhatItKeepsItself() throws Exception {
        world.write(300);
        world.run();
        restoreTreeOf(() -> {
            world.write(50);
            world.run();
        });

        world.guard.look();
        assertThat(held(world)).isEqualTo(ReasonCode.LOG_MISMATCH);

        LogWorld restarted = gateway(home);
        restarted.run();
        assertThat(held(restarted)).isEqualTo(ReasonCode.LOG_MISMATCH);
        assertThat(restarted.head().size()).isEqualTo(300);
    }

    @Test
    void noticesAnOlderDatabaseThatAnotherGatewayHadSigned() throws Exception {
        LogWorld other = gateway(otherHome);
        world.write(300);
        world.run();
        restoreTreeOf(() -> {
            world.write(50);
            world.run();
            other.guard.look();
        });

        other.guard.look();

        assertThat(held(other)).isEqualTo(ReasonCode.LOG_MISMATCH);
    }

    /** Puts the whole log back to where it was before something was done. */
    private void restoreTreeOf(Runnable whatWasDone) {
        for (String table : new String[] {"log_tree", "log_tile", "log_checkpoint", "log_leaf"}) {
            world.jdbc().execute("CREATE TABLE old_" + table + " AS TABLE " + table);
        }
        whatWasDone.run();
        for (String table : new String[] {"log_checkpoint", "log_tree", "log_tile", "log_leaf"}) {
            world.jdbc().execute("DELETE FROM " + table);
            world.jdbc().execute("INSERT INTO " + table + " SELECT * FROM old_" + table);
            world.jdbc().execute("DROP TABLE old_" + table);
        }
    }

    @Test
    void noticesATreeThatGrewAnotherWayToTheSameSize() throws Exception {
        world.write(10);
        world.run();
        LogWorld other = gateway(otherHome);
        other.guard.look();
        world.jdbc().update("DELETE FROM log_checkpoint");
        world.jdbc().update("DELETE FROM log_tile");
        world.jdbc().update("DELETE FROM log_tree");
        world.jdbc().update("DELETE FROM log_leaf");
        Files.delete(home.resolve("log/checkpoint"));
        LogWorld forked = gateway(home);
        forked.write(12);
        forked.run();
        assertThat(held(forked)).isNull();

        other.guard.look();

        assertThat(held(other)).isEqualTo(ReasonCode.LOG_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE log_leaf SET leaf = leaf || '!'::bytea WHERE tree_index = 711",
                "UPDATE log_leaf SET tree_index = NULL WHERE tree_index = 1499",
                "UPDATE log_leaf SET tree_index = 13 WHERE tree_index = 711",
                "DELETE FROM log_leaf WHERE tree_index = 0",
                "UPDATE log_tile SET hashes = set_byte(hashes, 17, get_byte(hashes, 17) # 1) WHERE level = 0 AND index = 3",
                "UPDATE log_tile SET hashes = set_byte(hashes, 17, get_byte(hashes, 17) # 1) WHERE level = 1 AND index = 0",
                "DELETE FROM log_tile WHERE level = 0 AND index = 2",
                "UPDATE log_tree SET root = set_byte(root, 0, get_byte(root, 0) # 1)",
                "UPDATE log_tree SET size = size - 1",
                "UPDATE log_checkpoint SET root = set_byte(root, 0, get_byte(root, 0) # 1)",
                "UPDATE log_checkpoint SET note = set_byte(note, 30, get_byte(note, 30) # 1)",
                "UPDATE log_checkpoint SET note = note || '!'::bytea"
            })
    void noticesEveryChangeAtItsStart(String change) throws Exception {
        someLeaves();
        world.jdbc().execute(change);

        LogWorld restarted = gateway(home);
        restarted.guard.look();
        assertThat(held(restarted)).as(change).isEqualTo(ReasonCode.LOG_MISMATCH);
        restarted.sequence.sequence();
        restarted.guard.look();
        assertThat(held(restarted)).as("stays").isEqualTo(ReasonCode.LOG_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void noticesAChangeAtEveryLevelOfALargeTree(int level) throws Exception {
        world.write(66_000);
        world.run();
        String change = "UPDATE log_tile SET hashes = set_byte(hashes, 1, get_byte(hashes, 1) # 1)";
        world.jdbc().update(change + " WHERE level = ? AND index = 0", level);

        LogWorld restarted = gateway(home);
        restarted.guard.look();

        assertThat(held(restarted)).isEqualTo(ReasonCode.LOG_MISMATCH);
    }

    @Test
    void noticesAChangedLeafWhileItRunsWhenItComesToIt() throws Exception {
        someLeaves();
        assertThat(held(world)).isNull();
        world.jdbc().update("UPDATE log_leaf SET leaf = leaf || '!'::bytea WHERE tree_index = 711");

        for (int looks = 0; looks <= LEAVES / 256 / Limits.LOG_TILES_AT_EACH_LOOK; looks++) {
            world.guard.look();
        }

        assertThat(held(world)).isEqualTo(ReasonCode.LOG_MISMATCH);
    }

    @Test
    void opensAgainWhenWhatWasChangedIsRepaired() throws Exception {
        someLeaves();
        world.jdbc().update("UPDATE log_leaf SET leaf = leaf || '!'::bytea WHERE tree_index = 711");
        LogWorld restarted = gateway(home);
        restarted.guard.look();
        assertThat(held(restarted)).isEqualTo(ReasonCode.LOG_MISMATCH);

        world.jdbc().update("UPDATE log_leaf SET leaf = substring(leaf FOR length(leaf) - 1) WHERE tree_index = 711");
        restarted.guard.look();

        assertThat(held(restarted)).isNull();
    }

    @Test
    void refusesAKeptCheckpointThatItCannotRead() throws Exception {
        world.write(3);
        world.run();
        Files.write(home.resolve("log/checkpoint"), "something else".getBytes(StandardCharsets.UTF_8));

        LogWorld restarted = gateway(home);
        restarted.guard.look();

        assertThat(held(restarted)).isEqualTo(ReasonCode.LOG_MISMATCH);
    }

    @Test
    void closesWhenALeafWaitsTooLongForItsPlaceAndOpensWhenItHasIt() {
        world.guard.look();
        world.write(1);
        clock.step(Limits.LOG_LAG.plusSeconds(1));
        world.guard.look();
        assertThat(held(world)).isEqualTo(ReasonCode.LOG_LAG);
        assertThat(world.guard.status().lag()).isGreaterThan(Limits.LOG_LAG);

        world.sequence.sequence();
        world.guard.look();

        assertThat(held(world)).isNull();
        assertThat(world.guard.status().lag()).isZero();
    }

    @Test
    void closesWhenTheBudgetOfUnstampedCheckpointsIsSpent() {
        world.write(1);
        world.run();
        clock.step(Duration.ofHours(3));
        world.write(1);
        world.run();
        assertThat(held(world)).isNull();
        assertThat(world.guard.status().stampBudget()).isEqualTo(Duration.ofHours(1));

        clock.step(Duration.ofHours(1));
        world.guard.look();
        assertThat(held(world)).isEqualTo(ReasonCode.TIMESTAMP_OVERDUE);
        assertThat(world.guard.status().stampBudget()).isZero();

        world.ledger.checkpoints().stamp(2, "authority", new byte[] {1}, clock.instant());
        world.guard.look();
        assertThat(held(world)).isNull();
        assertThat(world.guard.status().stampBudget()).isEqualTo(LogWorld.STAMP_BUDGET);
    }

    private void someLeaves() {
        world.write(LEAVES);
        world.run();
        world.write(5);
        world.run();
    }
}
