package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;

class SweepLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @Test
    void findsASubmissionWhoseHintWasLostOnce() {
        UUID submission = world.stored("r1", 1);
        assertThat(sweep().dueSubmissions(10)).isEmpty();
        world.letRestsEnd();

        assertThat(sweep().dueSubmissions(10)).containsExactly(submission);
        assertThat(sweep().dueSubmissions(10)).isEmpty();
        assertThat(world.claimed(submission).attempt()).isEqualTo(1);
    }

    @Test
    void findsASubmissionAgainWhoseGatewayDied() {
        UUID submission = world.stored("r1", 1);
        world.claimed(submission);
        assertThat(sweep().dueSubmissions(10)).isEmpty();

        world.letLeasesEnd();

        assertThat(sweep().dueSubmissions(10)).containsExactly(submission);
        assertThat(world.claimed(submission).attempt()).isEqualTo(2);
    }

    @Test
    void findsAReadyTransferWhoseHintWasLostOnce() {
        UUID transfer = world.prepared("r1", 1);
        assertThat(dueReady()).isEmpty();
        world.letRestsEnd();

        assertThat(dueReady()).containsExactly(transfer);
        assertThat(dueReady()).isEmpty();
    }

    @Test
    void findsNothingThatIsPreparedOrSent() {
        world.stored("r1", 1);
        ClaimedTransfer sent = world.sending("r2", 1);
        world.settle(LedgerWorld.receivedBy(sent));
        world.commit(world.stopped(world.claimed("r3", 1), TransferState.DENIED, ReasonCode.DATASET));
        world.letRestsEnd();

        assertThat(sweep().dueSubmissions(10)).hasSize(1);
        assertThat(sweep().duePendingTransfers(10)).isEmpty();
        assertThat(dueReady()).isEmpty();
        assertThat(sweep().endLostLeases(10)).isEmpty();
        assertThat(resolve(true)).isEmpty();
    }

    @Test
    void skipsTransfersThatRest() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.sendAgain(sent, Duration.ofMinutes(5)));

        assertThat(dueReady()).isEmpty();
    }

    @Test
    void skipsAPausedPlatform() {
        UUID transfer = world.prepared("r1", 1);
        ClaimedTransfer lost = world.sending("r2", 1);
        world.settle(LedgerWorld.unknown(lost));
        world.letRestsEnd();
        world.ledger().operations().pause(LedgerWorld.PLATFORM, "maintenance", "operator");

        assertThat(dueReady()).isEmpty();
        assertThat(resolve(true)).isEmpty();

        world.ledger().operations().resume(LedgerWorld.PLATFORM, "operator");
        assertThat(dueReady()).containsExactly(transfer);
        assertThat(resolve(true)).containsExactly(lost.id());
    }

    @Test
    void skipsAPlatformWhoseCircuitIsOpen() {
        world.prepared("r1", 1);
        world.letRestsEnd();
        world.jdbc().update("UPDATE platform SET circuit_open_until = now() + interval '1 minute'");

        assertThat(dueReady()).isEmpty();
    }

    @Test
    void takesTheLongestWaitingFirstAndNoMoreThanAsked() {
        UUID second = world.prepared("r1", 1);
        UUID first = world.prepared("r2", 1);
        world.jdbc().update("UPDATE transfer SET wake_at = now() - interval '1 minute' WHERE id = ?", second);
        world.jdbc().update("UPDATE transfer SET wake_at = now() - interval '2 minutes' WHERE id = ?", first);

        assertThat(sweep().dueReadyTransfers(LedgerWorld.PLATFORM, 1)).containsExactly(first);
        assertThat(sweep().dueReadyTransfers(LedgerWorld.PLATFORM, 1)).containsExactly(second);
    }

    @Test
    void leavesALiveLeaseAlone() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.jdbc().update("UPDATE transfer SET wake_at = now()");

        assertThat(sweep().endLostLeases(10)).isEmpty();
        assertThat(world.state(sent.id())).isEqualTo(TransferState.SENDING);
    }

    @Test
    void makesATransferUnknownWhoseLeaseRanOut() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.letLeasesEnd();

        assertThat(sweep().endLostLeases(10)).containsExactly(sent.id());

        assertThat(world.state(sent.id())).isEqualTo(TransferState.UNKNOWN);
        assertThat(world.reason(sent.id())).isEqualTo("LEASE_LOST");
        assertThat(world.jdbc().queryForObject("SELECT may_have_arrived FROM transfer", Boolean.class))
                .isTrue();
    }

    @Test
    void sendsAnUnknownTransferAgainWhereThePlatformHonoursOurKey() {
        UUID lost = lost("r1");

        assertThat(resolve(true)).containsExactly(lost);

        assertThat(world.state(lost)).isEqualTo(TransferState.READY);
        assertThat(dueReady()).containsExactly(lost);
        assertThat(world.sending(lost).sends()).isEqualTo(2);
    }

    @Test
    void parksAnUnknownTransferWhereAPersonMustDecide() {
        UUID lost = lost("r1");

        assertThat(resolve(false)).containsExactly(lost);

        assertThat(world.state(lost)).isEqualTo(TransferState.PARKED);
        assertThat(world.reason(lost)).isEqualTo("ASKS_A_PERSON");
    }

    @Test
    void parksAnUnknownTransferWhoseBudgetIsSpent() {
        UUID lost = lost("r1");
        sweep().resolveUnknown(LedgerWorld.PLATFORM, true, 2, 10);
        world.sending(lost);
        world.letLeasesEnd();
        sweep().endLostLeases(10);

        sweep().resolveUnknown(LedgerWorld.PLATFORM, true, 2, 10);

        assertThat(world.state(lost)).isEqualTo(TransferState.PARKED);
        assertThat(world.reason(lost)).isEqualTo("BUDGET_SPENT");
    }

    @Test
    void leavesAnUnknownTransferAloneWhileItRests() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.unknown(sent));
        world.jdbc().update("UPDATE transfer SET wake_at = now() + interval '1 minute'");

        assertThat(resolve(true)).isEmpty();
    }

    @Test
    void resolvesOnlyTransfersOfThePlatformAskedFor() {
        lost("r1");
        world.ledger().operations().register(List.of("other"));

        assertThat(sweep().resolveUnknown("other", true, 12, 10)).isEmpty();
    }

    @Test
    void preparesAnewWhatWaitsForAnAgreementThatHasResumedMeanwhile() {
        Preparation slow = world.claimed("r1", 1);
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);
        world.change(AgreementState.SUSPENDED, AgreementState.ACTIVE);
        UUID late = world.committed(world.stopped(slow, TransferState.WAITING, ReasonCode.SUSPENDED));

        assertThat(sweep().duePendingTransfers(10)).containsExactly(late);
        assertThat(world.state(late)).isEqualTo(TransferState.PENDING);
    }

    @Test
    void leavesWhatWaitsForASuspendedAgreement() {
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);
        UUID waiting =
                world.committed(world.stopped(world.claimed("r1", 1), TransferState.WAITING, ReasonCode.SUSPENDED));
        world.letRestsEnd();

        assertThat(sweep().duePendingTransfers(10)).isEmpty();
        assertThat(world.state(waiting)).isEqualTo(TransferState.WAITING);
    }

    @Test
    void findsAPendingTransferAgainWhoseGatewayDied() {
        UUID transfer = world.prepared("r1", 1);
        world.activate(LedgerWorld.AGREEMENT, 2);
        world.claim(transfer);
        assertThat(sweep().duePendingTransfers(10)).containsExactly(transfer);
        world.claimedAgain(transfer);
        assertThat(sweep().duePendingTransfers(10)).isEmpty();

        world.letLeasesEnd();

        assertThat(sweep().duePendingTransfers(10)).containsExactly(transfer);
    }

    private static UUID lost(String recordId) {
        ClaimedTransfer sent = world.sending(recordId, 1);
        world.letLeasesEnd();
        assertThat(sweep().endLostLeases(10)).containsExactly(sent.id());
        return sent.id();
    }

    private static List<UUID> resolve(boolean resendable) {
        return sweep().resolveUnknown(LedgerWorld.PLATFORM, resendable, 12, 10);
    }

    private static List<UUID> dueReady() {
        return sweep().dueReadyTransfers(LedgerWorld.PLATFORM, 10);
    }

    private static SweepLedger sweep() {
        return world.ledger().sweep();
    }
}
