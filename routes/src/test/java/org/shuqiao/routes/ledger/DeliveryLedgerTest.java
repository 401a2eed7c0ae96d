package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;

class DeliveryLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @Test
    void claimsOnceOfADoubledHint() {
        UUID transfer = world.prepared("r1", 1);

        assertThat(world.claim(transfer, transfer)).hasSize(1);
        assertThat(world.claim(transfer)).isEmpty();
        assertThat(world.state(transfer)).isEqualTo(TransferState.SENDING);
    }

    @Test
    void givesTheClaimWhatWasSigned() {
        PreparedTransfer prepared = world.ready(world.claimed("r1", 1));
        world.commit(prepared);

        ClaimedTransfer claimed = world.sending(prepared.id());

        assertThat(claimed.payload()).isEqualTo(prepared.content().payload());
        assertThat(claimed.statement()).isEqualTo(prepared.content().statement());
        assertThat(claimed.signature()).isEqualTo(prepared.content().signature());
        assertThat(claimed.signingChain()).isEqualTo(prepared.content().signingChain());
        assertThat(claimed.attempt()).isEqualTo(1);
        assertThat(claimed.sends()).isEqualTo(1);
        assertThat(claimed.createdAt()).isBefore(claimed.claimedAt());
    }

    @ParameterizedTest
    @CsvSource({"STORED", "REJECTED", "PARKED", "UNKNOWN"})
    void doesNothingForAHintOfATransferThatIsDone(TransferState done) {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(done == TransferState.UNKNOWN ? LedgerWorld.unknown(sent) : LedgerWorld.ended(sent, done));

        assertThat(world.claim(sent.id())).isEmpty();
        assertThat(world.state(sent.id())).isEqualTo(done);
    }

    @Test
    void doesNothingForAHintOfADeniedTransfer() {
        UUID denied = world.committed(world.stopped(world.claimed("r1", 1), TransferState.DENIED, ReasonCode.DATASET));

        assertThat(world.claim(denied)).isEmpty();
        assertThat(world.state(denied)).isEqualTo(TransferState.DENIED);
    }

    @Test
    void doesNothingForUnknownIdsAndForNone() {
        assertThat(world.claim(world.newId())).isEmpty();
        assertThat(world.claim()).isEmpty();
    }

    @Test
    void claimsNothingForAnotherPlatform() {
        UUID transfer = world.prepared("r1", 1);
        world.ledger().operations().register(List.of("other"));

        assertThat(world.ledger().deliveries().claim("other", List.of(transfer), 10, LedgerWorld.CALLS))
                .isEmpty();
        assertThat(world.state(transfer)).isEqualTo(TransferState.READY);
    }

    @Test
    void claimsNothingThatRests() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.sendAgain(sent, Duration.ofHours(1)));

        assertThat(world.claim(sent.id())).isEmpty();

        world.letRestsEnd();
        assertThat(world.sending(sent.id())).satisfies(again -> {
            assertThat(again.attempt()).isEqualTo(2);
            assertThat(again.sends()).isEqualTo(2);
        });
    }

    @Test
    void movesATransferUnderASuspendedAgreementToWaiting() {
        UUID transfer = world.prepared("r1", 1);
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);

        assertRefused(transfer, TransferState.WAITING, ReasonCode.SUSPENDED);
    }

    @Test
    void movesATransferUnderAnEndedVersionToPending() {
        UUID transfer = world.prepared("r1", 1);
        world.activate(LedgerWorld.AGREEMENT, 2);

        assertRefused(transfer, TransferState.PENDING, ReasonCode.AGREEMENT_CHANGED);
        assertThat(world.ledger().sweep().duePendingTransfers(10)).containsExactly(transfer);
    }

    @Test
    void movesATransferUnderARevokedAgreementToPendingSoThatItsStatementIsVoided() {
        UUID transfer = world.prepared("r1", 1);
        world.change(AgreementState.ACTIVE, AgreementState.REVOKED);

        assertRefused(transfer, TransferState.PENDING, ReasonCode.AGREEMENT_CHANGED);
        world.commit(world.stopped(world.claimedAgain(transfer), TransferState.DENIED, ReasonCode.REVOKED));
        assertThat(world.leaves("void")).isEqualTo(1);
    }

    @Test
    void deniesATransferUnderAnAgreementWhoseTermIsOver() {
        UUID transfer = world.prepared("r1", 1);
        world.jdbc().update("UPDATE agreement SET valid_until = now()");

        assertRefused(transfer, TransferState.DENIED, ReasonCode.EXPIRED);
        assertThat(world.leaves("void")).isEqualTo(1);
    }

    @Test
    void deniesATransferUnderAnAgreementWhoseTermHasNotBegun() {
        UUID transfer = world.prepared("r1", 1);
        world.jdbc().update("UPDATE agreement SET valid_from = now() + interval '1 hour'");

        assertRefused(transfer, TransferState.DENIED, ReasonCode.NOT_YET);
    }

    @Test
    void claimsThoseOfAHintThatArePermittedAndNoOthers() {
        world.activate("A2", 1);
        PreparedTransfer under2 = world.ready(world.claimed("r2", 1));
        UUID other = world.committed(new PreparedTransfer(
                under2.id(),
                under2.preparation(),
                under2.platform(),
                under2.state(),
                null,
                "A2",
                1,
                under2.decision(),
                under2.content(),
                null,
                null));
        UUID mine = world.prepared("r1", 1);
        world.ledger().agreements().change("A2", AgreementState.ACTIVE, AgreementState.REVOKED, "officer", "");

        assertThat(world.claim(mine, other)).extracting(ClaimedTransfer::id).containsExactly(mine);
        assertThat(world.state(other)).isEqualTo(TransferState.PENDING);
    }

    @Test
    void preparesAnewBesideAnAgreementThatCameIntoForceAfterTheDecision() {
        UUID before = world.prepared("r1", 1);
        world.activate("A2", 1);
        UUID after = world.prepared("r2", 1);

        assertThat(world.claim(before, after)).extracting(ClaimedTransfer::id).containsExactly(after);
        assertThat(world.state(before)).isEqualTo(TransferState.PENDING);
        assertThat(world.reason(before)).isEqualTo("AGREEMENT_CHANGED");
    }

    @Test
    void preparesAnewBesideAnAgreementThatWasResumedSince() {
        world.activate("A2", 1);
        world.jdbc().update("UPDATE agreement SET state = 'SUSPENDED' WHERE id = 'A2'");
        UUID transfer = world.prepared("r1", 1);
        world.ledger().agreements().change("A2", AgreementState.SUSPENDED, AgreementState.ACTIVE, "officer", "");

        assertRefused(transfer, TransferState.PENDING, ReasonCode.AGREEMENT_CHANGED);
    }

    @Test
    void preparesAnewWhatOneOfSeveralAgreementsNoLongerBinds() {
        world.activate("A2", 1);
        UUID transfer = world.prepared("r1", 1);
        bindByBoth(transfer);
        world.ledger().agreements().change("A2", AgreementState.ACTIVE, AgreementState.REVOKED, "officer", "");

        assertRefused(transfer, TransferState.PENDING, ReasonCode.AGREEMENT_CHANGED);
    }

    @Test
    void countsWhatIsSentUnderEachOfTheAgreementsThatBindIt() {
        world.activate("A2", 1);
        UUID transfer = world.prepared("r1", 1);
        bindByBoth(transfer);
        world.sending(transfer);

        assertThat(world.ledger().agreements().sending("A2")).isEqualTo(1);
        assertThat(world.ledger().agreements().sending(LedgerWorld.AGREEMENT)).isEqualTo(1);
    }

    /** Another payload under the same id could not be told from what arrived. */
    @Test
    void whatMayHaveArrivedIsNotPreparedAnewBesideAnotherAgreementAndItsLateReceiptCounts() {
        ClaimedTransfer sent = mayHaveArrived("r1");
        world.activate("A2", 1);

        assertRefused(sent.id(), TransferState.PARKED, ReasonCode.AGREEMENT_CHANGED);
        assertArrivesLate(sent);
    }

    @Test
    void whatMayHaveArrivedIsNotPreparedAnewUnderANewerVersionOfItsAgreement() {
        ClaimedTransfer sent = mayHaveArrived("r1");
        world.activate(LedgerWorld.AGREEMENT, 2);

        assertRefused(sent.id(), TransferState.PARKED, ReasonCode.AGREEMENT_CHANGED);
        assertArrivesLate(sent);
    }

    @Test
    void whatMayHaveArrivedIsNotMaskedAnewWhenTheKeysChange() {
        ClaimedTransfer sent = mayHaveArrived("r1");
        maskedWith(sent.id(), "7");

        assertRefused(sent.id(), TransferState.PARKED, ReasonCode.KEY_VERSION);
        assertArrivesLate(sent);
    }

    /** Whether by a key that is no more, or before decisions said by which. */
    @Test
    void masksAnewWhatIsNotKnownToBeMaskedWithTheKeyOfNow() {
        UUID known = world.prepared("r1", 1);
        maskedWith(known, "7");
        UUID old = world.prepared("r2", 1);
        world.jdbc()
                .update(
                        """
                        UPDATE transfer_content
                        SET decision = decision || '{"transforms": [{"path": "/a", "name": "pseudonym", "version": "1"}]}'
                        WHERE id = ?
                        """,
                        old);

        assertRefused(known, TransferState.PENDING, ReasonCode.KEY_VERSION);
        assertRefused(old, TransferState.PENDING, ReasonCode.KEY_VERSION);
    }

    private static ClaimedTransfer mayHaveArrived(String record) {
        ClaimedTransfer sent = world.sending(record, 1);
        world.settle(LedgerWorld.unknown(sent));
        world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, true, 12, 10);
        assertThat(world.state(sent.id())).isEqualTo(TransferState.READY);
        return sent;
    }

    private static void maskedWith(UUID transfer, String version) {
        world.jdbc()
                .update(
                        """
                        UPDATE transfer_content
                        SET decision = decision || jsonb_build_object('masking', jsonb_build_object('version', ?::text, 'year', 2026))
                        WHERE id = ?
                        """,
                        version,
                        transfer);
    }

    private static void assertArrivesLate(ClaimedTransfer sent) {
        assertThat(world.leaves("void")).isZero();
        assertThat(world.settle(LedgerWorld.receivedBy(sent))).containsExactly(true);
        assertThat(world.state(sent.id())).isEqualTo(TransferState.STORED);
    }

    private static void bindByBoth(UUID transfer) {
        world.jdbc()
                .update(
                        "UPDATE transfer_content SET decision = jsonb_set(decision, '{agreements}', decision -> 'inForce') WHERE id = ?",
                        transfer);
    }

    @Test
    void preparesAnewWhatWasDecidedBeforeDecisionsSaidWhatTheyKnew() {
        UUID transfer = world.prepared("r1", 1);
        world.jdbc().update("UPDATE transfer_content SET decision = decision - 'inForce' WHERE id = ?", transfer);

        assertRefused(transfer, TransferState.PENDING, ReasonCode.AGREEMENT_CHANGED);
    }

    /** No agreement of it is held, and none of what the claim decides again was decided of it. */
    @Test
    void whatBecomesReadyDuringAClaimIsLeftToTheNext() {
        UUID late = world.prepared("r1", 1);
        world.jdbc().update("UPDATE transfer SET state = 'PENDING' WHERE id = ?", late);
        PreparedTransfer outdated = world.ready(world.claimedAgain(late));
        world.activate("A2", 1);
        UUID ready = world.prepared("r2", 1);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Integer> lane = LedgerWorld.atOnce(() -> world.inTransaction(l -> {
            world.jdbc()
                    .queryForList(
                            "SELECT 1 FROM lane WHERE key = (SELECT lane FROM transfer WHERE id = ?) FOR UPDATE",
                            ready);
            held.countDown();
            await().until(() -> release.getCount() == 0);
            return 0;
        }));
        await().until(() -> held.getCount() == 0);
        CompletableFuture<List<ClaimedTransfer>> claim = LedgerWorld.atOnce(() -> world.claim(ready, late));
        await().until(() -> world.waitingForLocks() > 0);

        world.commit(outdated);
        release.countDown();
        lane.join();

        assertThat(claim.join()).extracting(ClaimedTransfer::id).containsExactly(ready);
        assertThat(world.state(late)).isEqualTo(TransferState.READY);
        assertRefused(late, TransferState.PENDING, ReasonCode.AGREEMENT_CHANGED);
    }

    @Test
    void deniesWhatIsNotWhatWasSignedAndVoidsItsStatement() {
        ClaimedTransfer sending = world.sending("r1", 1);
        UUID next = world.prepared("r1", 2);
        world.jdbc().update("UPDATE transfer_content SET statement = 'another' WHERE id = ?", sending.id());
        assertThat(world.isAwake(next)).isFalse();

        world.ledger().deliveries().denyUnsigned(sending);

        assertThat(world.state(sending.id())).isEqualTo(TransferState.DENIED);
        assertThat(world.reason(sending.id())).isEqualTo("DUTY_SIGN");
        assertThat(world.jdbc()
                        .queryForList(
                                "SELECT convert_from(leaf, 'UTF8') FROM log_leaf WHERE type = 'void' AND subject = ?",
                                String.class,
                                sending.id()))
                .singleElement()
                .asString()
                .contains("DUTY_SIGN", Sm3.hex(sending.statement()));
        assertThat(world.isAwake(next)).as("the next in its lane").isTrue();
    }

    @Test
    void leavesToAPersonWhatIsNotWhatWasSignedAndMayHaveArrived() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.unknown(sent));
        world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, true, 12, 10);
        ClaimedTransfer again = world.sending(sent.id());
        UUID next = world.prepared("r1", 2);

        world.ledger().deliveries().denyUnsigned(again);

        assertThat(world.state(sent.id())).isEqualTo(TransferState.PARKED);
        assertThat(world.reason(sent.id())).isEqualTo("DUTY_SIGN");
        assertThat(world.leaves("void")).as("it speaks for what arrived").isZero();
        assertThat(world.isAwake(next)).isTrue();
    }

    @Test
    void claimsNothingForAPausedPlatformUntilItIsResumed() {
        UUID transfer = world.prepared("r1", 1);
        assertThat(world.ledger().operations().pause(LedgerWorld.PLATFORM, "maintenance", "operator"))
                .isTrue();

        assertThat(world.claim(transfer)).isEmpty();
        assertThat(world.state(transfer)).isEqualTo(TransferState.READY);
        assertThat(world.isAwake(transfer)).isFalse();

        assertThat(world.ledger().operations().resume(LedgerWorld.PLATFORM, "operator"))
                .isTrue();
        assertThat(world.isAwake(transfer)).isTrue();
        assertThat(world.claim(transfer)).hasSize(1);
    }

    @Test
    void resumeLeavesTheRestOfATransferAsItIs() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.sendAgain(sent, Duration.ofHours(1)));

        world.ledger().operations().resume(LedgerWorld.PLATFORM, "operator");

        assertThat(world.isAwake(sent.id())).isFalse();
    }

    @Test
    void knowsNoUnknownPlatform() {
        assertThat(world.ledger().operations().pause("nowhere", "", "operator")).isFalse();
        assertThat(world.ledger().operations().resume("nowhere", "operator")).isFalse();
    }

    @Test
    void showsPlatformsWithTheirSwitch() {
        world.ledger().operations().pause(LedgerWorld.PLATFORM, "maintenance", "operator");

        assertThat(world.ledger().operations().platforms()).singleElement().satisfies(platform -> {
            assertThat(platform.id()).isEqualTo(LedgerWorld.PLATFORM);
            assertThat(platform.paused()).isTrue();
            assertThat(platform.pauseReason()).isEqualTo("maintenance");
            assertThat(platform.circuitOpenUntil()).isNull();
        });
    }

    @Test
    void writesNothingOfAStaleAttempt() {
        ClaimedTransfer stale = world.sending("r1", 1);
        world.letLeasesEnd();
        world.ledger().sweep().endLostLeases(10);
        world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, true, 12, 10);
        ClaimedTransfer live = world.sending(stale.id());

        assertThat(world.settle(LedgerWorld.receivedBy(stale))).containsExactly(false);

        assertThat(world.state(stale.id())).isEqualTo(TransferState.SENDING);
        assertThat(world.rows("delivery_manifest")).isZero();
        assertThat(world.rows("receipt")).isZero();
        assertThat(world.settle(LedgerWorld.receivedBy(live))).containsExactly(true);
    }

    @Test
    void writesNothingOfAnAttemptWhoseLeaseWasLost() {
        ClaimedTransfer lost = world.sending("r1", 1);
        world.letLeasesEnd();
        world.ledger().sweep().endLostLeases(10);

        assertThat(world.settle(LedgerWorld.ended(lost, TransferState.REJECTED)))
                .containsExactly(false);
        assertThat(world.state(lost.id())).isEqualTo(TransferState.UNKNOWN);
    }

    @Test
    void believesAReceiptThoughItsLeaseWasLost() {
        ClaimedTransfer lost = world.sending("r1", 1);
        world.letLeasesEnd();
        world.ledger().sweep().endLostLeases(10);

        assertThat(world.settle(LedgerWorld.receivedBy(lost))).containsExactly(true);
        assertThat(world.state(lost.id())).isEqualTo(TransferState.STORED);
        assertThat(world.reason(lost.id())).isEmpty();
        assertThat(world.rows("delivery_manifest")).isEqualTo(1);
        assertThat(world.rows("receipt")).isEqualTo(1);
    }

    @Test
    void sendsNothingAgainOnceAReceiptHasComeLate() {
        ClaimedTransfer lost = world.sending("r1", 1);
        world.letLeasesEnd();
        world.ledger().sweep().endLostLeases(10);
        world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, true, 12, 10);
        assertThat(world.state(lost.id())).isEqualTo(TransferState.READY);

        assertThat(world.settle(LedgerWorld.receivedBy(lost))).containsExactly(true);

        assertThat(world.claim(lost.id())).isEmpty();
        assertThat(world.state(lost.id())).isEqualTo(TransferState.STORED);
    }

    @Test
    void writesAnOutcomeOnce() {
        ClaimedTransfer sent = world.sending("r1", 1);

        assertThat(world.settle(LedgerWorld.receivedBy(sent))).containsExactly(true);
        assertThat(world.settle(LedgerWorld.receivedBy(sent))).containsExactly(false);
        assertThat(world.rows("delivery_manifest")).isEqualTo(1);
        assertThat(world.rows("receipt")).isEqualTo(1);
    }

    @Test
    void keepsAManifestOfEachAttempt() {
        ClaimedTransfer first = world.sending("r1", 1);
        world.settle(LedgerWorld.sendAgain(first, Duration.ZERO));
        ClaimedTransfer second = world.sending(first.id());
        world.settle(LedgerWorld.receivedBy(second));

        assertThat(world.jdbc().queryForList("SELECT outcome FROM delivery_manifest ORDER BY attempt", String.class))
                .containsExactly("READY", "STORED");
    }

    @Test
    void remembersThatAnUnknownTransferMayHaveArrived() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.unknown(sent));
        world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, false, 12, 10);

        assertThat(world.jdbc().queryForObject("SELECT may_have_arrived FROM transfer", Boolean.class))
                .isTrue();
    }

    @Test
    void replaysAParkedTransferWithAFreshBudget() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.ended(sent, TransferState.PARKED));

        assertThat(world.ledger().operations().replay(sent.id(), "operator")).isTrue();

        assertThat(world.reason(sent.id())).isEqualTo("REPLAYED");
        assertThat(world.sending(sent.id())).satisfies(again -> {
            assertThat(again.sends()).isEqualTo(1);
            assertThat(again.attempt()).isEqualTo(2);
        });
    }

    @Test
    void replaysNothingThatIsNotParked() {
        ClaimedTransfer sent = world.sending("r1", 1);
        assertThat(world.ledger().operations().replay(sent.id(), "operator")).isFalse();
        world.settle(LedgerWorld.receivedBy(sent));
        assertThat(world.ledger().operations().replay(sent.id(), "operator")).isFalse();
        assertThat(world.ledger().operations().replay(world.newId(), "operator"))
                .isFalse();
        assertThat(world.state(sent.id())).isEqualTo(TransferState.STORED);
    }

    @Test
    void showsTheReceiptToItsCenterAndToNoOther() {
        UUID submission = world.stored("r1", 1);
        UUID transfer = world.committed(world.ready(world.claimed(submission)));
        world.settle(LedgerWorld.receivedBy(world.sending(transfer)));
        ReadLedger reads = world.ledger().reads();

        assertThat(reads.submission(submission, LedgerWorld.CENTER))
                .hasValueSatisfying(
                        view -> assertThat(view.transfers()).singleElement().satisfies(shown -> {
                            assertThat(shown.state()).isEqualTo("STORED");
                            assertThat(shown.sends()).isEqualTo(1);
                            assertThat(shown.receipt().stage()).isEqualTo("STORED");
                            assertThat(shown.receipt().receivedAt())
                                    .isBefore(Instant.now().plusSeconds(60));
                        }));
        assertThat(reads.submission(submission, "91370212MA3C00004X")).isEmpty();
        assertThat(reads.receipts(transfer)).hasSize(1);
        assertThat(reads.signedContent(transfer)).isPresent();
    }

    private static UUID encrypted(String recordId) {
        UUID transfer = world.prepared(recordId, 1);
        world.jdbc()
                .update(
                        """
                        UPDATE transfer_content SET decision = jsonb_set(decision, '{duties}', '["encrypt_sm4","log"]') WHERE id = ?
                        """,
                        transfer);
        return transfer;
    }

    @Test
    void whatMustBeEncryptedIsPreparedAnewWhereCallsAreNotEncryptedAnyMore() {
        UUID transfer = encrypted("r1");
        UUID other = world.prepared("r2", 1);

        assertThat(world.claim(transfer, other)).extracting(ClaimedTransfer::id).containsExactly(other);

        assertThat(world.state(transfer)).isEqualTo(TransferState.PENDING);
        assertThat(world.reason(transfer)).isEqualTo("DUTY_ENCRYPT");
    }

    @Test
    void whatMustBeEncryptedLeavesInCallsThatAre() {
        UUID transfer = encrypted("r1");

        assertThat(claimEncrypting(transfer)).extracting(ClaimedTransfer::id).containsExactly(transfer);
    }

    @Test
    void whatMustBeEncryptedAndMayHaveArrivedWaitsForAPerson() {
        UUID transfer = encrypted("r1");
        world.settle(LedgerWorld.unknown(claimEncrypting(transfer).get(0)));
        world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, true, 12, 10);
        assertThat(world.state(transfer)).isEqualTo(TransferState.READY);

        assertThat(world.claim(transfer)).isEmpty();

        assertThat(world.state(transfer)).isEqualTo(TransferState.PARKED);
        assertThat(world.reason(transfer)).isEqualTo("DUTY_ENCRYPT");
    }

    private static List<ClaimedTransfer> claimEncrypting(UUID transfer) {
        CallPlan encrypting = new CallPlan() {
            @Override
            public List<List<ClaimedTransfer>> calls(List<ClaimedTransfer> transfers, int rows) {
                return LedgerWorld.CALLS.calls(transfers, rows);
            }

            @Override
            public boolean encrypts() {
                return true;
            }
        };
        return world
                .ledger()
                .deliveries()
                .claim(LedgerWorld.PLATFORM, List.of(transfer), LedgerWorld.TRIED_ONE_BY_ONE_FROM, encrypting)
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static void assertRefused(UUID transfer, TransferState state, ReasonCode reason) {
        assertThat(world.claim(transfer)).isEmpty();
        assertThat(world.state(transfer)).isEqualTo(state);
        assertThat(world.reason(transfer)).isEqualTo(reason.name());
    }
}
