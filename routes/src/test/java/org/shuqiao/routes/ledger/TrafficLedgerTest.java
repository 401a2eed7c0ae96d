package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.TrafficLedger.Flow;
import org.shuqiao.routes.ledger.TrafficLedger.Recent;
import org.shuqiao.routes.ledger.TrafficLedger.Side;
import org.shuqiao.routes.ledger.TrafficLedger.Slot;

class TrafficLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static TrafficLedger traffic() {
        return world.ledger().traffic(Duration.ofSeconds(5));
    }

    private static Recent counted() {
        TrafficLedger traffic = traffic();
        while (traffic.count()) {
            assertThat(world.rows("traffic")).isLessThan(1_000);
        }
        return traffic.recent(5);
    }

    /** Seven submissions: one stored, one refused, one parked, one denied, one uncovered, one in quarantine, one not prepared. */
    private static void oneOfEach() {
        world.settle(LedgerWorld.receivedBy(world.sending("stored", 1)));
        world.settle(LedgerWorld.ended(world.sending("refused", 1), TransferState.REJECTED));
        world.settle(LedgerWorld.ended(world.sending("parked", 1), TransferState.PARKED));
        world.commit(world.stopped(world.claimed("denied", 1), TransferState.DENIED, ReasonCode.EXPIRED));
        world.commit(world.stopped(world.claimed("uncovered", 1), TransferState.DENIED, ReasonCode.NO_AGREEMENT));
        world.commit(world.quarantined(world.claimed("suspected", 1), "payload"));
        world.stored("waits", 1);
    }

    private static String text(Flow flow) {
        return flow.side() + " " + flow.party() + " " + flow.came() + " " + flow.went() + " " + flow.refused() + " "
                + flow.held() + " " + flow.uncovered();
    }

    @Test
    void countsWhatCameWentAndFailedForEveryParty() {
        oneOfEach();

        assertThat(counted().flows())
                .extracting(TrafficLedgerTest::text)
                .containsExactly(
                        "CENTER " + LedgerWorld.CENTER + " 7 1 2 2 1",
                        "PLATFORM " + LedgerWorld.PLATFORM + " 6 1 1 1 0",
                        "PREPARED  6 3 1 1 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_AGREEMENT", "DIRECTION", "DATASET"})
    void takesWhatNobodyAgreedOnForNoFailure(ReasonCode reason) {
        world.commit(world.stopped(world.claimed("r", 1), TransferState.DENIED, reason));
        counted();

        assertThat(traffic().day(10).stream().mapToLong(Slot::failed).sum()).isZero();
        assertThat(traffic().day(10).stream().mapToLong(Slot::uncovered).sum()).isEqualTo(1);
    }

    @Test
    void takesForPreparedOnlyWhatWasSigned() {
        world.commit(world.stopped(world.claimed("denied", 1), TransferState.DENIED, ReasonCode.EXPIRED));
        world.commit(world.stopped(world.claimed("uncovered", 1), TransferState.DENIED, ReasonCode.NO_AGREEMENT));
        world.commit(world.quarantined(world.claimed("suspected", 1), "payload"));

        assertThat(counted().flows())
                .filteredOn(flow -> flow.side() == Side.PREPARED)
                .singleElement()
                .satisfies(flow -> {
                    assertThat(flow.came()).isEqualTo(3);
                    assertThat(flow.went()).isZero();
                    assertThat(flow.median()).isNull();
                });
    }

    @Test
    void countsNothingTwice() {
        oneOfEach();
        Recent once = counted();

        assertThat(counted().flows()).isEqualTo(once.flows());
    }

    @Test
    void saysHowLongItTook() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.jdbc().update("UPDATE transfer SET created_at = created_at - interval '7 seconds'");
        world.settle(LedgerWorld.receivedBy(sent));

        assertThat(counted().flows())
                .filteredOn(flow -> flow.side() == Side.PLATFORM)
                .singleElement()
                .satisfies(flow -> assertThat(flow.median()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(20)));
    }

    @Test
    void makesUpForTheTimeInWhichNobodyCounted() {
        oneOfEach();
        world.jdbc().update("UPDATE transfer SET changed_at = now() - interval '5 hours'");

        assertThat(counted().flows()).noneMatch(flow -> flow.side() == Side.CENTER && flow.refused() > 0);
        assertThat(traffic().day(10).stream().mapToLong(Slot::failed).sum()).isEqualTo(4);
    }

    @Test
    void showsADayInWhichNothingHappenedAsNoughts() {
        counted();
        Instant before = Instant.now();

        List<Slot> day = traffic().day(10);

        assertThat(day).hasSize(144).allSatisfy(slot -> assertThat(slot.came()).isZero());
        assertThat(day.get(143).from()).isBetween(before.minus(10, ChronoUnit.MINUTES), Instant.now());
        assertThat(day).isSortedAccordingTo((a, b) -> a.from().compareTo(b.from()));
    }

    @Test
    void leavesTheCountingToWhoeverHasBegunIt() {
        oneOfEach();

        world.ledger().transaction().executeWithoutResult(status -> {
            world.jdbc().queryForList("SELECT 1 FROM traffic_counted FOR UPDATE");
            assertThat(LedgerWorld.atOnce(() -> traffic().count()).join()).isFalse();
        });

        assertThat(world.rows("traffic")).isZero();
    }

    @Test
    void forgetsWhatIsOlderThanADay() {
        world.jdbc()
                .update(
                        "INSERT INTO traffic VALUES ('CENTER', now() - interval '25 hours', 'somebody', 1, 1, 1, 1, NULL, 1)");

        counted();

        assertThat(world.rows("traffic")).isZero();
    }

    @Test
    void tellsTheVolumeOfEveryCenterAlsoOfOneThatSentNothing() {
        world.ledger().centers().register(LedgerWorld.CENTER, "青岛中心", "370212", "admin");
        world.ledger().centers().register("91500000MA5U000017", "重庆中心", "500112", "admin");
        oneOfEach();
        counted();

        assertThat(traffic().volumes())
                .extracting(volume -> volume.name() + " " + volume.region() + " " + volume.came())
                .containsExactly("青岛中心 370212 7", "重庆中心 500112 0");
    }

    @Test
    void tellsWhoseSubmissionsWait() {
        oneOfEach();

        assertThat(traffic().backlogs()).singleElement().satisfies(backlog -> {
            assertThat(backlog.center()).isEqualTo(LedgerWorld.CENTER);
            assertThat(backlog.submissions()).isEqualTo(1);
            assertThat(backlog.since()).isBefore(Instant.now().plusSeconds(5));
        });
    }

    @Test
    void tellsWhoseTransfersWaitForAPersonHoweverOld() {
        oneOfEach();
        world.jdbc().update("UPDATE transfer SET changed_at = changed_at - interval '2 days'");

        assertThat(traffic().held()).containsExactly(Map.entry(LedgerWorld.CENTER, 2L));
    }
}
