package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.mappings.WorkingDays;
import org.shuqiao.routes.agreements.RevokeAgreement;
import org.shuqiao.routes.agreements.RevokeAgreement.Progress;
import org.shuqiao.routes.agreements.RevokeAgreement.Revoked;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;

class AgreementLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @Test
    void keepsTheDocumentAsItWasImported() {
        StoredAgreement stored = agreements().find(LedgerWorld.AGREEMENT, 1).orElseThrow();

        assertThat(stored).usingRecursiveComparison().isEqualTo(LedgerWorld.agreement(LedgerWorld.AGREEMENT, 1));
        assertThat(agreements().find(LedgerWorld.AGREEMENT, 2)).isEmpty();
    }

    @Test
    void activationEndsTheVersionBefore() {
        assertThat(world.activate(LedgerWorld.AGREEMENT, 2)).isTrue();

        assertThat(agreements().all())
                .extracting(StoredAgreement::version, StoredAgreement::state)
                .containsExactly(tuple(1, AgreementState.ENDED), tuple(2, AgreementState.ACTIVE));
    }

    @Test
    void refusesAVersionThatDoesNotFollowTheNewest() {
        for (String prev : new String[] {null, "0".repeat(64)}) {
            assertThat(world.activate(LedgerWorld.AGREEMENT, 2, prev)).isFalse();
        }

        assertThat(agreements().all())
                .extracting(StoredAgreement::version, StoredAgreement::state)
                .containsExactly(tuple(1, AgreementState.ACTIVE));
    }

    @Test
    void refusesTheSameVersionTwiceAndChangesNothing() {
        assertThat(world.activate(LedgerWorld.AGREEMENT, 1)).isFalse();

        assertThat(agreements().all()).extracting(StoredAgreement::state).containsExactly(AgreementState.ACTIVE);
    }

    @Test
    void leavesOneVersionInForceWhenTwoAreActivatedAtOnce() {
        List<CompletableFuture<Boolean>> activations = List.of(2, 3, 4, 5).stream()
                .map(version -> LedgerWorld.atOnce(() -> world.activate(LedgerWorld.AGREEMENT, version)))
                .toList();
        activations.forEach(CompletableFuture::join);

        assertThat(agreements().all().stream().filter(a -> a.state() == AgreementState.ACTIVE))
                .hasSize(1);
    }

    @Test
    void resumePreparesWaitingTransfersAnew() {
        UUID queued = world.prepared("r1", 1);
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);
        world.claim(queued);
        UUID fresh =
                world.committed(world.stopped(world.claimed("r2", 1), TransferState.WAITING, ReasonCode.SUSPENDED));

        world.change(AgreementState.SUSPENDED, AgreementState.ACTIVE);

        for (UUID transfer : List.of(queued, fresh)) {
            assertThat(world.state(transfer)).isEqualTo(TransferState.PENDING);
            assertThat(world.reason(transfer)).isEqualTo("AGREEMENT_CHANGED");
        }
        assertThat(world.ledger().sweep().duePendingTransfers(10)).containsExactlyInAnyOrder(queued, fresh);
        world.commit(world.ready(world.claimedAgain(queued)));
        assertThat(world.claim(queued)).hasSize(1);
    }

    @Test
    void case7ASuspensionStopsWhatIsQueuedAlready() {
        UUID queued = world.prepared("r1", 1);
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);

        assertThat(world.claim(queued)).isEmpty();

        assertThat(world.state(queued)).isEqualTo(TransferState.WAITING);
        assertThat(world.reason(queued)).isEqualTo("SUSPENDED");
    }

    @Test
    void aNewVersionPreparesAnewWhatWaitsForTheSuspendedOne() {
        UUID queued = world.prepared("r1", 1);
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);
        world.claim(queued);

        world.activate(LedgerWorld.AGREEMENT, 2);

        assertThat(world.state(queued)).isEqualTo(TransferState.PENDING);
    }

    @Test
    void whatWaitsForASuspendedAgreementIsPreparedAnewWhenAnotherComesIntoForce() {
        UUID queued = world.prepared("r1", 1);
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);
        world.claim(queued);
        assertThat(world.state(queued)).isEqualTo(TransferState.WAITING);

        world.activate("A2", 1);

        assertThat(world.state(queued)).isEqualTo(TransferState.PENDING);
        assertThat(world.isAwake(queued)).isTrue();
    }

    @Test
    void revocationPreparesWaitingTransfersAnewSoThatTheyAreDenied() {
        UUID queued = world.prepared("r1", 1);
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);
        world.claim(queued);

        world.change(AgreementState.SUSPENDED, AgreementState.REVOKED);

        assertThat(world.state(queued)).isEqualTo(TransferState.PENDING);
    }

    @Test
    void changesNothingFromAStateItIsNotIn() {
        assertThat(agreements()
                        .change(LedgerWorld.AGREEMENT, AgreementState.SUSPENDED, AgreementState.ACTIVE, "officer", ""))
                .isEmpty();
        assertThat(agreements().change("unknown", AgreementState.ACTIVE, AgreementState.REVOKED, "officer", ""))
                .isEmpty();
        assertThat(world.rows("agreement_event WHERE event IN ('ACTIVE', 'REVOKED')"))
                .isZero();
    }

    @Test
    void recordsWhoChangedWhatAndWhy() {
        agreements().change(LedgerWorld.AGREEMENT, AgreementState.ACTIVE, AgreementState.REVOKED, "Li", "misuse");

        assertThat(world.jdbc()
                        .queryForList(
                                "SELECT event || ' by ' || actor || ': ' || reason FROM agreement_event ORDER BY id",
                                String.class))
                .containsExactly(
                        "DRAFTED by officer-1: ",
                        "PROPOSED by officer-1: ",
                        "COUNTERSIGNED by officer-1: ",
                        "ACTIVATED by officer-2: ",
                        "REVOKED by Li: misuse");
    }

    @Test
    void revocationWaitsForAClaimThatIsBeingCommittedAndThenCountsItAsDraining() {
        UUID transfer = world.prepared("r1", 1);
        CountDownLatch claimed = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<List<ClaimedTransfer>> claim = LedgerWorld.atOnce(() -> world.inTransaction(l -> {
            List<ClaimedTransfer> mine = world.claim(transfer);
            claimed.countDown();
            await().until(() -> commit.getCount() == 0);
            return mine;
        }));
        await().until(() -> claimed.getCount() == 0);
        CompletableFuture<Optional<Integer>> revocation = LedgerWorld.atOnce(this::revoke);
        await().until(() -> world.waitingForLocks() > 0);
        assertThat(revocation).isNotDone();

        commit.countDown();

        ClaimedTransfer sending = claim.join().get(0);
        assertThat(revocation.join()).contains(1);
        assertThat(agreements().sending(LedgerWorld.AGREEMENT)).isEqualTo(1);
        world.settle(LedgerWorld.receivedBy(sending));
        assertThat(agreements().sending(LedgerWorld.AGREEMENT)).isZero();
    }

    @Test
    void aRevocationDrainsUntilNothingIsBeingSentUnderIt() {
        ClaimedTransfer sending = world.claim(world.prepared("r1", 1)).get(0);
        revoke();
        RevokeAgreement revocations =
                new RevokeAgreement(world.ledger().revocations(), agreements(), WorkingDays.load(), Clock.systemUTC());

        assertThat(revocations.revoke(LedgerWorld.AGREEMENT, "officer", "again"))
                .isEqualTo(new Revoked(AgreementState.REVOKED, Progress.DRAINING, null, 1));
        world.settle(LedgerWorld.receivedBy(sending));

        assertThat(revocations.revoke(LedgerWorld.AGREEMENT, "officer", "again").progress())
                .isEqualTo(Progress.ACKNOWLEDGED);
    }

    @Test
    void aClaimWaitsForARevocationThatIsBeingCommittedAndThenTakesNothing() {
        UUID transfer = world.prepared("r1", 1);
        CountDownLatch revoked = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<Optional<Integer>> revocation = LedgerWorld.atOnce(() -> world.inTransaction(l -> {
            Optional<Integer> draining = revoke();
            revoked.countDown();
            await().until(() -> commit.getCount() == 0);
            return draining;
        }));
        await().until(() -> revoked.getCount() == 0);
        CompletableFuture<List<ClaimedTransfer>> claim = LedgerWorld.atOnce(() -> world.claim(transfer));
        await().until(() -> world.waitingForLocks() > 0);

        commit.countDown();

        assertThat(revocation.join()).contains(0);
        assertThat(claim.join()).isEmpty();
        assertThat(world.claim(transfer)).isEmpty();
        assertThat(world.state(transfer)).isEqualTo(TransferState.PENDING);
    }

    private Optional<Integer> revoke() {
        return agreements()
                .change(LedgerWorld.AGREEMENT, AgreementState.ACTIVE, AgreementState.REVOKED, "officer", "misuse");
    }

    private static AgreementLedger agreements() {
        return world.ledger().agreements();
    }
}
