package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.CancelLedger.Cancellation;
import org.shuqiao.routes.ledger.QuarantineLedger.Decision;
import org.shuqiao.routes.ledger.QuarantineLedger.Looked;
import org.shuqiao.routes.ledger.QuarantineLedger.Outcome;

class CancelLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static Cancellation cancel(UUID submission) {
        return world.ledger()
                .cancellations()
                .cancel(submission, LedgerWorld.CENTER, "key-1")
                .orElseThrow();
    }

    private static Cancellation cancelSubmissionOf(UUID transfer) {
        return cancel(
                world.jdbc().queryForObject("SELECT submission FROM transfer WHERE id = ?", UUID.class, transfer));
    }

    private static void assertCancelled(UUID transfer) {
        assertThat(world.state(transfer)).isEqualTo(TransferState.SUPERSEDED);
        assertThat(world.reason(transfer)).isEqualTo("CANCELLED");
    }

    private static void assertUntouched(UUID transfer, TransferState state) {
        Cancellation cancellation = cancelSubmissionOf(transfer);

        assertThat(cancellation.isEffective()).isFalse();
        assertThat(cancellation.transfers())
                .extracting(CancelLedger.Fate::state)
                .containsExactly(state);
        assertThat(world.state(transfer)).isEqualTo(state);
        assertThat(world.leaves("operator-action")).isZero();
    }

    @Test
    void takesBackWhatIsReady() {
        UUID transfer = world.prepared("r1", 1);

        assertThat(cancelSubmissionOf(transfer).isEffective()).isTrue();

        assertCancelled(transfer);
        assertThat(world.claim(transfer)).isEmpty();
        assertThat(world.leaves("operator-action")).isEqualTo(1);
    }

    @Test
    void takesBackWhatWaitsForItsAgreement() {
        UUID transfer =
                world.committed(world.stopped(world.claimed("r1", 1), TransferState.WAITING, ReasonCode.SUSPENDED));
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);

        assertThat(cancelSubmissionOf(transfer).isEffective()).isTrue();
        world.change(AgreementState.SUSPENDED, AgreementState.ACTIVE);

        assertCancelled(transfer);
    }

    @Test
    void takesBackWhatIsInQuarantine() {
        UUID transfer = world.committed(world.quarantined(world.claimed("r1", 1), "payload"));

        assertThat(cancelSubmissionOf(transfer).isEffective()).isTrue();

        assertCancelled(transfer);
        assertThat(release(transfer)).isEqualTo(Outcome.NOT_THERE);
    }

    private static Outcome release(UUID transfer) {
        return world.ledger()
                .quarantine(platform -> false)
                .judge(transfer, Decision.RELEASE, Looked.ANYHOW, "officer", "");
    }

    @Test
    void takesBackWhatSurelyWasNotDelivered() {
        ClaimedTransfer sending = world.sending("r1", 1);
        world.settle(LedgerWorld.ended(sending, TransferState.PARKED));

        assertThat(cancelSubmissionOf(sending.id()).isEffective()).isTrue();

        assertCancelled(sending.id());
    }

    @Test
    void takesBackWhatIsBeingPreparedAnew() {
        UUID transfer = world.committed(world.quarantined(world.claimed("r1", 1), "payload"));
        assertThat(release(transfer)).isEqualTo(Outcome.DONE);
        Preparation again = world.claimedAgain(transfer);

        assertThat(cancelSubmissionOf(transfer).isEffective()).isTrue();

        assertThat(world.commit(world.ready(again))).isEmpty();
        assertCancelled(transfer);
    }

    @Test
    void takesBackASubmissionBeforeItIsPrepared() {
        UUID submission = world.stored("r1", 1);

        Cancellation cancellation = cancel(submission);

        assertThat(cancellation.beforePreparing()).isTrue();
        assertThat(cancellation.isEffective()).isTrue();
        PreparedTransfer verdict = world.ready(world.claimed(submission));
        assertThat(world.commit(verdict)).isEmpty();
        assertCancelled(verdict.id());
        assertThat(world.leaves("transfer")).isZero();
        assertThat(world.leaves("operator-action")).isEqualTo(1);
    }

    @Test
    void takesBackASubmissionWhileItIsBeingPrepared() {
        Preparation claimed = world.claimed("r1", 1);

        cancel(claimed.submission());

        PreparedTransfer verdict = world.ready(claimed);
        assertThat(world.commit(verdict)).isEmpty();
        assertCancelled(verdict.id());
    }

    @Test
    void leavesADenialADenial() {
        Preparation claimed = world.claimed("r1", 1);
        cancel(claimed.submission());

        UUID transfer = world.committed(world.stopped(claimed, TransferState.DENIED, ReasonCode.DATASET));

        assertThat(world.state(transfer)).isEqualTo(TransferState.DENIED);
    }

    @Test
    void isSaidOnceHoweverOftenItIsAsked() {
        UUID submission = world.stored("r1", 1);
        cancel(submission);
        cancel(submission);
        UUID transfer = world.committed(world.ready(world.claimed(submission)));

        assertThat(cancel(submission).isEffective()).isTrue();

        assertCancelled(transfer);
        assertThat(world.leaves("operator-action")).isEqualTo(1);
    }

    @Test
    void leavesAloneWhatIsBeingSent() {
        assertUntouched(world.sending("r1", 1).id(), TransferState.SENDING);
    }

    @Test
    void leavesAloneWhatMayHaveArrived() {
        ClaimedTransfer sending = world.sending("r1", 1);
        world.settle(LedgerWorld.unknown(sending));
        assertUntouched(sending.id(), TransferState.UNKNOWN);

        world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, true, 3, 10);
        assertUntouched(sending.id(), TransferState.READY);
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "REJECTED"})
    void leavesAloneWhatHasEnded(TransferState state) {
        ClaimedTransfer sending = world.sending("r1", 1);
        world.settle(LedgerWorld.ended(sending, state));

        assertUntouched(sending.id(), state);
    }

    @Test
    void knowsNothingOfAnotherCentersSubmission() {
        UUID transfer = world.prepared("r1", 1);
        UUID submission =
                world.jdbc().queryForObject("SELECT submission FROM transfer WHERE id = ?", UUID.class, transfer);

        assertThat(world.ledger().cancellations().cancel(submission, "91370212MA3C000047", "key-1"))
                .isEmpty();
        assertThat(world.ledger().cancellations().cancel(world.newId(), LedgerWorld.CENTER, "key-1"))
                .isEmpty();
        assertThat(world.state(transfer)).isEqualTo(TransferState.READY);
    }

    @Test
    void makesRoomForTheNextVersion() {
        cancelSubmissionOf(world.prepared("r1", 1));

        UUID next = world.prepared("r1", 2);

        assertThat(world.claim(next)).extracting(ClaimedTransfer::id).containsExactly(next);
    }
}
