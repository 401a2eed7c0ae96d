package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.evidence.EvidenceVerifier;
import org.shuqiao.certs.evidence.Report;
import org.shuqiao.certs.evidence.Trust;
import org.shuqiao.certs.evidence.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What is owed after a transfer, seen from outside. */
@ExtendWith(OneGateway.class)
class DutyApiTest {
    private static final String PATH = "/api/v1/ops/duties";
    private static final String PROOF = "5a".repeat(32);

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    DutyApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
    }

    private TestAgreement agreed(String duty) {
        TestAgreement agreement =
                gateway.agreementOf(center).with(a -> ((ArrayNode) a.at("/permission/0/duties_post")).add(duty));
        gateway.putInForce(agreement.bytes());
        return agreement;
    }

    private JsonNode stored() {
        return center.awaitTransfer(center.accepted(center.activity()), "STORED");
    }

    private static UUID id(JsonNode transfer) {
        return UUID.fromString(transfer.required("transferId").stringValue());
    }

    private List<JsonNode> reports(TestAgreement agreement) {
        return gateway.officer()
                .get(PATH + "/use-reports?limit=200")
                .expect(200)
                .json()
                .valueStream()
                .filter(owed -> owed.path("agreement").asString("").equals(agreement.id()))
                .toList();
    }

    /** As if the time to look for the arrival had come. */
    private void awaitReport(TestAgreement agreement) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            gateway.sql()
                    .update(
                            "UPDATE transfer_duty SET due_at = now() WHERE agreement = ? AND duty = 'REPORT_USE' AND acted_at IS NULL",
                            agreement.id());
            return reports(agreement).size() == 1;
        });
    }

    private static Map<String, String> closing(String proof) {
        return Map.of("proofHash", proof, "reason", "read it");
    }

    @Test
    void aReportIsOwedOnceSomethingHasArrivedAndClosedByAnOfficer() {
        TestAgreement agreement = agreed("report_use:30d");
        assertThat(reports(agreement)).isEmpty();
        stored();

        awaitReport(agreement);

        JsonNode owed = reports(agreement).get(0);
        assertThat(owed.path("period").intValue()).isEqualTo(1);
        assertThat(owed.path("overdue").booleanValue()).isFalse();
        assertThat(Instant.parse(owed.path("dueAt").stringValue()))
                .isEqualTo(Instant.parse(owed.path("from").stringValue()).plus(Duration.ofDays(30)));
        String path = PATH + "/use-reports/" + agreement.id() + "/1/closing";
        gateway.operator().post(path, closing(PROOF)).expectProblem(403, "NOT_ALLOWED");
        gateway.admin().post(path, closing(PROOF)).expectProblem(403, "NOT_ALLOWED");

        gateway.officer().post(path, closing(PROOF)).expect(204);

        assertThat(reports(agreement)).isEmpty();
        gateway.officer().post(path, closing(PROOF)).expectProblem(409, "WRONG_STATE");
    }

    @Test
    void anOverdueReportIsToldToTheCenterAndToOperatorsAndTheNextOneFollows() {
        TestAgreement agreement = agreed("report_use:30d");
        stored();
        awaitReport(agreement);

        gateway.sql()
                .update(
                        "UPDATE use_report SET from_at = from_at - interval '31 days', due_at = due_at - interval '31 days'"
                                + " WHERE agreement = ?",
                        agreement.id());

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(reports(agreement)).hasSize(2);
            assertThat(reports(agreement).get(0).path("toldAt").isNull()).isFalse();
        });
        assertThat(reports(agreement).get(0).path("overdue").booleanValue()).isTrue();
        assertThat(reports(agreement).get(1).path("overdue").booleanValue()).isFalse();
        assertThat(center.client().get("/api/v1/inbox").expect(200).text()).contains("use_report_overdue");
        assertThat(gateway.operator()
                        .get("/api/v1/ops/stuck")
                        .expect(200)
                        .json()
                        .at("/overdueReports/count")
                        .intValue())
                .isPositive();
        gateway.officer()
                .post(PATH + "/use-reports/" + agreement.id() + "/1/closing", closing(PROOF))
                .expect(204);
    }

    @Test
    void theProofOfADeletionThatWasLeftToAPersonClosesTheDuty() {
        TestAgreement agreement = agreed("delete_after:30d");
        UUID transfer = id(stored());
        Map<String, String> closing = Map.of(
                "agreement", agreement.id(), "duty", "DELETE_AFTER", "proofHash", PROOF, "reason", "deletion record");
        String path = PATH + "/" + transfer + "/closing";
        gateway.officer().post(path, closing).expectProblem(409, "WRONG_STATE");

        gateway.sql()
                .update(
                        "UPDATE transfer_duty SET within = interval '0', due_at = now() WHERE transfer = ? AND duty = 'DELETE_AFTER'",
                        transfer);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> gateway.officer().post(path, closing).expect(204));
        assertThat(gateway.operator().get(PATH).expect(200).text()).doesNotContain(transfer.toString());
        gateway.operator().post(path, closing).expectProblem(403, "NOT_ALLOWED");
    }

    @Test
    void aReceiptThatCameTooLateShowsInTheEvidence() {
        gateway.putInForce(gateway.agreementOf(center).bytes());
        JsonNode transfer = stored();
        gateway.sql()
                .update(
                        "UPDATE receipt SET received_at = received_at + interval '2 seconds' WHERE transfer = ?",
                        id(transfer));
        gateway.sql()
                .update(
                        """
                        UPDATE transfer_duty SET within = interval '0', due_at = now() - interval '1 minute', acted_at = NULL, done_at = NULL
                        WHERE transfer = ? AND duty = 'RECEIPT_WITHIN'
                        """,
                        id(transfer));

        Report report = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> verify(center.evidence(transfer).expect(200).body()),
                        one -> !one.facts().breaches().isEmpty());

        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.facts().breaches()).singleElement().satisfies(breach -> {
            assertThat(breach.duty()).isEqualTo("receipt_within");
            assertThat(breach.transfer()).isEqualTo(id(transfer));
        });
    }

    private Report verify(byte[] zip) {
        Trust trust = Trust.parse(
                gateway.anonymous().get("/api/v1/log/trust").expect(200).body());
        return new EvidenceVerifier(trust).verify(zip);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"proofHash\":\"5a\",\"reason\":\"x\"}",
                "{\"proofHash\":\"5A5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\",\"reason\":\"x\"}",
                "{\"proofHash\":\"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\"}",
                "{\"proofHash\":\"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\",\"reason\":\" \"}"
            })
    void refusesAClosingWithoutProofOrReason(String body) {
        gateway.officer()
                .post(PATH + "/use-reports/A1/1/closing", body.getBytes(UTF_8))
                .expectProblem(400, "BAD_REQUEST");
        gateway.officer()
                .post(PATH + "/" + UUID.randomUUID() + "/closing", body.getBytes(UTF_8))
                .expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void refusesToCloseWhatDoesNotExistOrIsNoDutyOfAPerson() {
        gateway.officer()
                .post(PATH + "/use-reports/A1/1/closing", closing(PROOF))
                .expectProblem(409, "WRONG_STATE");
        gateway.officer()
                .post(PATH + "/use-reports/A1/x/closing", closing(PROOF))
                .expectProblem(400, "BAD_REQUEST");
        gateway.officer()
                .post(
                        PATH + "/" + UUID.randomUUID() + "/closing",
                        Map.of("agreement", "A1", "duty", "RETENTION", "proofHash", PROOF, "reason", "x"))
                .expectProblem(400, "BAD_REQUEST");
    }
}
