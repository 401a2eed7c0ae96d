package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.DutyClosingLedger.Duty;
import org.shuqiao.routes.ledger.RevocationLedger.Order;
import org.shuqiao.routes.ledger.TakeDownLedger.Ended;
import tools.jackson.databind.json.JsonMapper;

/** What is done about transfers once their agreement is revoked and demands deletion, or when their time to be kept is over. */
class AfterRevocationLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static final DutyAfter DELETE =
            new DutyAfter(LedgerWorld.AGREEMENT, 1, DutyAfter.Kind.STOP_AND_DELETE, null);

    private Visitors visitors;

    @BeforeEach
    void center() {
        visitors = new Visitors(world);
    }

    private static UUID ready(String record, long version, DutyAfter... duties) {
        return world.committed(world.ready(world.claimed(record, version)).owing(List.of(duties)));
    }

    private static UUID stored(String record, long version) {
        UUID transfer = ready(record, version, DELETE);
        world.settle(LedgerWorld.receivedBy(world.sending(transfer)));
        return transfer;
    }

    private static void revoke() {
        RevocationLedger revocations = world.ledger().revocations();
        assertThat(revocations.revoke(
                        revocations.newest(LedgerWorld.AGREEMENT).orElseThrow(),
                        new Order(null, true, "officer", "breach")))
                .isTrue();
    }

    private List<Ended> perform(boolean takesDown) {
        List<Ended> ended = new ArrayList<>();
        world.ledger().afterRevocations().perform(100, platform -> takesDown, one -> {
            ended.add(one);
            return visitors.submission(
                    "take_down",
                    one.transfer().toString(),
                    1,
                    JsonMapper.shared().createObjectNode());
        });
        return ended;
    }

    private static boolean hasPayload(UUID transfer) {
        return world.jdbc()
                .queryForObject(
                        "SELECT payload IS NOT NULL FROM transfer_content WHERE id = ?", Boolean.class, transfer);
    }

    private static int open() {
        return world.jdbc()
                .queryForObject("SELECT count(*)::int FROM transfer_duty WHERE done_at IS NULL", Integer.class);
    }

    @Test
    void nothingIsDoneWhileTheAgreementIsInForce() {
        UUID transfer = stored("r1", 1);

        assertThat(perform(true)).isEmpty();

        assertThat(hasPayload(transfer)).isTrue();
        assertThat(open()).isEqualTo(1);
    }

    @Test
    void case8WhatWasSentBeforeARevocationIsTakenDownAndDeletedOnceItsReceiptHasCome() {
        UUID transfer = ready("r1", 1, DELETE);
        ClaimedTransfer sent = world.sending(transfer);
        revoke();
        assertThat(perform(true)).as("nobody knows yet where it is").isEmpty();
        assertThat(hasPayload(transfer)).isTrue();

        world.settle(LedgerWorld.receivedBy(sent));
        assertThat(world.reason(transfer)).isEqualTo("REVOKED_POST");

        assertThat(perform(true))
                .extracting(Ended::transfer, Ended::reason)
                .containsExactly(tuple(transfer, "agreement_revoked"));
        assertThat(hasPayload(transfer)).isFalse();
        assertThat(world.leaves("deletion")).isEqualTo(1);
        assertThat(world.rows("submission_content"))
                .as("only that of the take-down")
                .isEqualTo(1);
        assertThat(open()).isEqualTo(1);
        assertThat(perform(true)).as("once").isEmpty();
    }

    @Test
    void isDoneWhenThePlatformHasStoredTheTakeDown() {
        UUID transfer = stored("r1", 1);
        revoke();
        perform(true);
        assertThat(world.ledger().afterRevocations().withdrawTakenDown()).isZero();

        UUID submission = world.jdbc().queryForObject("SELECT taken_down_by FROM transfer_duty", UUID.class);
        PreparedTransfer takeDown = world.ready(world.claimed(submission));
        world.commit(afterRevocation(takeDown));
        assertThat(world.ledger().agreements().sending(LedgerWorld.AGREEMENT)).isZero();
        ClaimedTransfer sent = world.sending(takeDown.id());
        assertThat(world.ledger().agreements().sending(LedgerWorld.AGREEMENT))
                .as("a take-down by the clause keeps no revocation from being complete")
                .isZero();
        world.settle(LedgerWorld.receivedBy(sent));

        assertThat(world.reason(takeDown.id())).isEmpty();
        assertThat(world.ledger().afterRevocations().withdrawTakenDown()).isEqualTo(1);
        assertThat(world.state(transfer)).isEqualTo(TransferState.WITHDRAWN);
        assertThat(open()).isZero();
    }

    /** As the decision by the revocation clause says it. */
    private static PreparedTransfer afterRevocation(PreparedTransfer plain) {
        return new PreparedTransfer(
                plain.id(),
                plain.preparation(),
                plain.platform(),
                plain.state(),
                plain.reason(),
                plain.agreement(),
                plain.agreementVersion(),
                plain.decision().replaceFirst("^\\{", "{\"afterRevocation\": true, "),
                plain.content(),
                null,
                null);
    }

    @Test
    void onlyATakeDownLeavesUnderARevokedAgreement() {
        UUID transfer = world.prepared("r1", 1);
        revoke();

        assertThat(world.claim(transfer)).isEmpty();
        assertThat(world.state(transfer)).isEqualTo(TransferState.PENDING);
    }

    @Test
    void aTakeDownThatIsQueuedWhenItsAgreementIsRevokedIsDecidedAnewAndLeavesByTheClause() {
        UUID takeDown = queuedTakeDown();
        revoke();

        assertThat(world.claim(takeDown)).isEmpty();
        assertThat(world.state(takeDown)).isEqualTo(TransferState.PENDING);
        world.commit(afterRevocation(world.ready(world.claimedAgain(takeDown))));

        assertThat(world.leaves("void")).isEqualTo(1);
        assertThat(world.claim(takeDown)).hasSize(1);
    }

    @Test
    void aTakeDownThatIsQueuedWhenTheTermEndsIsDecidedAnewAndLeavesByTheClause() {
        UUID takeDown = queuedTakeDown();
        world.jdbc().update("UPDATE agreement SET valid_until = now()");

        assertThat(world.claim(takeDown)).isEmpty();
        assertThat(world.state(takeDown)).isEqualTo(TransferState.PENDING);
        world.commit(afterRevocation(world.ready(world.claimedAgain(takeDown))));
        world.ledger().agreementTerms().endOver(10);

        assertThat(world.claim(takeDown)).hasSize(1);
    }

    private UUID queuedTakeDown() {
        NewSubmission submission =
                visitors.submission("take_down", "shown", 1, JsonMapper.shared().createObjectNode());
        world.store(submission);
        return world.committed(world.ready(world.claimed(submission.id())));
    }

    @Test
    void whatArrivedIsTakenDownAndDeletedAlsoWhereTheTermEndedBeforeTheNotice() {
        UUID transfer = stored("r1", 1);
        notice();
        world.jdbc().update("UPDATE agreement SET valid_until = now()");
        world.ledger().agreementTerms().endOver(10);
        assertThat(perform(true)).as("the notice still runs").isEmpty();

        letNoticeRunOut();

        assertThat(perform(true)).extracting(Ended::transfer).containsExactly(transfer);
        assertThat(hasPayload(transfer)).isFalse();
        assertThat(world.ledger().duties().open(null, 10)).hasSize(1);
    }

    @Test
    void nothingIsTakenDownWhereANewerVersionCameBeforeTheEndOfTheNotice() {
        UUID transfer = stored("r1", 1);
        notice();
        world.activate(LedgerWorld.AGREEMENT, 2);
        letNoticeRunOut();

        assertThat(perform(true)).isEmpty();
        assertThat(hasPayload(transfer)).isTrue();
    }

    private static void notice() {
        RevocationLedger revocations = world.ledger().revocations();
        revocations.revoke(
                revocations.newest(LedgerWorld.AGREEMENT).orElseThrow(),
                new Order(Instant.now().plus(Duration.ofDays(7)), true, "officer", "breach"));
    }

    private static void letNoticeRunOut() {
        world.jdbc().update("UPDATE revocation SET effective_at = now()");
        assertThat(world.ledger().revocations().takeEffect(10)).isZero();
    }

    @Test
    void whatIsTakenDownAlreadyIsDoneOnceThatIsStored() {
        UUID transfer = stored("r1", 1);
        UUID takeDown = takenDownForItsConsent(transfer);
        revoke();

        assertThat(perform(true)).as("it is told once").isEmpty();
        assertThat(hasPayload(transfer)).isFalse();
        assertThat(open()).isEqualTo(1);

        PreparedTransfer leaving = world.ready(world.claimed(takeDown));
        world.commit(afterRevocation(leaving));
        world.settle(LedgerWorld.receivedBy(world.sending(leaving.id())));
        world.ledger().afterRevocations().withdrawTakenDown();
        assertThat(open()).isZero();
    }

    private UUID takenDownForItsConsent(UUID transfer) {
        NewSubmission takeDown = visitors.submission(
                "take_down", transfer.toString(), 1, JsonMapper.shared().createObjectNode());
        world.store(takeDown);
        world.jdbc()
                .update(
                        """
                        INSERT INTO consent (center, id, owner, dataset, valid_from, valid_until, withdrawn_at)
                        VALUES (?, 'c1', 'owner', 'activity', '-infinity', 'infinity', now())
                        """,
                        LedgerWorld.CENTER);
        world.jdbc()
                .update(
                        """
                        INSERT INTO publication (transfer, center, consent, lane, shown_until, taken_down_by)
                        SELECT id, center, 'c1', lane, 'infinity', ? FROM transfer WHERE id = ?
                        """,
                        takeDown.id(),
                        transfer);
        return takeDown.id();
    }

    @Test
    void whichVersionIsShownIsNotGuessedWhileANewerOneIsOnItsWay() {
        UUID first = stored("r1", 1);
        ClaimedTransfer second = world.sending(ready("r1", 2, DELETE));
        revoke();
        assertThat(perform(true)).isEmpty();
        assertThat(hasPayload(first)).isTrue();

        world.settle(LedgerWorld.ended(second, TransferState.REJECTED));

        assertThat(perform(true)).extracting(Ended::transfer).containsExactly(first);
        assertThat(hasPayload(second.id())).isFalse();
        assertThat(open()).as("that of the rejected one is done").isEqualTo(1);
    }

    @Test
    void aTakeDownSpeaksForNoNewerVersionThanItsOwn() {
        UUID first = stored("r1", 1);
        revoke();
        world.activate(LedgerWorld.AGREEMENT, 2);
        UUID second = ready("r1", 2, new DutyAfter(LedgerWorld.AGREEMENT, 2, DutyAfter.Kind.STOP_AND_DELETE, null));

        perform(true);

        assertThat(takenDownBy(first)).isNotNull();
        assertThat(takenDownBy(second)).isNull();
    }

    @Test
    void followsTheTakeDownThatWasThereBefore() {
        UUID transfer = stored("r1", 1);
        NewSubmission before = visitors.submission(
                "take_down", transfer.toString(), 1, JsonMapper.shared().createObjectNode());
        world.store(before);
        revoke();

        perform(true);

        assertThat(takenDownBy(transfer)).isEqualTo(before.id());
    }

    private static UUID takenDownBy(UUID transfer) {
        return world.jdbc()
                .queryForObject("SELECT taken_down_by FROM transfer_duty WHERE transfer = ?", UUID.class, transfer);
    }

    @Test
    void whatIsQueuedIsPreparedAnewSoThatItsPayloadGoesAlsoWhileNothingIsClaimed() {
        UUID transfer = ready("r1", 1, DELETE);
        revoke();

        assertThat(perform(true)).isEmpty();

        assertThat(world.state(transfer)).isEqualTo(TransferState.PENDING);
        world.commit(world.stopped(world.claimedAgain(transfer), TransferState.DENIED, ReasonCode.REVOKED));
        assertThat(hasPayload(transfer)).isFalse();
        assertThat(world.leaves("void")).isEqualTo(1);
        assertThat(open()).isZero();
    }

    @Test
    void onlyTheNewestVersionOfARecordIsTakenDown() {
        UUID first = stored("r1", 1);
        UUID second = stored("r1", 2);
        revoke();

        assertThat(perform(true)).extracting(Ended::transfer).containsExactly(second);

        assertThat(hasPayload(first)).isFalse();
        assertThat(hasPayload(second)).isFalse();
        assertThat(world.leaves("deletion")).isEqualTo(2);
    }

    @Test
    void aPlatformThatCannotBeToldLeavesTheDutyOpenForAPerson() {
        UUID transfer = stored("r1", 1);
        revoke();

        assertThat(perform(false)).isEmpty();

        assertThat(hasPayload(transfer)).isFalse();
        assertThat(open()).isEqualTo(1);
    }

    @Test
    void whatAnOfficerHasClosedStaysClosedWhenANewerVersionIsTakenDown() {
        UUID first = stored("r1", 1);
        revoke();
        perform(false);
        assertThat(world.ledger()
                        .dutyClosings()
                        .close(first, LedgerWorld.AGREEMENT, Duty.STOP_AND_DELETE, new byte[32], "seen", "officer-key"))
                .isTrue();
        world.activate(LedgerWorld.AGREEMENT, 2);
        UUID second = ready("r1", 2, new DutyAfter(LedgerWorld.AGREEMENT, 2, DutyAfter.Kind.STOP_AND_DELETE, null));
        world.jdbc().update("UPDATE transfer SET agreement_version = 2 WHERE id = ?", second);
        world.settle(LedgerWorld.receivedBy(world.sending(second)));
        revoke();

        assertThat(perform(true)).extracting(Ended::transfer).containsExactly(second);

        assertThat(takenDownBy(first)).isNull();
        assertThat(world.jdbc()
                        .queryForObject(
                                "SELECT done_at IS NOT NULL FROM transfer_duty WHERE transfer = ?",
                                Boolean.class,
                                first))
                .isTrue();
    }

    @Test
    void whatThePlatformRefusedIsOnlyDeleted() {
        UUID transfer = ready("r1", 1, DELETE);
        world.settle(LedgerWorld.ended(world.sending(transfer), TransferState.REJECTED));
        revoke();

        assertThat(perform(true)).isEmpty();

        assertThat(hasPayload(transfer)).isFalse();
        assertThat(open()).isZero();
    }

    @Test
    void aPayloadIsDeletedWhenItsRetentionEnds() {
        UUID transfer =
                ready("r1", 1, new DutyAfter(LedgerWorld.AGREEMENT, 1, DutyAfter.Kind.RETENTION, Duration.ofDays(30)));
        world.settle(LedgerWorld.receivedBy(world.sending(transfer)));
        assertThat(world.ledger().retentions().deleteDue(10)).isZero();

        letRetentionEnd();
        assertThat(world.ledger().retentions().deleteDue(10)).isEqualTo(1);

        assertThat(hasPayload(transfer)).isFalse();
        assertThat(world.state(transfer)).isEqualTo(TransferState.STORED);
        assertThat(world.leaves("deletion")).isEqualTo(1);
        assertThat(world.rows("submission_content")).isZero();
        assertThat(world.ledger().retentions().deleteDue(10)).isZero();
    }

    @Test
    void whatHasNotLeftWhenItsRetentionEndsNeverWill() {
        DutyAfter retention = new DutyAfter(LedgerWorld.AGREEMENT, 1, DutyAfter.Kind.RETENTION, Duration.ofDays(30));
        UUID waiting = ready("r1", 1, retention);
        UUID parked = ready("r2", 1, retention);
        world.settle(LedgerWorld.ended(world.sending(parked), TransferState.PARKED));
        UUID sending = ready("r3", 1, retention);
        world.sending(sending);
        letRetentionEnd();

        assertThat(world.ledger().retentions().deleteDue(10)).isEqualTo(2);

        assertThat(world.state(waiting)).isEqualTo(TransferState.DENIED);
        assertThat(world.reason(waiting)).isEqualTo("RETENTION_ENDED");
        assertThat(world.leaves("void")).isEqualTo(1);
        assertThat(world.state(parked)).isEqualTo(TransferState.ABANDONED);
        assertThat(hasPayload(sending)).isTrue();
        assertThat(world.claim(waiting)).isEmpty();
    }

    private static void letRetentionEnd() {
        world.jdbc().update("UPDATE transfer_duty SET due_at = now() WHERE duty = 'RETENTION'");
    }
}
