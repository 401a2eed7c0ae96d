package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Takes database and broker away from the gateway, so nothing can run after it. */
@ExtendWith(OneGateway.class)
@Order(Integer.MAX_VALUE)
class OutageTest {
    private final GatewayUnderTest gateway;

    OutageTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @Test
    void saysThatItIsNotReadyAndStoresNothing() {
        TestCenter center = gateway.newCenter();
        TestCenter known = gateway.newCenter();
        known.stored();
        GatewayClient anonymous = gateway.anonymous();
        Answer ready = anonymous.get("/actuator/health/readiness").expect(200);
        assertThat(ready.json().at("/components/journeys/details/broker").booleanValue())
                .isTrue();

        gateway.context().getBean(Servers.class).close();

        Answer away = anonymous.get("/actuator/health/readiness").expect(503);
        assertThat(away.json().path("status").stringValue()).isEqualTo("OUT_OF_SERVICE");
        assertThat(away.json().at("/components/journeys/details/ledger").booleanValue())
                .isFalse();
        assertThat(away.json().at("/components/journeys/details/broker").booleanValue())
                .isFalse();
        assertThat(away.json().at("/components/journeys/details/statementKey").booleanValue())
                .isTrue();
        anonymous.get("/actuator/health/liveness").expect(200);
        Answer refused = center.submit("activity", center.activity()).expectProblem(503, "LEDGER_UNAVAILABLE");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        known.submit("activity", known.activity()).expectProblem(503, "LEDGER_UNAVAILABLE");
    }
}
