package org.shuqiao.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.hints.Work;
import org.shuqiao.routes.ledger.QuarantineLedger.Decision;
import org.shuqiao.routes.ledger.QuarantineLedger.Looked;
import org.shuqiao.routes.ledger.QuarantineLedger.Outcome;
import org.shuqiao.routes.steps.ReceivedBody;

/** The whole way of a record, through real routes, with a platform that misbehaves on demand. */
class JourneysRouteTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    static Path home;

    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new TestGateway(home);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @BeforeEach
    void platformBehaves() {
        gateway.platform.behave();
        gateway.ledger.operations().resume("qingdao", "operator");
    }

    @Test
    void deliversAndKeepsTheVerifiedReceipt() {
        UUID submission = gateway.accept("delivers", 1);
        eventually(submission, "STORED");

        UUID transfer = gateway.transferId(submission);
        assertThat(gateway.platform.calls("delivers")).containsExactly(transfer.toString());
        assertThat(gateway.ledger.reads().receipts(transfer)).hasSize(1);
    }

    @Test
    void sendsAgainUnderTheSameKeyAfterThePlatformAskedToComeBack() {
        gateway.platform.answer(aResponse().withStatus(503).withBody("{\"code\":\"5030\"}"));
        UUID submission = gateway.accept("comes-back", 1);
        eventually(submission, "READY PLATFORM_RETRY");

        gateway.platform.behave();
        eventually(submission, "STORED");
        assertThat(gateway.platform.calls("comes-back")).hasSizeGreaterThan(1);
        assertThat(gateway.platform.keys("comes-back")).hasSize(1);
    }

    @Test
    void anAnswerThatIsLostIsUnknownAndThenSentAgainUnderTheSameKey() {
        gateway.platform.answer(gateway.platform.takesAndLosesTheAnswer());
        UUID submission = gateway.accept("lost-answer", 1);
        await().atMost(SOON).until(() -> !gateway.platform.calls("lost-answer").isEmpty());
        await().atMost(SOON).until(() -> gateway.transfer(submission).contains("NO_ANSWER"));

        gateway.platform.behave();
        eventually(submission, "STORED");
        assertThat(gateway.platform.keys("lost-answer")).hasSize(1);
    }

    @Test
    void aReceiptThatDoesNotVerifyIsNotBelieved() {
        gateway.platform.answer(
                aResponse().withStatus(200).withBody("{\"code\":\"0\",\"receipt\":\"e30=\",\"signature\":\"AAAA\"}"));
        UUID submission = gateway.accept("forged", 1);
        await().atMost(SOON).until(() -> gateway.transfer(submission).contains("RECEIPT_INVALID"));
        assertThat(gateway.ledger.reads().receipts(gateway.transferId(submission)))
                .isEmpty();
    }

    @Test
    void aRefusalIsFinal() {
        gateway.platform.answer(aResponse().withStatus(200).withBody("{\"code\":\"4090\"}"));
        UUID submission = gateway.accept("refused", 1);
        eventually(submission, "REJECTED PLATFORM_REJECT");
    }

    @Test
    void aPlatformThatKeepsFailingRestsAndIsWorkedOffWhenItIsWell() {
        gateway.platform.answer(aResponse().withFault(Fault.EMPTY_RESPONSE));
        List<UUID> submissions = IntStream.range(0, 12)
                .mapToObj(i -> gateway.accept("rests-" + i, 1))
                .toList();
        await().atMost(SOON)
                .until(() -> gateway.ledger.operations().platforms().get(0).circuitOpenUntil() != null);

        gateway.platform.behave();
        gateway.ledger.operations().resume("qingdao", "operator");
        submissions.forEach(submission -> eventually(submission, "STORED"));
        assertThat(gateway.platform.keys("rests-")).hasSize(12);
    }

    @Test
    void nothingLeavesForAPausedPlatform() {
        gateway.ledger.operations().pause("qingdao", "maintenance", "operator");
        UUID submission = gateway.accept("paused", 1);
        eventually(submission, "READY");
        await().during(Duration.ofMillis(600))
                .atMost(SOON)
                .until(() -> gateway.platform.calls("paused").isEmpty());

        gateway.ledger.operations().resume("qingdao", "operator");
        eventually(submission, "STORED");
    }

    @Test
    void aParkedTransferIsSentAgainWhenAPersonSaysSo() {
        gateway.platform.answer(aResponse().withStatus(503).withBody("{\"code\":\"5030\"}"));
        UUID submission = gateway.accept("parked", 1);
        eventually(submission, "READY PLATFORM_RETRY");
        UUID transfer = gateway.transferId(submission);
        gateway.database()
                .jdbc()
                .update("UPDATE transfer SET sends = 11, due_at = now(), wake_at = now() WHERE id = ?", transfer);
        eventually(submission, "PARKED PLATFORM_RETRY");

        gateway.platform.behave();
        gateway.ledger.operations().resume("qingdao", "operator");
        assertThat(gateway.ledger.operations().replay(transfer, "operator")).isTrue();
        eventually(submission, "STORED");
        assertThat(gateway.platform.keys("parked")).containsExactly(transfer.toString());
    }

    @Test
    void residueGoesToQuarantineAndExactlyTheReleasedPayloadLeaves() {
        UUID submission = gateway.accept(gateway.activity("residue", 1, "培训班（电话13906480025）"));
        eventually(submission, "QUARANTINED RESIDUE");
        UUID transfer = gateway.transferId(submission);
        assertThat(gateway.platform.calls("培训班（电话13906480025）")).isEmpty();

        assertThat(judge(transfer, Decision.RELEASE, "public hotline")).isEqualTo(Outcome.DONE);
        eventually(submission, "STORED");
        assertThat(gateway.platform.calls("13906480025")).containsExactly(transfer.toString());
    }

    private Outcome judge(UUID transfer, Decision decision, String reason) {
        return gateway.ledger.quarantine(platform -> false).judge(transfer, decision, Looked.ANYHOW, "officer", reason);
    }

    @Test
    void aRedactedTransferLeavesWithoutWhatWasFound() {
        UUID submission = gateway.accept(gateway.activity("redacted", 1, "培训班（电话13906480027）"));
        eventually(submission, "QUARANTINED RESIDUE");
        UUID transfer = gateway.transferId(submission);

        assertThat(judge(transfer, Decision.REDACT, "the number is private")).isEqualTo(Outcome.DONE);

        eventually(submission, "STORED");
        assertThat(gateway.platform.calls("培训班（电话【手机号】）")).containsExactly(transfer.toString());
        assertThat(gateway.platform.calls("13906480027")).isEmpty();
    }

    @Test
    void aWithheldTransferNeverLeaves() {
        UUID submission = gateway.accept(gateway.activity("withheld", 1, "培训班（电话13906480026）"));
        eventually(submission, "QUARANTINED RESIDUE");
        judge(gateway.transferId(submission), Decision.WITHHOLD, "a private number");
        eventually(submission, "WITHHELD WITHHELD_BY_OFFICER");
        assertThat(gateway.platform.calls("培训班（电话13906480026）")).isEmpty();
    }

    @Test
    void aNewerVersionOvertakesOneThatHasNotLeft() {
        gateway.ledger.operations().pause("qingdao", "to let versions meet", "operator");
        UUID first = gateway.accept("overtaken", 1);
        eventually(first, "READY");
        UUID second = gateway.accept("overtaken", 2);
        eventually(first, "SUPERSEDED NEWER_VERSION");

        gateway.ledger.operations().resume("qingdao", "operator");
        eventually(second, "STORED");
        assertThat(gateway.platform.calls("overtaken"))
                .containsExactly(gateway.transferId(second).toString());
    }

    @Test
    void theSameBytesAreTheSameSubmissionAndOtherBytesAConflict() {
        UUID first = gateway.accept("twice", 1);
        assertThat(gateway.accept("twice", 1)).isEqualTo(first);
        assertThatThrownBy(() -> gateway.accept(gateway.activity("twice", 1, "另一个名称")))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.IDEMPOTENCY_CONFLICT));
    }

    @Test
    void aMessageThatIsNoHintStopsNobody() {
        try (JMSContext context = gateway.connections().createContext()) {
            context.createProducer().send(context.createQueue(Hints.PREPARE), new byte[] {1, 2, 3});
        }
        eventually(gateway.accept("after-poison", 1), "STORED");
    }

    @Test
    void aHintSaysToWhichTraceItsWorkBelongs() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Hints hints = Hints.over(
                gateway.connections(),
                new Hints.HintLimits(8, 64, 64, Duration.ofSeconds(10)),
                Map.of(),
                Clock.systemUTC());
        hints.deliverPrepared("nowhere", List.of(new Work(UUID.randomUUID(), trace)));
        hints.deliver("nowhere", List.of(UUID.randomUUID()));

        try (JMSContext context = gateway.connections().createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue(Hints.deliver("nowhere")))) {
            assertThat(consumer.receive(SOON.toMillis()).getStringProperty("traceparent"))
                    .isEqualTo(trace);
            assertThat(consumer.receive(SOON.toMillis()).getStringProperty("traceparent"))
                    .isNull();
        }
    }

    @Test
    void theTraceOfASubmissionGoesWithItToThePlatform() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        byte[] body = gateway.activity("traced", 1, "traced");
        UUID submission = gateway.journeys()
                .accept(new ReceivedBody(TestGateway.CENTER, "activity", null, body, trace))
                .submission();
        eventually(submission, "STORED");

        assertThat(gateway.platform.traces("traced")).containsExactly(trace);
    }

    @Test
    void aClosedDoorStoresNothing() {
        gateway.journeys().routes().pause(RouteNames.ACCEPT, "maintenance", "operator");
        await().atMost(SOON).untilAsserted(() -> assertThatThrownBy(() -> gateway.accept("closed", 1))
                .hasMessage("ROUTE_PAUSED"));
        assertThatThrownBy(() -> gateway.accept("closed-2", 1)).hasMessage("ROUTE_PAUSED");

        gateway.journeys().routes().resume(RouteNames.ACCEPT, "operator");
        await().atMost(SOON).ignoreException(Failure.class).until(() -> gateway.accept("closed-2", 1) != null);
        assertThat(gateway.database()
                        .jdbc()
                        .queryForObject(
                                "SELECT count(*)::int FROM submission WHERE record_id = 'closed-2'", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void whatIsAcceptedWhilePreparingIsPausedIsPreparedAfterwards() {
        gateway.journeys().routes().drain(RouteNames.PREPARE, "update", "operator");
        await().atMost(SOON).until(() -> state(RouteNames.PREPARE) == RouteView.State.DRAINED);
        UUID submission = gateway.accept("while-paused", 1);
        await().during(Duration.ofMillis(600)).atMost(SOON).until(() -> gateway.transfer(submission)
                .equals("none"));

        gateway.journeys().routes().resume(RouteNames.PREPARE, "operator");
        eventually(submission, "STORED");
    }

    private static RouteView.State state(String route) {
        return gateway.journeys().routes().routes().stream()
                .filter(view -> view.id().equals(route))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void aLostHintIsMadeUpForByTheSweeper() {
        gateway.ledger.operations().pause("qingdao", "to lose a hint", "operator");
        UUID submission = gateway.accept("lost-hint", 1);
        eventually(submission, "READY");
        gateway.database().jdbc().update("UPDATE platform SET paused = false WHERE id = 'qingdao'");
        gateway.database().jdbc().update("UPDATE transfer SET wake_at = now() WHERE submission = ?", submission);
        eventually(submission, "STORED");
    }

    private static void eventually(UUID submission, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo(state));
    }
}
