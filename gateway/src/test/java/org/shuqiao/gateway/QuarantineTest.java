package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What looks like a leak waits for an officer. */
@ExtendWith(OneGateway.class)
class QuarantineTest {
    private static final String PATH = "/api/v1/quarantine";

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    QuarantineTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    private ObjectNode titled(String title) {
        ObjectNode record = center.activity();
        record.put("title", title);
        return record;
    }

    private JsonNode quarantined(ObjectNode record) {
        return center.awaitTransfer(center.accepted(record), "QUARANTINED");
    }

    private List<TestPlatform.Call> calls(JsonNode transfer) {
        return gateway.platform().calls(transfer.required("transferId").stringValue());
    }

    private Answer judge(JsonNode transfer, String decision) {
        return gateway.officer()
                .post(
                        PATH + "/" + transfer.required("transferId").stringValue(),
                        Map.of("decision", decision, "reason", "looked at it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"报名请拨打13805320016的对接会", "报名请拨打１３８－０５３２－００１６", "身份证11010519491231002X", "代码91370283MA3D1K207F"})
    void case17KeepsBackWhatLooksLikeAPersonOrAnEnterprise(String title) {
        JsonNode transfer = quarantined(titled(title));

        assertThat(transfer.path("reason").stringValue()).isEqualTo("RESIDUE");
        assertThat(transfer.path("evidenceUrl").isNull()).isTrue();
        assertThat(calls(transfer)).isEmpty();
        judge(transfer, "WITHHOLD").expect(204);
    }

    @Test
    void tellsTheOfficerWhereAndNotWhat() {
        JsonNode transfer = quarantined(titled("报名请拨打13805320016"));

        Answer waiting = gateway.officer().get(PATH).expect(200);
        assertThat(waiting.json())
                .filteredOn(suspect -> suspect.path("transferId").equals(transfer.path("transferId")))
                .singleElement()
                .satisfies(suspect -> {
                    assertThat(suspect.path("center").stringValue()).isEqualTo(center.usci());
                    assertThat(suspect.at("/hits/0/path").stringValue()).isEqualTo("/HDMC");
                    assertThat(suspect.at("/hits/0/kind").stringValue()).isEqualToIgnoringCase("mobile");
                });
        assertThat(waiting.text()).doesNotContain("13805320016");
        judge(transfer, "WITHHOLD").expect(204);
    }

    @Test
    void letsExactlyTheReleasedPayloadLeave() {
        ObjectNode record = titled("报名请拨打13805320016");
        String submission = center.accepted(record);
        JsonNode transfer = center.awaitTransfer(submission, "QUARANTINED");
        String seen = gateway.sql()
                .queryForObject(
                        "SELECT encode(payload_hash, 'hex') FROM quarantine WHERE transfer = ?",
                        String.class,
                        UUID.fromString(transfer.required("transferId").stringValue()));

        judge(transfer, "RELEASE").expect(204);

        JsonNode stored = center.awaitTransfer(submission, "STORED");
        assertThat(calls(transfer)).hasSize(1);
        assertThat(Sm3.hex(calls(transfer).get(0).body()))
                .isEqualTo(seen)
                .isEqualTo(stored.path("payloadHash").stringValue());
        assertThat(new String(calls(transfer).get(0).body(), UTF_8)).contains("13805320016");
    }

    @Test
    void asksAgainWhenTheReleasedPayloadHasChanged() {
        String submission = center.accepted(titled("报名请拨打13805320016"));
        JsonNode transfer = center.awaitTransfer(submission, "QUARANTINED");
        TestAgreement narrower =
                gateway.agreementOf(center).next(a -> ((ArrayNode) a.at("/permission/0/fields")).remove(5));
        gateway.putInForce(narrower.bytes());

        judge(transfer, "RELEASE").expect(204);

        await().untilAsserted(() -> assertThat(gateway.officer().get(PATH).json())
                .anyMatch(suspect -> suspect.path("transferId").equals(transfer.path("transferId"))));
        assertThat(calls(transfer)).isEmpty();
        judge(transfer, "WITHHOLD").expect(204);
    }

    @Test
    void withholdsForGood() {
        String submission = center.accepted(titled("报名请拨打13805320016"));
        JsonNode transfer = center.awaitTransfer(submission, "QUARANTINED");

        judge(transfer, "WITHHOLD").expect(204);

        JsonNode withheld = center.awaitTransfer(submission, "WITHHELD");
        assertThat(withheld.path("reason").stringValue()).isEqualTo("WITHHELD_BY_OFFICER");
        judge(transfer, "RELEASE").expectProblem(409, "WRONG_STATE");
        assertThat(calls(transfer)).isEmpty();
    }

    @Test
    void keepsBackAWordOfTheCentersDictionary() {
        center.dictionary(Set.of("恒泰精密", "HT-306"));

        JsonNode transfer = quarantined(titled("恒 泰 精 密专题对接会"));

        assertThat(calls(transfer)).isEmpty();
        judge(transfer, "WITHHOLD").expect(204);
        center.awaitTransfer(center.accepted(titled("智能家电对接会")), "STORED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "报名138★0013★8000",
                "报名138&nbsp;0013&nbsp;8000",
                "附件VFZSTk5FMUVRWGhOZW1kM1RVUkJQUT09",
                "接入10.20.30.40。2026年上线"
            })
    void keepsBackWhatIsHiddenInWaysThatNobodyListed(String title) {
        JsonNode transfer = quarantined(titled(title));

        assertThat(calls(transfer)).isEmpty();
        judge(transfer, "WITHHOLD").expect(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"decision\":\"RELEASE\"}",
                "{\"decision\":\"RELEASE\",\"reason\":\"\"}",
                "{\"decision\":\"RELEASE\",\"reason\":\"a\\u0000b\"}",
                "{\"decision\":\"release\",\"reason\":\"x\"}",
                "{\"decision\":0,\"reason\":\"x\"}",
                "{\"reason\":\"x\"}"
            })
    void refusesAJudgementThatIsNone(String body) {
        JsonNode transfer = quarantined(titled("报名请拨打13805320016"));

        gateway.officer()
                .post(PATH + "/" + transfer.required("transferId").stringValue(), body.getBytes(UTF_8))
                .expectProblem(400, "BAD_REQUEST");
        judge(transfer, "WITHHOLD").expect(204);
    }
}
