package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What has not left can be taken back; what has, cannot. */
@ExtendWith(OneGateway.class)
class CancelTest {
    private final GatewayUnderTest gateway;
    private final TestCenter center;

    CancelTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    @AfterEach
    void calm() {
        gateway.calm();
    }

    private void pause() {
        gateway.operator()
                .post("/api/v1/ops/platforms/qingdao/pause", Map.of("reason", "test"))
                .expect(204);
    }

    private Answer cancel(String submission) {
        return center.client().post("/api/v1/submissions/" + submission + "/cancel", Map.of());
    }

    @Test
    void takesBackWhatWaitsForItsPlatform() {
        pause();
        ObjectNode record = center.activity();
        String submission = center.accepted(record);
        JsonNode ready = center.awaitTransfer(submission, "READY");

        JsonNode cancelled = cancel(submission).expect(200).json();

        assertThat(cancelled.at("/transfers/0/cancelled").booleanValue()).isTrue();
        assertThat(cancelled.at("/transfers/0/state").stringValue()).isEqualTo("SUPERSEDED");
        gateway.calm();
        JsonNode transfer = center.transfer(submission);
        assertThat(transfer.path("reason").stringValue()).isEqualTo("CANCELLED");
        assertThat(transfer.path("reasonText").stringValue()).isEqualTo("The center has cancelled this");
        assertThat(cancel(submission).expect(200).json()).isEqualTo(cancelled);
        assertThat(center.accepted(record)).isEqualTo(submission);

        center.awaitTransfer(center.accepted(record.put("version", 2)), "STORED");
        assertThat(gateway.platform().calls(ready.required("transferId").stringValue()))
                .isEmpty();
    }

    @Test
    void takesBackWhatIsInQuarantine() {
        ObjectNode record = center.activity();
        record.put("title", "联系 13800138000 报名");
        String submission = center.accepted(record);
        JsonNode held = center.awaitTransfer(submission, "QUARANTINED");

        cancel(submission).expect(200);

        gateway.officer()
                .post(
                        "/api/v1/quarantine/" + held.required("transferId").stringValue(),
                        Map.of("decision", "WITHHOLD", "reason", "x"))
                .expectProblem(409, "WRONG_STATE");
        assertThat(center.transfer(submission).path("state").stringValue()).isEqualTo("SUPERSEDED");
    }

    @Test
    void refusesWhatHasArrived() {
        String submission = center.accepted(center.activity());
        center.awaitTransfer(submission, "STORED");

        Answer refused = cancel(submission).expectProblem(409, "WRONG_STATE");

        assertThat(refused.json().at("/transfers/0/state").stringValue()).isEqualTo("STORED");
        assertThat(center.transfer(submission).path("state").stringValue()).isEqualTo("STORED");
    }

    @Test
    void knowsNothingOfAnotherCentersSubmission() {
        pause();
        String submission = center.accepted(center.activity());
        center.awaitTransfer(submission, "READY");
        String path = "/api/v1/submissions/" + submission + "/cancel";

        gateway.newCenter().client().post(path, Map.of()).expectProblem(404, "NOT_FOUND");
        gateway.operator().post(path, Map.of()).expectProblem(403, "NOT_ALLOWED");
        cancel(UUID.randomUUID().toString()).expectProblem(404, "NOT_FOUND");
        cancel("1").expectProblem(400, "BAD_REQUEST");

        assertThat(center.transfer(submission).path("state").stringValue()).isEqualTo("READY");
    }

    @Test
    void leavesALeafInTheLog() {
        pause();
        String submission = center.accepted(center.activity());
        String transfer =
                center.awaitTransfer(submission, "READY").required("transferId").stringValue();

        cancel(submission).expect(200);
        cancel(submission).expect(200);

        assertThat(gateway.sql()
                        .queryForList(
                                "SELECT convert_from(leaf, 'UTF8') FROM log_leaf WHERE subject = ? AND type = 'operator-action'",
                                String.class,
                                UUID.fromString(transfer)))
                .hasSize(1)
                .allSatisfy(leaf -> assertThat(leaf).contains("\"action\":\"cancel\"", transfer));
    }
}
