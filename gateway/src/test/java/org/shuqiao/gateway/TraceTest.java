package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.routes.traces.TraceContext;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

/** A trace that a center began goes on to the platform, and into our log lines. */
@ExtendWith(OneGateway.class)
class TraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private final GatewayUnderTest gateway;

    TraceTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    private TraceContext arrived(String... headers) {
        TestCenter center = gateway.newCenterWithAgreement();
        JsonNode transfer = center.awaitTransfer(center.accepted(center.activity(), headers), "STORED");
        String header = gateway.platform()
                .calls(transfer.required("transferId").stringValue())
                .get(0)
                .headers()
                .get("Traceparent");
        return TraceContext.parse(header).orElseThrow();
    }

    @Test
    void goesOnToThePlatform() {
        TraceContext arrived = arrived("traceparent", PARENT);

        assertThat(arrived.traceId()).isEqualTo(TRACE);
        assertThat(arrived.flags()).isEqualTo("01");
        assertThat(arrived.spanId()).isNotEqualTo("00f067aa0ba902b7");
    }

    @Test
    void beginsHereWhereACallerHasNone() {
        assertThat(arrived().traceId()).isNotEqualTo(arrived().traceId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "00-" + TRACE + "-0000000000000000-01", "00-" + TRACE + "-00f067aa0ba902b7-01\t"})
    void beginsAnewForAHeaderThatIsNone(String header) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("traceparent", header);

        assertThat(traceIdInLog(request)).hasSize(32).isNotEqualTo(TRACE);
    }

    @Test
    void beginsAnewWhereTwoAreNamed() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("traceparent", PARENT);
        request.addHeader("traceparent", PARENT);

        assertThat(traceIdInLog(request)).hasSize(32).isNotEqualTo(TRACE);
    }

    @Test
    void isInEveryLogLineOfTheCallAndInNoneAfterIt() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("traceparent", PARENT);

        assertThat(traceIdInLog(request)).isEqualTo(TRACE);
        assertThat(MDC.get("traceId")).isNull();
        assertThat(TraceFilter.traceParent(request)).startsWith("00-" + TRACE + "-");
    }

    private static String traceIdInLog(MockHttpServletRequest request) throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        new TraceFilter(new SecureRandom())
                .doFilter(
                        request,
                        new MockHttpServletResponse(),
                        (req, res) -> seen.set(TraceFilter.traceId().orElse("")));
        return seen.get();
    }
}
