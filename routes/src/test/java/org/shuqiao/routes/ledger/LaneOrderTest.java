package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.routes.failures.ReasonCode;

class LaneOrderTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @Test
    void aNewerVersionOvertakesAnUnsentOlderOne() {
        UUID older = world.prepared("r1", 1);

        UUID newer = world.prepared("r1", 2);

        assertSuperseded(older);
        assertThat(world.state(newer)).isEqualTo(TransferState.READY);
        assertThat(world.claim(older, newer)).extracting(ClaimedTransfer::id).containsExactly(newer);
    }

    @Test
    void aNewerVersionOvertakesEvenWhenItIsDenied() {
        UUID older = world.prepared("r1", 1);

        world.commit(world.stopped(world.claimed("r1", 2), TransferState.DENIED, ReasonCode.DATASET));

        assertSuperseded(older);
    }

    @Test
    void aNewerVersionOvertakesOneThatWaitsForItsAgreement() {
        UUID older =
                world.committed(world.stopped(world.claimed("r1", 1), TransferState.WAITING, ReasonCode.SUSPENDED));

        world.prepared("r1", 2);

        assertSuperseded(older);
    }

    @Test
    void aNewerVersionOvertakesOneInQuarantine() {
        UUID older = world.committed(world.quarantined(world.claimed("r1", 1), "payload"));

        world.prepared("r1", 2);

        assertSuperseded(older);
    }

    @Test
    void aNewerVersionOvertakesAParkedOne() {
        ClaimedTransfer older = world.sending("r1", 1);
        world.settle(LedgerWorld.ended(older, TransferState.PARKED));

        world.prepared("r1", 2);

        assertSuperseded(older.id());
    }

    @Test
    void aNewerVersionDoesNotReachIntoAnotherLane() {
        UUID other = world.prepared("r2", 1);

        world.prepared("r1", 2);

        assertThat(world.state(other)).isEqualTo(TransferState.READY);
    }

    @Test
    void anOlderVersionThatArrivesLateIsSupersededAtBirth() {
        UUID newer = world.prepared("r1", 2);
        PreparedTransfer late = world.ready(world.claimed("r1", 1));

        assertThat(world.commit(late)).isEmpty();

        assertSuperseded(late.id());
        assertThat(world.state(newer)).isEqualTo(TransferState.READY);
        assertThat(world.leaves("transfer")).isEqualTo(1);
    }

    @Test
    void twoVersionsInOneBatchLeaveTheNewer() {
        PreparedTransfer older = world.ready(world.claimed("r1", 1));
        PreparedTransfer newer = world.ready(world.claimed("r1", 2));

        assertThat(world.commit(newer, older)).containsExactly(newer);

        assertSuperseded(older.id());
        assertThat(world.state(newer.id())).isEqualTo(TransferState.READY);
    }

    @Test
    void anOlderVersionThatWasDeniedStaysDenied() {
        world.prepared("r1", 2);

        UUID denied = world.committed(world.stopped(world.claimed("r1", 1), TransferState.DENIED, ReasonCode.DATASET));

        assertThat(world.state(denied)).isEqualTo(TransferState.DENIED);
    }

    @Test
    void aNewerVersionWaitsWhileTheOlderIsBeingSentAndIsWokenAfterwards() {
        ClaimedTransfer older = world.sending("r1", 1);
        UUID newer = world.prepared("r1", 2);

        assertThat(world.state(older.id())).isEqualTo(TransferState.SENDING);
        assertThat(world.claim(newer)).isEmpty();
        assertThat(world.isAwake(newer)).isFalse();

        world.settle(LedgerWorld.receivedBy(older));

        assertThat(world.isAwake(newer)).isTrue();
        assertThat(world.claim(newer)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = TransferState.class,
            names = {"REJECTED", "PARKED", "ACCEPTED"})
    void aNewerVersionIsWokenHoweverTheOlderEnds(TransferState end) {
        ClaimedTransfer older = world.sending("r1", 1);
        UUID newer = world.prepared("r1", 2);

        world.settle(LedgerWorld.ended(older, end));

        assertThat(world.isAwake(newer)).isTrue();
        assertThat(world.claim(newer)).hasSize(1);
    }

    @Test
    void aNewerVersionWaitsWhileTheOlderIsUnknownAndIsWokenWhenItIsResolved() {
        ClaimedTransfer older = world.sending("r1", 1);
        UUID newer = world.prepared("r1", 2);

        world.settle(LedgerWorld.unknown(older));

        assertThat(world.claim(newer)).isEmpty();
        assertThat(world.isAwake(newer)).isFalse();

        world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, true, 12, 10);

        assertSuperseded(older.id());
        assertThat(world.isAwake(newer)).isTrue();
        assertThat(world.claim(newer)).hasSize(1);
    }

    @Test
    void aNewerVersionIsWokenWhenTheUnknownOlderOneIsParked() {
        ClaimedTransfer older = world.sending("r1", 1);
        UUID newer = world.prepared("r1", 2);
        world.settle(LedgerWorld.unknown(older));

        world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, false, 12, 10);

        assertThat(world.state(older.id())).isEqualTo(TransferState.PARKED);
        assertThat(world.isAwake(newer)).isTrue();
    }

    @Test
    void anOlderVersionThatWouldBeSentAgainIsSupersededWhenANewerIsThere() {
        ClaimedTransfer older = world.sending("r1", 1);
        UUID newer = world.prepared("r1", 2);

        assertThat(world.settle(LedgerWorld.sendAgain(older, Duration.ofMinutes(1))))
                .containsExactly(true);

        assertSuperseded(older.id());
        assertThat(world.isAwake(newer)).isTrue();
        assertThat(world.claim(newer)).hasSize(1);
    }

    @Test
    void replayOfAnOlderVersionSupersedesItWhenANewerIsThere() {
        ClaimedTransfer older = world.sending("r1", 1);
        world.prepared("r1", 2);
        world.settle(LedgerWorld.ended(older, TransferState.PARKED));

        assertThat(world.ledger().operations().replay(older.id(), "operator")).isTrue();

        assertSuperseded(older.id());
    }

    @Test
    void eightConcurrentClaimsOfOneLaneGiveOne() {
        UUID transfer = world.prepared("r1", 1);
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<List<ClaimedTransfer>>> claims = IntStream.range(0, 8)
                .mapToObj(i -> LedgerWorld.atOnce(() -> {
                    await().until(() -> go.getCount() == 0);
                    return world.claim(transfer);
                }))
                .toList();

        go.countDown();

        assertThat(claims.stream().map(CompletableFuture::join).flatMap(List::stream))
                .hasSize(1);
    }

    @Test
    void aClaimWaitsForAnotherOfItsLaneAndThenTakesNothing() {
        ClaimedTransfer older = world.sending("r1", 1);
        UUID newer = world.prepared("r1", 2);
        world.settle(LedgerWorld.unknown(older));
        // What the rules above never let happen: two of one lane that may both leave.
        world.jdbc().execute("ALTER TABLE transfer DISABLE TRIGGER state_change");
        world.jdbc().update("UPDATE transfer SET state = 'READY' WHERE id = ?", older.id());
        world.jdbc().execute("ALTER TABLE transfer ENABLE TRIGGER state_change");
        CountDownLatch claimed = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<List<ClaimedTransfer>> first = LedgerWorld.atOnce(() -> world.inTransaction(l -> {
            List<ClaimedTransfer> mine = world.claim(older.id());
            claimed.countDown();
            await().until(() -> commit.getCount() == 0);
            return mine;
        }));
        await().until(() -> claimed.getCount() == 0);
        CompletableFuture<List<ClaimedTransfer>> second = LedgerWorld.atOnce(() -> world.claim(newer));
        await().until(() -> world.waitingForLocks() > 0);

        commit.countDown();

        assertThat(first.join()).hasSize(1);
        assertThat(second.join()).isEmpty();
    }

    @Test
    void lanesAreLockedInTheOrderOfTheirKeysAsTheDatabaseSortsThem() {
        // Two lanes whose keys signed and unsigned bytes put into different order.
        List<String> records =
                Stream.iterate(0, i -> i + 1).map(i -> "r" + i).limit(1000).toList();
        String low = records.stream().filter(r -> key(r)[0] >= 0).findFirst().orElseThrow();
        String high = records.stream().filter(r -> key(r)[0] < 0).findFirst().orElseThrow();
        world.prepared(low, 1);
        world.prepared(high, 1);
        PreparedTransfer[] batch = {world.ready(world.claimed(low, 2)), world.ready(world.claimed(high, 2))};

        world.ledger().transaction().executeWithoutResult(status -> {
            lock(low, "");
            CompletableFuture<?> other = LedgerWorld.atOnce(() -> world.commit(batch));
            await().until(() -> world.waitingForLocks() > 0);

            // It waits for the lower key, so it must not hold the higher one yet.
            lock(high, "NOWAIT");

            assertThat(other).isNotDone();
        });
        await().untilAsserted(() -> assertThat(world.state(batch[1].id())).isEqualTo(TransferState.READY));
    }

    private static void lock(String recordId, String how) {
        world.jdbc().query("SELECT 1 FROM lane WHERE key = ? FOR UPDATE " + how, row -> {}, key(recordId));
    }

    private static byte[] key(String recordId) {
        return new Lane(LedgerWorld.CENTER, LedgerWorld.DATASET, recordId, LedgerWorld.PLATFORM).key();
    }

    @Test
    void theKeyOfALaneDependsOnEachOfItsParts() {
        List<Lane> lanes = List.of(
                new Lane("a", "b", "c", "d"),
                new Lane("ab", "", "c", "d"),
                new Lane("a", "bc", "", "d"),
                new Lane("a", "b", "cd", ""),
                new Lane("a", "b", "c", "e"));

        assertThat(lanes.stream().map(lane -> Arrays.toString(lane.key())))
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key.split(",")).hasSize(16));
    }

    @Test
    void theStatementOfALaterVersionNamesTheTransferBeforeIt() {
        UUID first = world.prepared("r1", 1);
        Lane lane = new Lane(LedgerWorld.CENTER, LedgerWorld.DATASET, "r1", LedgerWorld.PLATFORM);

        assertThat(world.ledger().preparations().predecessor(lane, 2)).isEqualTo(first);
        assertThat(world.ledger().preparations().predecessor(lane, 1)).isNull();
    }

    private static void assertSuperseded(UUID transfer) {
        assertThat(world.state(transfer)).isEqualTo(TransferState.SUPERSEDED);
        assertThat(world.reason(transfer)).isEqualTo("NEWER_VERSION");
    }
}
