package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What leaves only with a person's word. */
@ExtendWith(OneGateway.class)
class ApprovalApiTest {
    private static final String PATH = "/api/v1/approvals";

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    ApprovalApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
        TestAgreement agreement = gateway.agreementOf(center)
                .with(a -> ((ArrayNode) a.at("/permission/0/duties_pre")).add("human_approval"));
        gateway.putInForce(agreement.bytes());
    }

    @AfterEach
    void calm() {
        gateway.calm();
    }

    private JsonNode waiting(String submission) {
        return center.awaitTransfer(submission, "WAITING");
    }

    private static String id(JsonNode transfer) {
        return transfer.required("transferId").stringValue();
    }

    private JsonNode asked(JsonNode transfer) {
        return gateway.officer().get(PATH + "/" + id(transfer)).expect(200).json();
    }

    private Answer answer(JsonNode transfer, String decision, String payloadHash) {
        return gateway.officer()
                .post(
                        PATH + "/" + id(transfer),
                        Map.of("decision", decision, "payloadHash", payloadHash, "reason", "looked at it"));
    }

    private static String hash(JsonNode asked) {
        return asked.at("/approval/payloadHash").stringValue();
    }

    private List<TestPlatform.Call> calls(JsonNode transfer) {
        return gateway.platform().calls(id(transfer));
    }

    @Test
    void case38LetsExactlyTheApprovedPayloadLeave() {
        String submission = center.accepted(center.activity());
        JsonNode transfer = waiting(submission);
        JsonNode asked = asked(transfer);

        assertThat(transfer.path("reason").stringValue()).isEqualTo("DUTY_APPROVAL");
        assertThat(transfer.path("evidenceUrl").isNull()).isTrue();
        assertThat(calls(transfer)).isEmpty();
        assertThat(asked.path("payload").propertyNames()).contains("HDMC");
        assertThat(gateway.officer().get(PATH).expect(200).json())
                .filteredOn(open -> open.path("transferId").equals(transfer.path("transferId")))
                .singleElement()
                .isEqualTo(asked.path("approval"));

        answer(transfer, "APPROVE", hash(asked)).expect(204);

        JsonNode stored = center.awaitTransfer(submission, "STORED");
        assertThat(stored.path("payloadHash").stringValue()).isEqualTo(hash(asked));
        assertThat(Sm3.hex(calls(transfer).get(0).body())).isEqualTo(hash(asked));
    }

    @Test
    void goesFromPageToPageUntilNothingMoreWaits() {
        List<String> mine = Stream.of(center.activity(), center.activity())
                .map(record -> id(waiting(center.accepted(record))))
                .sorted()
                .toList();

        assertThat(LinkedPages.from(mine.get(0), gateway.officer(), PATH, "transferId"))
                .startsWith(mine.get(0))
                .contains(mine.get(1))
                .doesNotHaveDuplicates()
                .isSorted();
        LinkedPages.assertBounded(gateway.officer(), PATH);
    }

    @Test
    void case38DeniesWhatIsRefused() {
        String submission = center.accepted(center.activity());
        JsonNode transfer = waiting(submission);

        answer(transfer, "REFUSE", hash(asked(transfer))).expect(204);

        assertThat(center.awaitTransfer(submission, "DENIED").path("reason").stringValue())
                .isEqualTo("APPROVAL_REFUSED");
        answer(transfer, "APPROVE", "00").expectProblem(409, "WRONG_STATE");
        assertThat(calls(transfer)).isEmpty();
    }

    @Test
    void takesNoAnswerAboutAPayloadThatNobodyWouldSend() {
        JsonNode transfer = waiting(center.accepted(center.activity()));

        answer(transfer, "APPROVE", "00".repeat(32)).expectProblem(409, "WRONG_STATE");

        assertThat(asked(transfer).path("payload").isObject()).isTrue();
    }

    @Test
    void deniesWhatNobodyAnswersInTime() {
        String submission = center.accepted(center.activity());
        JsonNode transfer = waiting(submission);

        gateway.sql()
                .update(
                        "UPDATE approval SET asked_at = now() - interval '31 days' WHERE transfer = ?",
                        UUID.fromString(id(transfer)));

        assertThat(center.awaitTransfer(submission, "DENIED").path("reason").stringValue())
                .isEqualTo("APPROVAL_OVERDUE");
    }

    @Test
    void foretellsThatAPersonWillBeAsked() {
        JsonNode foreseen = center.client()
                .post("/api/v1/submissions/activity/dry-run", center.activity())
                .expect(200)
                .json()
                .at("/platforms/0");

        assertThat(foreseen.path("state").stringValue()).isEqualTo("WAITING");
        assertThat(foreseen.path("reason").stringValue()).isEqualTo("DUTY_APPROVAL");
    }

    @Test
    void isForOfficersOnly() {
        JsonNode transfer = waiting(center.accepted(center.activity()));
        for (GatewayClient other : List.of(center.client(), gateway.operator(), gateway.admin())) {
            other.get(PATH).expectProblem(403, "NOT_ALLOWED");
            other.get(PATH + "/" + id(transfer)).expectProblem(403, "NOT_ALLOWED");
            other.post(PATH + "/" + id(transfer), Map.of()).expectProblem(403, "NOT_ALLOWED");
        }
        gateway.officer().get(PATH + "/" + UUID.randomUUID()).expectProblem(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"decision\":\"APPROVE\",\"reason\":\"x\"}",
                "{\"decision\":\"APPROVE\",\"payloadHash\":\"00\"}",
                "{\"decision\":\"APPROVE\",\"payloadHash\":\"0g\",\"reason\":\"x\"}",
                "{\"decision\":\"approve\",\"payloadHash\":\"00\",\"reason\":\"x\"}",
                "{\"decision\":0,\"payloadHash\":\"00\",\"reason\":\"x\"}"
            })
    void refusesAnAnswerThatIsNone(String body) {
        gateway.officer()
                .post(PATH + "/" + UUID.randomUUID(), body.getBytes(UTF_8))
                .expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void limitsWhatLeavesToThePeriodsOfTheAgreement() {
        TestCenter other = gateway.newCenter();
        TestAgreement lastYear = gateway.agreementOf(other).with(a -> ((ObjectNode) a.at("/permission/0/scope"))
                .putArray("periods")
                .add("2025*"));
        gateway.putInForce(lastYear.bytes());

        JsonNode denied = other.awaitTransfer(other.accepted(other.activity().put("period", "2026-03")), "DENIED");
        other.awaitTransfer(other.accepted(other.activity().put("period", "2025-12")), "STORED");

        assertThat(denied.path("reason").stringValue()).isEqualTo("SCOPE_PERIOD");
    }

    @Test
    void case24DeniesWhatIsNotWhatWasSigned() {
        TestCenter other = gateway.newCenterWithAgreement();
        gateway.operator()
                .post("/api/v1/ops/platforms/qingdao/pause", Map.of("reason", "test"))
                .expect(204);
        String submission = other.accepted(other.activity());
        JsonNode transfer = other.awaitTransfer(submission, "READY");
        gateway.sql()
                .update(
                        "UPDATE transfer_content SET payload = convert_to('{}', 'UTF8') WHERE id = ?",
                        UUID.fromString(id(transfer)));

        gateway.calm();

        assertThat(other.awaitTransfer(submission, "DENIED").path("reason").stringValue())
                .isEqualTo("DUTY_SIGN");
        assertThat(calls(transfer)).isEmpty();
    }
}
