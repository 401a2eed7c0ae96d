package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariPoolMXBean;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** While the database takes nothing, nothing leaves and nothing is taken, everybody can see why, and nothing is lost. */
@ExtendWith(OneGateway.class)
class AuditTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String BEGUN_BEFORE =
            "SELECT pid FROM pg_stat_activity WHERE usename = current_user AND backend_start < ?";

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    AuditTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    @AfterEach
    void calm() {
        gateway.calm();
    }

    private void awaitOpen() {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(Readiness.of(gateway).departures()).isEqualTo("open"));
    }

    /** Also while nothing may be written otherwise. */
    private void write(String sql) {
        gateway.sql().execute("BEGIN READ WRITE; " + sql + "; COMMIT");
    }

    /** For connections from now on; those that are open, or about to be so in the old way, are closed. */
    private void readOnly(boolean readOnly) {
        write("ALTER ROLE CURRENT_USER SET default_transaction_read_only = " + readOnly);
        OffsetDateTime since = gateway.sql().queryForObject("SELECT clock_timestamp()", OffsetDateTime.class);
        HikariPoolMXBean pool = gateway.context().getBean(Servers.class).pool();
        await().atMost(SOON).untilAsserted(() -> {
            pool.softEvictConnections();
            assertThat(gateway.sql().queryForList(BEGUN_BEFORE, since)).isEmpty();
        });
    }

    @Test
    void case37ALedgerThatTakesNothingHoldsEverythingUntilItDoesAgain() {
        awaitOpen();
        write("UPDATE platform SET paused = true");
        String submission = center.accepted(center.activity());
        JsonNode waiting = center.awaitTransfer(submission, "READY");
        try {
            readOnly(true);
            await().atMost(SOON).untilAsserted(() -> {
                Readiness readiness = Readiness.of(gateway);
                assertThat(readiness.departures()).isEqualTo("AUDIT_DOWN");
                assertThat(readiness.status()).isEqualTo(503);
                assertThat(readiness.can("store")).isFalse();
                assertThat(readiness.can("log")).isFalse();
            });
            write("UPDATE platform SET paused = false");
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
        awaitOpen();
        assertThat(center.awaitTransfer(submission, "STORED").path("attempts").intValue())
                .isEqualTo(1);
    }
}
