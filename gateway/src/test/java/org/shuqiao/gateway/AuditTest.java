package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** While the database takes nothing, nothing leaves and nothing is taken, everybody can see why, and nothing is lost. */
@ExtendWith(OneGateway.class)
class AuditTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    AuditTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    private String departures() {
        JsonNode departures = gateway.anonymous()
                .get("/actuator/health/readiness")
                .json()
                .at("/components/journeys/details/departures");
        return departures.path("reason").asString(departures.asString("?"));
    }

    private void awaitDepartures(String reason) {
        await().atMost(SOON).untilAsserted(() -> assertThat(departures()).isEqualTo(reason));
    }

    /** Also while nothing may be written otherwise. */
    private void write(String sql) {
        gateway.sql().execute("BEGIN READ WRITE; " + sql + "; COMMIT");
    }

    /** From the next connection on; those that are open are closed. */
    private void readOnly(boolean readOnly) {
        write("ALTER ROLE CURRENT_USER SET default_transaction_read_only = " + readOnly);
        HikariDataSource pool = gateway.context().getBean(Servers.class).database();
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Test
    void case37_aLedgerThatTakesNothingHoldsEverythingUntilItDoesAgain() {
        awaitDepartures("open");
        write("UPDATE platform SET paused = true");
        String submission = center.accepted(center.activity());
        JsonNode waiting = center.awaitTransfer(submission, "READY");
        readOnly(true);
        try {
            awaitDepartures("AUDIT_DOWN");
            write("UPDATE platform SET paused = false");
            Answer readiness =
                    gateway.anonymous().get("/actuator/health/readiness").expect(503);
            assertThat(readiness
                            .json()
                            .at("/components/journeys/details/can/store")
                            .booleanValue())
                    .isFalse();
            assertThat(readiness
                            .json()
                            .at("/components/journeys/details/can/log")
                            .booleanValue())
                    .isFalse();
            Answer refused = center.submit("activity", center.activity()).expectProblem(503, "LEDGER_UNAVAILABLE");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            gateway.admin()
                    .post("/api/v1/admin/api-keys", Map.of("role", "OPERATOR", "label", "test"))
                    .expectProblem(503, "LEDGER_UNAVAILABLE");
            await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> gateway.platform()
                    .calls(waiting.required("transferId").stringValue())
                    .isEmpty());
            JsonNode held = center.transfer(submission);
            assertThat(held.path("state").stringValue()).isEqualTo("READY");
            assertThat(held.path("reason").stringValue()).isEqualTo("AUDIT_DOWN");
            assertThat(held.path("attempts").intValue()).isZero();
        } finally {
            readOnly(false);
        }
        awaitDepartures("open");
        assertThat(center.awaitTransfer(submission, "STORED").path("attempts").intValue())
                .isEqualTo(1);
    }
}
