package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.ApprovalLedger.Answer;
import org.shuqiao.routes.ledger.ApprovalLedger.Question;
import org.shuqiao.routes.ledger.PreparedTransfer.AskedApproval;

class ApprovalLedgerTest {
    private static final byte[] PAYLOAD = "{\"v\":1}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HASH = Sm3.digest(PAYLOAD);
    private static final Duration PATIENCE = Duration.ofDays(30);

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private final ApprovalLedger approvals = world.ledger().approvals();

    private static UUID waiting(String recordId) {
        return waiting(world.claimed(recordId, 1), PAYLOAD);
    }

    private static UUID waiting(Preparation preparation, byte[] payload) {
        return world.committed(world.stopped(preparation, TransferState.WAITING, ReasonCode.DUTY_APPROVAL)
                .asking(new AskedApproval(Sm3.digest(payload), payload)));
    }

    private static int leaves(UUID transfer, String decision) {
        return world.jdbc()
                .queryForObject(
                        """
                        SELECT count(*)::int FROM log_leaf WHERE subject = ? AND type = 'approval-decision'
                          AND convert_from(leaf, 'UTF8')::jsonb ->> 'decision' = ?
                        """,
                        Integer.class,
                        transfer,
                        decision);
    }

    private static boolean keepsPayload(UUID transfer) {
        return world.jdbc()
                .queryForObject("SELECT payload IS NOT NULL FROM approval WHERE transfer = ?", Boolean.class, transfer);
    }

    @Test
    void case38ShowsAnOfficerExactlyWhatWouldLeave() {
        UUID transfer = waiting("r1");

        assertThat(approvals.waiting(null, 10)).singleElement().satisfies(open -> {
            assertThat(open.transfer()).isEqualTo(transfer);
            assertThat(open.center()).isEqualTo(LedgerWorld.CENTER);
            assertThat(open.payloadHash()).isEqualTo(HASH);
        });
        assertThat(approvals.find(transfer).orElseThrow().payload()).isEqualTo(PAYLOAD);
    }

    @Test
    void goesThroughWhatWaitsPageByPageWithoutGapOrRepetition() {
        List<UUID> transfers = Stream.of("r1", "r2", "r3", "r4", "r5")
                .map(ApprovalLedgerTest::waiting)
                .toList();

        List<Question> pages = new ArrayList<>(approvals.waiting(null, 2));
        pages.addAll(approvals.waiting(pages.get(1).transfer(), 2));
        pages.addAll(approvals.waiting(pages.get(3).transfer(), 2));

        assertThat(pages).extracting(Question::transfer).containsExactlyInAnyOrderElementsOf(transfers);
        assertThat(pages).extracting(one -> one.transfer().toString()).isSorted();
        assertThat(approvals.waiting(pages.get(4).transfer(), 2)).isEmpty();
    }

    @Test
    void case38PreparesAnewWhatIsApprovedAndSaysWhichPayloadWas() {
        UUID transfer = waiting("r1");

        assertThat(approvals.answer(transfer, HASH, Answer.APPROVE, "officer-1", "seen"))
                .isTrue();

        assertThat(world.state(transfer)).isEqualTo(TransferState.PENDING);
        assertThat(world.claimedAgain(transfer).transfer().approvedPayloadHash())
                .isEqualTo(HASH);
        assertThat(leaves(transfer, "APPROVE")).isOne();
        assertThat(keepsPayload(transfer)).isFalse();
        assertThat(approvals.answer(transfer, HASH, Answer.REFUSE, "officer-1", "late"))
                .isFalse();
    }

    @Test
    void case38DeniesWhatIsRefused() {
        UUID transfer = waiting("r1");

        assertThat(approvals.answer(transfer, HASH, Answer.REFUSE, "officer-1", "no"))
                .isTrue();

        assertThat(world.state(transfer)).isEqualTo(TransferState.DENIED);
        assertThat(world.reason(transfer)).isEqualTo("APPROVAL_REFUSED");
        assertThat(leaves(transfer, "REFUSE")).isOne();
        assertThat(keepsPayload(transfer)).isFalse();
    }

