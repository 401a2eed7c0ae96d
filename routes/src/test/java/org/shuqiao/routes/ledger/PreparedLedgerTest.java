package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.PreparedLedger.Verdict;
import org.springframework.dao.DataIntegrityViolationException;

class PreparedLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @Test
    void claimsASubmissionOnceOfADoubledHint() {
        UUID submission = world.stored("r1", 1);

        assertThat(world.ledger().preparations().claimSubmissions(List.of(submission, submission)))
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.submission()).isEqualTo(submission);
                    assertThat(claim.attempt()).isEqualTo(1);
                    assertThat(claim.version()).isEqualTo(1);
                    assertThat(claim.transfer()).isNull();
                });
        assertThat(world.ledger().preparations().claimSubmissions(List.of(submission)))
                .isEmpty();
    }

    @Test
    void claimsNothingOfASubmissionThatIsPrepared() {
        UUID submission = world.stored("r1", 1);
        world.commit(world.ready(world.claimed(submission)));
        world.letLeasesEnd();

        assertThat(world.ledger().preparations().claimSubmissions(List.of(submission)))
                .isEmpty();
    }

    @Test
    void claimsNothingOfAnUnknownId() {
        assertThat(world.ledger().preparations().claimSubmissions(List.of(world.newId())))
                .isEmpty();
        assertThat(world.ledger().preparations().claimPendingTransfers(List.of(world.newId())))
                .isEmpty();
    }

    @Test
    void claimsATransferOnceOfADoubledHint() {
        UUID transfer = pending("r1");

        assertThat(world.ledger().preparations().claimPendingTransfers(List.of(transfer, transfer)))
                .hasSize(1);
        assertThat(world.ledger().preparations().claimPendingTransfers(List.of(transfer)))
                .isEmpty();
    }

    @Test
    void writesNothingOfAStaleClaim() {
        UUID submission = world.stored("r1", 1);
        Preparation stale = world.claimed(submission);
        world.letLeasesEnd();
        Preparation live = world.claimed(submission);

        assertThat(live.attempt()).isEqualTo(stale.attempt() + 1);
        assertThat(world.commit(world.ready(stale))).isEmpty();
        assertThat(world.rows("transfer")).isZero();
        assertThat(world.rows("transfer_content")).isZero();
        assertThat(world.leaves("transfer")).isZero();
        assertThat(world.rows("lane")).isZero();

        assertThat(world.commit(world.ready(live))).hasSize(1);
    }

    @Test
    void writesNothingOfAClaimThatWasCommittedBefore() {
        Preparation preparation = world.claimed("r1", 1);
        world.commit(world.ready(preparation));

        assertThat(world.commit(world.ready(preparation))).isEmpty();
        assertThat(world.rows("transfer")).isEqualTo(1);
    }

    @Test
    void writesNothingOfAStaleClaimOfATransferPreparedAnew() {
        UUID transfer = pending("r1");
        Preparation stale = world.claimedAgain(transfer);
        world.letLeasesEnd();
        Preparation live = world.claimedAgain(transfer);

        assertThat(world.commit(world.ready(stale))).isEmpty();
        assertThat(world.state(transfer)).isEqualTo(TransferState.PENDING);
        assertThat(world.leaves("transfer")).isEqualTo(1);

        assertThat(world.commit(world.ready(live))).hasSize(1);
        assertThat(world.state(transfer)).isEqualTo(TransferState.READY);
    }

    @Test
    void commitsALeafWithEachReadyTransfer() {
        PreparedTransfer ready = world.ready(world.claimed("r1", 1));

        world.commit(ready);

        assertThat(world.jdbc().queryForList("SELECT leaf FROM log_leaf WHERE subject = ?", byte[].class, ready.id()))
                .singleElement()
                .isEqualTo(ready.content().leaf());
    }

    @Test
    void leavesNoReadyTransferWhoseLeafCouldNotBeWritten() {
        Preparation preparation = world.claimed("r1", 1);
        Clock otherCentury = Clock.fixed(Instant.parse("2100-01-01T00:00:00Z"), ZoneOffset.UTC);
        UUID leafWithoutPartition = new Uuid7(otherCentury, new Random(1)).next();

        assertThatThrownBy(() -> world.commit(world.ready(preparation, leafWithoutPartition)))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(world.rows("transfer")).isZero();
        assertThat(world.rows("transfer_content")).isZero();
        assertThat(world.rows("lane")).isZero();
        assertThat(world.jdbc().queryForObject("SELECT state FROM submission", String.class))
                .isEqualTo("RECEIVED");
    }

    @Test
    void givesATransferThatIsPreparedAnewASecondLeaf() {
        UUID transfer = pending("r1");

        world.commit(world.ready(world.claimedAgain(transfer)));

        assertThat(world.jdbc()
                        .queryForList(
                                "SELECT type FROM log_leaf WHERE subject = ? ORDER BY type", String.class, transfer))
                .containsExactly("transfer", "transfer", "void");
    }

    @Test
    void writesNoLeafForWhatStaysHere() {
        world.commit(
                world.stopped(world.claimed("r1", 1), TransferState.DENIED, ReasonCode.DATASET),
                world.stopped(world.claimed("r2", 1), TransferState.WAITING, ReasonCode.SUSPENDED),
                world.quarantined(world.claimed("r3", 1), "payload"));

        assertThat(world.leaves("transfer")).isZero();
        assertThat(world.rows("transfer_content")).isEqualTo(3);
    }

    @Test
    void keepsTheDecisionOfADeniedTransferWithoutAnyAgreement() {
        Preparation preparation = world.claimed("r1", 1);
        PreparedTransfer denied = new PreparedTransfer(
                world.newId(),
                preparation,
                LedgerWorld.PLATFORM,
                TransferState.DENIED,
                ReasonCode.NO_AGREEMENT,
                null,
                0,
                "{\"considered\":[]}",
                null,
                null,
                null);

        world.commit(denied);

        assertThat(world.state(denied.id())).isEqualTo(TransferState.DENIED);
        assertThat(world.reason(denied.id())).isEqualTo("NO_AGREEMENT");
    }

    @Test
    void keepsAttemptsGrowingWhenATransferIsPreparedAnew() {
        UUID transfer = world.prepared("r1", 1);
        ClaimedTransfer first = world.sending(transfer);
        world.settle(LedgerWorld.sendAgain(first, Duration.ZERO));
        world.activate(LedgerWorld.AGREEMENT, 2);
        assertThat(world.claim(transfer)).isEmpty();
        PreparedTransfer anew = world.ready(world.claimedAgain(transfer));
        world.commit(new PreparedTransfer(
                anew.id(),
                anew.preparation(),
                anew.platform(),
                anew.state(),
                null,
                LedgerWorld.AGREEMENT,
                2,
                anew.decision(),
                anew.content(),
                null,
                null));

        ClaimedTransfer second = world.sending(transfer);

        assertThat(second.attempt()).isGreaterThan(first.attempt());
        assertThat(second.sends()).isEqualTo(1);
    }

    @Test
    void commitsEveryVerdictOfASubmissionOrNone() {
        Preparation preparation = world.claimed("r1", 1);
        PreparedTransfer good = world.ready(preparation);
        PreparedTransfer bad = new PreparedTransfer(
                world.newId(),
                preparation,
                "other",
                TransferState.DENIED,
                ReasonCode.DATASET,
                null,
                0,
                "no JSON",
                null,
                null,
                null);

        assertThatThrownBy(() -> world.inTransaction(
                        l -> l.prepared().commit(List.of(new Verdict(preparation, List.of(good, bad))))))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(world.rows("transfer")).isZero();
    }

    /** A transfer that was READY once and is to be prepared anew, since its agreement was suspended for a while. */
    private static UUID pending(String recordId) {
        UUID transfer = world.prepared(recordId, 1);
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);
        world.claim(transfer);
        world.change(AgreementState.SUSPENDED, AgreementState.ACTIVE);
        assertThat(world.state(transfer)).isEqualTo(TransferState.PENDING);
        return transfer;
    }
}
