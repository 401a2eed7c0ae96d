package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Operators see every route, and pause, drain and resume it. */
@ExtendWith(OneGateway.class)
class RoutesApiTest {
    private static final String ROUTES = "/api/v1/ops/routes";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    RoutesApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    @AfterEach
    void resume() {
        gateway.operator().post(ROUTES + "/accept-submission/resume", Map.of()).expect(204);
        gateway.calm();
    }

    private JsonNode shown(String route) {
        JsonNode routes = gateway.operator().get(ROUTES).expect(200).json();
        return StreamSupport.stream(routes.spliterator(), false)
                .filter(shown -> shown.at("/route/id").stringValue().equals(route))
                .findFirst()
                .orElseThrow();
    }

    private void act(String route, String action) {
        gateway.operator()
                .post(ROUTES + "/" + route + "/" + action, Map.of("reason", "maintenance"))
                .expect(204);
    }

    @Test
    void showsEveryRouteWithItsFigures() {
        center.awaitTransfer(center.accepted(center.activity()), "STORED");

        JsonNode accept = shown("accept-submission").path("route");
        assertThat(accept.path("kind").stringValue()).isEqualTo("DOOR");
        assertThat(accept.path("state").stringValue()).isEqualTo("RUNNING");
        assertThat(accept.path("exchanges").longValue()).isPositive();
        assertThat(accept.path("reason").stringValue()).isEmpty();
        assertThat(shown("prepare").at("/route/kind").stringValue()).isEqualTo("QUEUE");
        assertThat(shown("prepare").at("/backlog/count").isNumber()).isTrue();
        assertThat(shown("prepare-transfer").at("/route/switchable").booleanValue())
                .isFalse();
        assertThat(shown("sweep").at("/route/kind").stringValue()).isEqualTo("TIMER");
        assertThat(shown("sweep").path("backlog").isNull()).isTrue();
        assertThat(shown("deliver-qingdao").at("/backlog/count").isNumber()).isTrue();
    }

    @Test
    void showsTheLastFailureByItsCodeAlone() {
        center.submit("activity", Map.of("title", "13800138000")).expect(422);

        JsonNode accept = shown("accept-submission").path("route");
        assertThat(accept.path("lastFailure").stringValue()).isEqualTo("INVALID_RECORD");
        assertThat(accept.path("lastFailureAt").stringValue()).isNotBlank();
        assertThat(accept.path("failures").longValue()).isPositive();
    }

    @Test
    void aPausedDoorSaysWhenToComeBack() {
        act("accept-submission", "pause");

        Answer refused = await().atMost(SOON)
                .until(() -> center.submit("activity", center.activity()), answer -> answer.status() != 202)
                .expectProblem(503, "ROUTE_PAUSED");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.text()).doesNotContain("maintenance");
        assertThat(shown("accept-submission").at("/route/reason").stringValue()).isEqualTo("maintenance");

        gateway.operator().post(ROUTES + "/accept-submission/resume", Map.of()).expect(204);
        await().atMost(SOON)
                .until(() -> center.submit("activity", center.activity()).status() == 202);
    }

    @Test
    void aDrainedPlatformSaysSoAndGetsNothing() {
        act("deliver-qingdao", "drain");

        JsonNode platform = gateway.operator()
                .get("/api/v1/ops/platforms")
                .expect(200)
                .json()
                .path(0);
        assertThat(platform.path("paused").booleanValue()).isTrue();
        assertThat(platform.path("draining").booleanValue()).isTrue();
        assertThat(platform.path("circuit").stringValue()).isEqualTo("PAUSED");
        assertThat(platform.at("/budget/sends").intValue()).isPositive();
        await().atMost(SOON).until(() -> shown("deliver-qingdao")
                .at("/route/state")
                .stringValue()
                .equals("DRAINED"));
        String submission = center.accepted(center.activity());
        center.awaitTransfer(submission, "READY");

        gateway.operator().post(ROUTES + "/deliver-qingdao/resume", Map.of()).expect(204);
        center.awaitTransfer(submission, "STORED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\" \"}", "[]", "{\"reason\":\"x\",\"more\":1}"})
    void refusesAnActWithoutReason(String body) {
        gateway.operator().post(ROUTES + "/sweep/pause", body.getBytes(UTF_8)).expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void refusesWhatCannotBeSwitched() {
        Map<String, String> reason = Map.of("reason", "x");
        gateway.operator().post(ROUTES + "/prepare-transfer/pause", reason).expectProblem(409, "WRONG_STATE");
        gateway.operator().post(ROUTES + "/follow-switches/drain", reason).expectProblem(409, "WRONG_STATE");
        gateway.operator().post(ROUTES + "/nowhere/pause", reason).expectProblem(404, "NOT_FOUND");
        gateway.officer().post(ROUTES + "/sweep/pause", reason).expectProblem(403, "NOT_ALLOWED");
    }
}
