package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.ledger.BulkLedger.Plan;
import org.shuqiao.routes.ledger.BulkLedger.Progress;
import org.shuqiao.routes.ledger.ParkedLedger.Action;

class BulkLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static final TransferFilter REJECTED_BY_IT =
            new TransferFilter(null, "PLATFORM_REJECT", null, null, null, null, null);

    private List<UUID> parked;

    @BeforeEach
    void park() {
        parked = IntStream.range(0, 5).mapToObj(i -> parked("r" + i)).toList();
    }

    private static UUID parked(String recordId) {
        ClaimedTransfer sent = world.sending(recordId, 1);
        world.settle(LedgerWorld.ended(sent, TransferState.PARKED));
        return sent.id();
    }

    private static BulkLedger bulk() {
        return world.ledger().bulk(Duration.ofMinutes(10));
    }

    private static Progress step(Plan plan, int limit) {
        return bulk().step(plan.id(), Action.REPLAY, REJECTED_BY_IT, "the platform is well again", "op", limit)
                .orElseThrow();
    }

    @Test
    void countsAndChangesNothing() {
        Plan plan = bulk().plan(Action.ABANDON, REJECTED_BY_IT, "op");

        assertThat(plan.matched()).isEqualTo(5);
        assertThat(parked).allSatisfy(id -> assertThat(world.state(id)).isEqualTo(TransferState.PARKED));
        assertThat(world.leaves("operator-action")).isZero();
    }

    @Test
    void replaysInStepsAndMeetsNothingTwice() {
        Plan plan = bulk().plan(Action.REPLAY, REJECTED_BY_IT, "op");

        assertThat(step(plan, 2)).isEqualTo(new Progress(2, 5, false));
        assertThat(world.state(parked.get(0))).isEqualTo(TransferState.READY);
        world.settle(LedgerWorld.ended(world.sending(parked.get(0)), TransferState.PARKED));
        assertThat(step(plan, 2)).isEqualTo(new Progress(4, 5, false));
        assertThat(step(plan, 2)).isEqualTo(new Progress(5, 5, true));
        assertThat(step(plan, 2)).isEqualTo(new Progress(5, 5, true));

        assertThat(world.state(parked.get(0))).as("parked again meanwhile").isEqualTo(TransferState.PARKED);
        assertThat(world.leaves("operator-action")).isEqualTo(5);
        assertThat(world.jdbc().queryForList("SELECT DISTINCT reason FROM operator_act", String.class))
                .containsExactly("the platform is well again");
    }

    @Test
    void leavesAloneWhatIsParkedAfterTheCount() {
        Plan plan = bulk().plan(Action.REPLAY, REJECTED_BY_IT, "op");
        UUID later = parked("later");

        assertThat(step(plan, 100)).isEqualTo(new Progress(5, 5, true));
        assertThat(world.state(later)).isEqualTo(TransferState.PARKED);
    }

    @Test
    void givesUpForGood() {
        Plan plan = bulk().plan(Action.ABANDON, REJECTED_BY_IT, "op");

        bulk().step(plan.id(), Action.ABANDON, REJECTED_BY_IT, "withdrawn by the centers", "op", 100);

        assertThat(parked).allSatisfy(id -> {
            assertThat(world.state(id)).isEqualTo(TransferState.ABANDONED);
            assertThat(world.reason(id)).isEqualTo("GIVEN_UP");
        });
    }

    @Test
    void refusesATokenOfAnotherAct() {
        Plan plan = bulk().plan(Action.REPLAY, REJECTED_BY_IT, "op");
        TransferFilter all = new TransferFilter(null, null, null, null, null, null, null);

        assertThat(bulk().step(plan.id(), Action.ABANDON, REJECTED_BY_IT, "x", "op", 9))
                .isEmpty();
        assertThat(bulk().step(plan.id(), Action.REPLAY, all, "x", "op", 9)).isEmpty();
        assertThat(bulk().step(plan.id(), Action.REPLAY, REJECTED_BY_IT, "x", "another", 9))
                .isEmpty();
        assertThat(bulk().step(UUID.randomUUID(), Action.REPLAY, REJECTED_BY_IT, "x", "op", 9))
                .isEmpty();
        world.jdbc().update("UPDATE bulk_plan SET touched_at = now() - interval '11 minutes'");
        assertThat(bulk().step(plan.id(), Action.REPLAY, REJECTED_BY_IT, "x", "op", 9))
                .isEmpty();
        assertThat(parked).allSatisfy(id -> assertThat(world.state(id)).isEqualTo(TransferState.PARKED));
    }
}
