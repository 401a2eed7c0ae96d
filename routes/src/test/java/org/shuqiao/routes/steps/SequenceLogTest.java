package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.shuqiao.certs.log.InclusionProof;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogProofs;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.ReasonCode;

@Isolated("measures time")
class SequenceLogTest {
    @TempDir
    static Path keys;

    private static TestDatabase database;

    @TempDir
    private Path home;

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
        world = new LogWorld(database.dataSource(), home, keys, new SteppedClock());
    }

    @Test
    void publishesNothingOfAnEmptyLog() {
        world.run();

        assertThat(world.ledger.checkpoints().newest()).isEmpty();
        assertThat(world.head().size()).isZero();
        assertThat(world.departures.hold()).isEmpty();
    }

    @Test
    void givesEachLeafItsPlaceOnceAndSignsTheTree() {
        for (int leaves : new int[] {1, 2, 254, 1, 700, 4096, 5000}) {
            world.write(leaves);
            world.run();
        }

        world.requireOneWholeTree(10_054);
        assertThat(world.departures.hold()).isEmpty();
    }

    /** The floor is far below what a quiet machine does, which the published entry tells. */
    @Test
    void placesThousandsOfLeavesASecond(TestReporter reporter) {
        world.write(4_096);
        world.run();
        world.write(16_384);

        long start = System.nanoTime();
        world.sequence.sequence();
        double seconds = (System.nanoTime() - start) / 1e9;

        reporter.publishEntry("leaves_per_second", Long.toString(Math.round(16_384 / seconds)));
        assertThat(world.published()).isEqualTo(20_480);
        assertThat(seconds).isLessThan(16.4);
    }

    @Test
    void placesTheOldestFirst() {
        List<UUID> written = world.write(3);
        world.run();

        assertThat(world.jdbc().queryForList("SELECT id FROM log_leaf ORDER BY tree_index", UUID.class))
                .isEqualTo(written.stream()
                        .sorted((a, b) -> a.toString().compareTo(b.toString()))
                        .toList());
    }

    @Test
    void everyLeafHasAProofAgainstThePublishedRoot() throws Exception {
        world.write(777);
        world.run();

        LogProofs proofs = new LogProofs(LogHash.SM3, world.ledger.log());
        byte[] root = world.newestCheckpoint().checkpoint().root();
        for (long index : new long[] {0, 255, 256, 511, 512, 776}) {
            InclusionProof proof = proofs.inclusion(index, 777);
            proof.verify(
                    LogHash.SM3,
                    LogHash.SM3.leaf(world.ledger.log().leaves(index, 1).get(0).leaf()),
                    root);
        }
    }

    @Test
    void doesNothingBeforeAnybodyHasLookedAtTheLog() {
        world.write(1);
        world.sequence.sequence();

        assertThat(world.head().size()).isZero();
        assertThat(world.departures.hold().orElseThrow().reason()).isEqualTo(ReasonCode.LOG_UNCHECKED);
    }

    @Test
    void signsATreeThatItsPredecessorHasOnlyCommitted() {
        world.write(5);
        world.run();
        world.jdbc().update("DELETE FROM log_checkpoint");

        world.run();

        world.requireOneWholeTree(5);
    }

    @Test
    void keepsACheckpointBeforeItIsPublished() throws Exception {
        world.write(5);
        world.run();

        assertThat(Files.readAllBytes(home.resolve("log/checkpoint")))
                .isEqualTo(world.newestCheckpoint().bytes());
    }

    @Test
    void leavesTheTreeToWhoeverHoldsTheLock() {
        world.write(5);
        world.guard.look();
        world.ledger.transaction().executeWithoutResult(status -> {
            assertThat(world.ledger.log().lock()).isTrue();
            LedgerThread.run(world.sequence::sequence);
        });
        assertThat(world.head().size()).isZero();

        world.sequence.sequence();
        assertThat(world.head().size()).isEqualTo(5);
    }

    @Test
    void neverGrowsATreeThatIsNotWhatItHasSigned() {
        world.write(5);
        world.run();
        // An older backup: the database forgets, this gateway does not.
        world.jdbc().update("UPDATE log_leaf SET tree_index = NULL");
        world.jdbc().update("DELETE FROM log_checkpoint");
        world.jdbc().update("DELETE FROM log_tile");
        world.jdbc().update("UPDATE log_tree SET size = 0, root = ?", (Object) LogHash.SM3.empty());

        world.sequence.sequence();

        assertThat(world.head().size()).isZero();
        assertThat(world.published()).isZero();
        assertThat(world.departures.hold().orElseThrow().reason()).isEqualTo(ReasonCode.LOG_MISMATCH);
    }

    @Test
    void refusesALeafThatWasChangedWhileItWaited() {
        world.write(2);
        world.jdbc().update("UPDATE log_leaf SET leaf = leaf || '!'::bytea");
        world.guard.look();

        world.sequence.sequence();

        assertThat(world.head().size()).isZero();
        assertThat(world.departures.hold().orElseThrow().reason()).isEqualTo(ReasonCode.LOG_MISMATCH);
    }
}
