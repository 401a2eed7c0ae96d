package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.JsonNode;

/** From a center's record to the platform's signed receipt, seen from outside. */
@ExtendWith(OneGateway.class)
class DeliveryTest {
    private final GatewayUnderTest gateway;
    private final TestCenter center;

    DeliveryTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    @Test
    void case1DeliversAnActivityAndKeepsTheReceipt() {
        String submission = center.accepted(center.activity());

        JsonNode transfer = center.awaitTransfer(submission, "STORED");
        String id = transfer.required("transferId").stringValue();
        assertThat(transfer.path("platform").stringValue()).isEqualTo("qingdao");
        assertThat(transfer.path("reason").stringValue()).isEmpty();
        assertThat(transfer.path("attempts").intValue()).isEqualTo(1);
        assertThat(transfer.at("/receipt/receiptId").stringValue()).isEqualTo("QD" + id);
        assertThat(transfer.at("/receipt/stage").stringValue()).isEqualTo("STORED");
        assertThat(transfer.at("/receipt/verified").booleanValue()).isTrue();
        assertThat(transfer.at("/agreements/0/id").stringValue()).isEqualTo("agreement-" + center.usci());
        assertThat(transfer.path("payloadHash").stringValue()).isEqualTo(Sm3.hex(arrived(id)));
        JsonNode receipt = transfer.at("/duties/0");
        assertThat(receipt.path("duty").stringValue()).isEqualTo("RECEIPT_WITHIN");
        assertThat(receipt.path("state").stringValue()).isEqualTo("DONE");
        assertThat(receipt.path("dueAt").isString()).isTrue();
        assertThat(gateway.sql()
                        .queryForList(
                                "SELECT type FROM log_leaf WHERE subject = ?::uuid ORDER BY id", String.class, id))
                .as("log")
                .containsExactly("transfer", "receipt");
        assertThat(gateway.sql()
                        .queryForObject(
                                "SELECT decision ->> 'duties' FROM transfer_content WHERE id = ?::uuid",
                                String.class,
                                id))
                .contains("\"log\"", "\"receipt_within:24h\"");
    }

    @Test
    void masksBandsAndStripsWhatTheAgreementSays() {
        String submission = center.accepted("diagnosis_report", center.record("diagnosis_report"));

        JsonNode transfer = center.awaitTransfer(submission, "STORED");
        assertThat(new String(arrived(transfer.required("transferId").stringValue()), UTF_8))
                .contains("\"138****8000\"", "\"300—999人\"")
                .doesNotContain("13800138000", "91370283MA3D1K2310", "恒泰", "华磊迅拓", "186万元", "215/228/236");
        assertThat(transfer.path("transforms").toString()).contains("/enterprise/usci", "pseudonym", "mask-phone");
        assertThat(transfer.path("stripped").toString()).contains("/process_params", "/contact/email");
    }

    @Test
    void answersWhereTheSubmissionCanBeSeen() {
        Answer answer = center.submit("activity", center.activity()).expect(202);

        String url = answer.json().required("statusUrl").stringValue();
        assertThat(answer.headers().firstValue("Location")).hasValue(url);
        assertThat(answer.json().path("state").stringValue()).isEqualTo("RECEIVED");
        assertThat(center.client().get(url).expect(200).json().path("submissionId"))
                .isEqualTo(answer.json().path("submissionId"));
    }

    @Test
    void sendsAgainUnderTheSameKeyWhenTheReceiptIsNotSigned() {
        gateway.platform().answer(TestReplies::withBrokenSignature);
        try {
            String submission = center.accepted(center.activity());
            JsonNode doubted = center.awaitTransfer(submission, "UNKNOWN");
            assertThat(doubted.path("reason").stringValue()).isEqualTo("RECEIPT_INVALID");
            gateway.calm();

            JsonNode transfer = center.awaitTransfer(submission, "STORED");
            String id = transfer.required("transferId").stringValue();
            List<TestPlatform.Call> calls = gateway.platform().calls(id);
            assertThat(calls).hasSizeGreaterThanOrEqualTo(2);
            assertThat(calls).extracting(call -> Sm3.hex(call.body())).containsOnly(Sm3.hex(arrived(id)));
        } finally {
            gateway.calm();
        }
    }

    @Test
    void case2DeniesARecordOfACenterWithoutAgreement() {
        TestCenter stranger = gateway.newCenter();

        String submission = stranger.accepted(stranger.activity());

        JsonNode transfer = stranger.awaitTransfer(submission, "DENIED");
        assertThat(transfer.path("reason").stringValue()).isEqualTo("NO_AGREEMENT");
        assertThat(transfer.path("evidenceUrl").isNull()).isTrue();
        assertThat(gateway.platform().calls(transfer.required("transferId").stringValue()))
                .isEmpty();
        stranger.evidence(transfer).expectProblem(404, "NO_EVIDENCE");
    }

    private byte[] arrived(String transfer) {
        return gateway.platform().calls(transfer).get(0).body();
    }
}
