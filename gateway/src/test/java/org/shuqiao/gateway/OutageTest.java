package org.shuqiao.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.test.util.ReflectionTestUtils;

/** Takes database and broker away from the gateway, so nothing can run after it. */
@ExtendWith(OneGateway.class)
@Order(Integer.MAX_VALUE - 1)
class OutageTest {
    private final GatewayUnderTest gateway;

    OutageTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @Test
    void saysThatItIsNotReadyAndStoresNothing() throws Exception {
        TestCenter center = gateway.newCenter();
        GatewayClient anonymous = gateway.anonymous();
        Answer ready =
                await().until(() -> anonymous.get("/actuator/health/readiness"), answer -> answer.status() == 200);
        assertThat(details(ready, "broker")).isTrue();
        assertThat(details(ready, "revocationListsRenewed")).isTrue();

        stop("broker");
        Answer withoutBroker = unready("broker");
        assertThat(details(withoutBroker, "ledger")).isTrue();
        assertThat(details(withoutBroker, "broker")).isFalse();
        assertThat(details(withoutBroker, "can/hint")).isFalse();
        assertThat(details(withoutBroker, "can/store")).isTrue();
        String accepted = center.accepted(center.activity());
        assertThat(center.submission(accepted).path("state").stringValue()).isEqualTo("RECEIVED");

        stop("postgres");
        Answer away = unready("ledger");
        assertThat(away.json().path("status").stringValue()).isEqualTo("OUT_OF_SERVICE");
        assertThat(details(away, "ledger")).isFalse();
        assertThat(details(away, "can/store")).isFalse();
        assertThat(details(away, "can/sign")).isTrue();
        assertThat(details(away, "statementKey")).isTrue();
        anonymous.get("/actuator/health/liveness").expect(200);
        Answer refused = center.submit("activity", center.activity()).expectProblem(503, "LEDGER_UNAVAILABLE");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        LogTest.holdsNoSecret(gateway);
        assertThat(gateway.log()).as("text of an exception").doesNotContain("SELECT ", "UPDATE ");
    }

    /** A report may be a second old. */
    private Answer unready(String part) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> gateway.anonymous().get("/actuator/health/readiness"), answer -> !details(answer, part))
                .expect(503);
    }

    private static boolean details(Answer health, String part) {
        return health.json().at("/components/journeys/details/" + part).booleanValue();
    }

    private void stop(String server) throws Exception {
        Servers servers = gateway.context().getBean(Servers.class);
        ((AutoCloseable) requireNonNull(ReflectionTestUtils.getField(servers, server))).close();
    }
}
