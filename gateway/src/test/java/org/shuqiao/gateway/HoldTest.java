package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** While the tree in the database is not what was signed, nothing leaves, everybody can see why, and nothing is lost. */
@ExtendWith(OneGateway.class)
class HoldTest {
    /** Doing it twice undoes it. */
    private static final String ANOTHER_ROOT = "UPDATE log_tree SET root = set_byte(root, 0, get_byte(root, 0) # 255)";

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    HoldTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    private void awaitReadiness(int status, String departures, boolean canLog) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Readiness readiness = Readiness.of(gateway);
            assertThat(readiness.departures()).isEqualTo(departures);
            assertThat(readiness.status()).isEqualTo(status);
            assertThat(readiness.can("log")).isEqualTo(canLog);
        });
    }

    @Test
    void holdsBackWhatIsReadyUntilTheTreeIsWholeAgain() {
        center.evidence(center.awaitTransfer(center.accepted(center.activity()), "STORED"))
                .expect(200);
        awaitReadiness(200, "open", true);
        JsonNode transfer;
        String submission;
        gateway.sql().update(ANOTHER_ROOT);
        try {
            awaitReadiness(503, "LOG_MISMATCH", false);
            submission = center.accepted(center.activity());
            transfer = center.awaitTransfer(submission, "READY");
            assertThat(transfer.path("reason").stringValue()).isEqualTo("LOG_MISMATCH");
            await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(20)).until(() -> gateway.platform()
                    .calls(transferId(center.transfer(submission)))
                    .isEmpty());
            assertThat(center.transfer(submission).path("attempts").intValue()).isZero();
            center.evidenceNow(transfer).expectProblem(409, "PROOF_PENDING");
        } finally {
            gateway.sql().update(ANOTHER_ROOT);
        }
        awaitReadiness(200, "open", true);
        JsonNode stored = center.awaitTransfer(submission, "STORED");
        assertThat(stored.path("attempts").intValue()).isEqualTo(1);
        center.evidence(stored).expect(200);
        awaitReadiness(200, "open", true);
    }

    private static String transferId(JsonNode transfer) {
        return transfer.required("transferId").stringValue();
    }
}
