package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Operators rest a platform, see what waits, and send again what was given up. */
@ExtendWith(OneGateway.class)
class OperationsTest {
    private static final String OPS = "/api/v1/ops";

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    OperationsTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    @AfterEach
    void calm() {
        gateway.calm();
    }

    private void pause() {
        gateway.operator()
                .post(OPS + "/platforms/qingdao/pause", Map.of("reason", "maintenance"))
                .expect(204);
    }

    private JsonNode platform() {
        return gateway.operator().get(OPS + "/platforms").expect(200).json().path(0);
    }

    private List<TestPlatform.Call> calls(JsonNode transfer) {
        return gateway.platform().calls(transfer.required("transferId").stringValue());
    }

    @Test
    void aPausedPlatformGetsNothingUntilItIsResumed() {
        pause();
        assertThat(platform().path("paused").booleanValue()).isTrue();
        assertThat(platform().path("pauseReason").stringValue()).isEqualTo("maintenance");
        String submission = center.accepted(center.activity());
        JsonNode ready = center.awaitTransfer(submission, "READY");
        assertThat(platform().path("backlog").intValue()).isPositive();
        assertThat(calls(ready)).isEmpty();

        gateway.operator().post(OPS + "/platforms/qingdao/resume", Map.of()).expect(204);

        assertThat(calls(center.awaitTransfer(submission, "STORED"))).hasSize(1);
        assertThat(platform().path("paused").booleanValue()).isFalse();
    }

    @Test
    void sendsAgainAfterAFailureThatPasses() {
        gateway.platform().refuse(503, "5030");
        String submission = center.accepted(center.activity());
        await().untilAsserted(() -> assertThat(
                        center.transfer(submission).path("reason").asString(""))
                .isEqualTo("PLATFORM_RETRY"));
        gateway.platform().behaveHonestly();

        JsonNode stored = center.awaitTransfer(submission, "STORED");
        assertThat(calls(stored)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(stored.path("attempts").intValue()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"200,4090,PLATFORM_REJECT", "400,4000,PLATFORM_SCHEMA"})
    void givesUpWhatThePlatformRefusesForGood(int status, String code, String reason) {
        gateway.platform().refuse(status, code);

        JsonNode rejected = center.awaitTransfer(center.accepted(center.activity()), "REJECTED");

        assertThat(rejected.path("reason").stringValue()).isEqualTo(reason);
        assertThat(calls(rejected)).hasSize(1);
        replay(rejected).expectProblem(409, "WRONG_STATE");
    }

    @Test
    void parksWhatHasSpentItsBudgetUntilAPersonReplaysIt() {
        pause();
        String submission = center.accepted(center.activity());
        JsonNode ready = center.awaitTransfer(submission, "READY");
        gateway.sql()
                .update(
                        "UPDATE transfer SET created_at = created_at - interval '100 hours' WHERE id = ?",
                        UUID.fromString(ready.required("transferId").stringValue()));
        gateway.platform().refuse(429, "4290");
        gateway.operator().post(OPS + "/platforms/qingdao/resume", Map.of()).expect(204);

        JsonNode parked = center.awaitTransfer(submission, "PARKED");
        assertThat(parked.path("reason").stringValue()).isEqualTo("PLATFORM_QUOTA");
        assertThat(gateway.operator()
                        .get(OPS + "/transfers?state=PARKED")
                        .expect(200)
                        .json()
                        .path("transfers"))
                .extracting(t -> t.path("transferId").stringValue())
                .contains(parked.path("transferId").stringValue());
        gateway.platform().behaveHonestly();

        replay(parked).expect(204);

        JsonNode stored = center.awaitTransfer(submission, "STORED");
        assertThat(stored.path("transferId")).isEqualTo(parked.path("transferId"));
        assertThat(calls(stored)).hasSize(2);
        replay(stored).expectProblem(409, "WRONG_STATE");
    }

    private Answer replay(JsonNode transfer) {
        return gateway.operator()
                .post(OPS + "/transfers/" + transfer.required("transferId").stringValue() + "/replay", Map.of());
    }

    @Test
    void showsOperatorsNoValueOfARecord() {
        String submission = center.accepted(center.activity());
        center.awaitTransfer(submission, "STORED");

        Answer all = gateway.operator().get(OPS + "/transfers").expect(200);

        assertThat(all.json().path("transfers")).isNotEmpty();
        assertThat(all.text()).doesNotContain("对接会", "18653200458", "91370283MA3D1K2235", "宏聚");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":null}", "{\"reason\":\"\"}", "{\"reason\":\"a\\u0000b\"}"})
    void refusesAPauseWithoutReason(String body) {
        gateway.operator()
                .post(OPS + "/platforms/qingdao/pause", body.getBytes(UTF_8))
                .expectProblem(400, "BAD_REQUEST");
        assertThat(platform().path("paused").booleanValue()).isFalse();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        GatewayClient operator = gateway.operator();
        operator.post(OPS + "/platforms/jinan/pause", Map.of("reason", "x")).expectProblem(404, "NOT_FOUND");
        operator.post(OPS + "/platforms/jinan/resume", Map.of()).expectProblem(404, "NOT_FOUND");
        operator.get(OPS + "/transfers?state=LOST").expectProblem(400, "BAD_REQUEST");
        operator.post(OPS + "/transfers/" + UUID.randomUUID() + "/replay", Map.of())
                .expectProblem(409, "WRONG_STATE");
        operator.post(OPS + "/transfers/1/replay", Map.of()).expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void whatAPlatformSaidAndCouldNotBeUsedIsListedAndCounted() {
        gateway.sql()
                .update(
                        "INSERT INTO put_aside (platform, source, row, reason) VALUES ('qingdao', 'r.json', 3, 'RECEIPT_INVALID')");
        try {
            JsonNode aside = gateway.operator()
                    .get(OPS + "/platforms/qingdao/aside")
                    .expect(200)
                    .json();
            assertThat(aside.size()).isOne();
            assertThat(aside.path(0).path("source").stringValue()).isEqualTo("r.json");
            assertThat(aside.path(0).path("row").intValue()).isEqualTo(3);
            assertThat(aside.path(0).path("reason").stringValue()).isEqualTo("RECEIPT_INVALID");
            await().untilAsserted(() -> assertThat(gateway.anonymous()
                            .get("/actuator/health/readiness")
                            .json()
                            .at("/components/journeys/details/putAside/qingdao")
                            .intValue())
                    .isOne());
            gateway.operator().get(OPS + "/platforms/nowhere/aside").expect(404);
            gateway.anonymous().get(OPS + "/platforms/qingdao/aside").expect(401);
        } finally {
            gateway.sql().update("DELETE FROM put_aside");
        }
    }
}