    @Test
    void takesNoAnswerAboutAnotherPayload() {
        UUID transfer = waiting("r1");

        assertThat(approvals.answer(transfer, new byte[32], Answer.APPROVE, "officer-1", "seen"))
                .isFalse();
        assertThat(approvals.answer(UUID.randomUUID(), HASH, Answer.APPROVE, "officer-1", "seen"))
                .isFalse();

        assertThat(world.state(transfer)).isEqualTo(TransferState.WAITING);
    }

    @Test
    void asksAgainAboutANewPayloadAndForgetsTheAnswerAboutTheOldOne() {
        UUID transfer = waiting("r1");
        approvals.answer(transfer, HASH, Answer.APPROVE, "officer-1", "seen");
        byte[] other = "{\"v\":2}".getBytes(StandardCharsets.UTF_8);

        waiting(world.claimedAgain(transfer), other);

        assertThat(approvals.find(transfer).orElseThrow().payload()).isEqualTo(other);
        world.jdbc().update("UPDATE transfer SET state = 'PENDING' WHERE id = ?", transfer);
        assertThat(world.claimedAgain(transfer).transfer().approvedPayloadHash())
                .isNull();
    }

    @Test
    void deniesWhatNobodyAnswersInTime() {
        UUID late = waiting("r1");
        UUID inTime = waiting("r2");
        world.jdbc().update("UPDATE approval SET asked_at = now() - interval '31 days' WHERE transfer = ?", late);

        assertThat(approvals.endOverdue(PATIENCE, 10)).isOne();

        assertThat(world.state(late)).isEqualTo(TransferState.DENIED);
        assertThat(world.reason(late)).isEqualTo("APPROVAL_OVERDUE");
        assertThat(leaves(late, "OVERDUE")).isOne();
        assertThat(world.state(inTime)).isEqualTo(TransferState.WAITING);
        assertThat(approvals.waiting(null, 10)).extracting(Question::transfer).containsExactly(inTime);
    }

    @Test
    void keepsTheAgeOfAQuestionAboutTheSamePayload() {
        UUID transfer = waiting("r1");
        world.jdbc().update("UPDATE approval SET asked_at = now() - interval '31 days' WHERE transfer = ?", transfer);
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);
        world.change(AgreementState.SUSPENDED, AgreementState.ACTIVE);

        waiting(world.claimedAgain(transfer), PAYLOAD);

        assertThat(approvals.endOverdue(PATIENCE, 10)).isOne();
    }

    @Test
    void forgetsThePayloadOfWhatDoesNotWaitAnyMore() {
        UUID transfer = waiting("r1");
        approvals.forgetNeedless(10);
        assertThat(approvals.find(transfer)).isPresent();
        world.committed(world.ready(world.claimed("r1", 2)));
        assertThat(world.state(transfer)).isEqualTo(TransferState.SUPERSEDED);

        assertThat(approvals.waiting(null, 10)).isEmpty();
        assertThat(approvals.answer(transfer, HASH, Answer.APPROVE, "officer-1", "seen"))
                .isFalse();
        approvals.forgetNeedless(10);

        assertThat(world.jdbc().queryForList("SELECT transfer FROM approval", UUID.class))
                .isEmpty();
    }

    @Test
    void forgetsThePayloadOfWhatARevocationHasDenied() {
        UUID transfer = waiting("r1");
        world.change(AgreementState.ACTIVE, AgreementState.REVOKED);

        approvals.forgetNeedless(10);
        assertThat(keepsPayload(transfer)).as("may be asked again").isTrue();
        world.commit(world.stopped(world.claimedAgain(transfer), TransferState.DENIED, ReasonCode.REVOKED));
        approvals.forgetNeedless(10);

        assertThat(world.jdbc().queryForList("SELECT transfer FROM approval", UUID.class))
                .isEmpty();
    }

    @Test
    void takesOneAnswerOfManyAtOnce() {
        UUID transfer = waiting("r1");

        List<Boolean> taken = List.of(Answer.APPROVE, Answer.REFUSE, Answer.APPROVE, Answer.REFUSE).parallelStream()
                .map(answer -> approvals.answer(transfer, HASH, answer, "officer-" + answer, "seen"))
                .toList();

        assertThat(taken).containsOnlyOnce(true);
    }
}
