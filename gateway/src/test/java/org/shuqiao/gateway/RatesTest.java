package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;

/** Who calls too often is told when to come back, and by then it may. */
@ExtendWith(OneGateway.class)
class RatesTest {
    private final GatewayUnderTest gateway;
    private final SettableTime time = new SettableTime();
    private final RateFilter filter;

    RatesTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.filter = new RateFilter(
                new Rates(new GatewaySettings.Rate(2, 3), time),
                gateway.context().getBean(ProblemWriter.class));
    }

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    private MockHttpServletResponse call(ApiKeys.Role role, String center) throws Exception {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        new ApiKeys.Caller("key", role, center), null, List.of()));
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(new MockHttpServletRequest(), response, new MockFilterChain());
        return response;
    }

    private MockHttpServletResponse call(String center) throws Exception {
        return call(ApiKeys.Role.CENTER, center);
    }

    @Test
    void grantsABurstAndThenTheSteadyRate() throws Exception {
        assertThat(call("A").getHeader("RateLimit")).isEqualTo("\"center\";r=2;t=1");
        assertThat(call("A").getHeader("RateLimit-Policy")).isEqualTo("\"center\";q=3;w=2");
        assertThat(call("A").getStatus()).isEqualTo(200);

        MockHttpServletResponse refused = call("A");
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
        assertThat(refused.getHeader("RateLimit")).isEqualTo("\"center\";r=0;t=2");
        assertThat(JsonMapper.shared()
                        .readTree(refused.getContentAsByteArray())
                        .path("code")
                        .stringValue())
                .isEqualTo("RATE_LIMITED");

        time.pass(1);
        assertThat(call("A").getStatus()).isEqualTo(200);
        assertThat(call("A").getStatus()).isEqualTo(200);
        assertThat(call("A").getStatus()).isEqualTo(429);
    }

    @Test
    void countsEachCenterForItself() throws Exception {
        for (int i = 0; i < 4; i++) {
            call("A");
        }
        assertThat(call("A").getStatus()).isEqualTo(429);
        assertThat(call("B").getStatus()).isEqualTo(200);
    }

    @Test
    void doesNotCountThoseWhoKeepTheGateway() throws Exception {
        for (int i = 0; i < 10; i++) {
            MockHttpServletResponse response = call(ApiKeys.Role.OPERATOR, null);
            assertThat(response.getStatus()).isEqualTo(200);
            assertThat(response.getHeader("RateLimit")).isNull();
        }
    }

    @Test
    void tellsEveryCenterHowOftenItMayCall() {
        TestCenter center = gateway.newCenter();

        Answer answer = center.client().get("/api/v1/submissions").expect(200);

        assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"center\";q=1000;w=2");
        assertThat(answer.headers().firstValue("RateLimit"))
                .hasValueSatisfying(left -> assertThat(left).matches("\"center\";r=\\d+;t=\\d+"));
        assertThat(gateway.operator().get("/api/v1/ops/platforms").headers().firstValue("RateLimit"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,0", "-1,5"})
    void refusesToStartWhereNobodyCouldCall(int perSecond, int burst) {
        assertThatThrownBy(() -> new Rates(new GatewaySettings.Rate(perSecond, burst), time))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("shuqiao.rate");
    }

    private static final class SettableTime implements TimeMeter {
        private long nanos;

        void pass(int seconds) {
            nanos += TimeUnit.SECONDS.toNanos(seconds);
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
