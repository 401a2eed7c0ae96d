package org.shuqiao.routes.platforms;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.platforms.ClockWindow;
import org.shuqiao.routes.ShortestOfThree;
import org.shuqiao.routes.platforms.PlatformAnswer.Answered;
import org.shuqiao.routes.platforms.PlatformAnswer.NoAnswer;
import org.shuqiao.routes.platforms.PlatformAnswer.NotConnected;

class PlatformClientTest {
    private static final WireMockServer PLATFORM =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private static final PlatformClock CLOCK =
            new PlatformClock(Optional.of(new ClockWindow(600_000, 0, Set.of())), Clock.systemUTC());
    /** Waits longer than a busy machine takes for an answer that comes. */
    private static final PlatformClient CLIENT = new PlatformClient(4, 10_000, 10_000, CLOCK);

    @BeforeAll
    static void start() {
        PLATFORM.start();
    }

    @AfterAll
    static void stop() throws IOException {
        CLIENT.close();
        PLATFORM.stop();
    }

    @Test
    void givesStatusAndBodyBack() {
        PlatformAnswer<?> answer = send(aResponse().withStatus(503).withBody("busy"));
        assertThat(answer).isInstanceOfSatisfying(Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(503);
            assertThat(answered.body()).asString().isEqualTo("busy");
        });
    }

    @Test
    void saysToWhichTraceACallBelongs() {
        send(aResponse());
        assertThat(PLATFORM.findAll(anyRequestedFor(anyUrl()).withHeader("traceparent", equalTo(Qingdao.TRACE_PARENT))))
                .hasSize(1);
    }

    @Test
    void takesAnAnswerThatDoesNotComeInTimeForNone() throws IOException {
        try (PlatformClient impatient = new PlatformClient(1, 300, 400, CLOCK)) {
            assertThat(send(impatient, aResponse().withFixedDelay(2_000))).isInstanceOf(NoAnswer.class);
        }
    }

    @Test
    void takesABrokenAnswerForNone() {
        assertThat(send(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK))).isInstanceOf(NoAnswer.class);
        assertThat(send(aResponse().withFault(Fault.EMPTY_RESPONSE))).isInstanceOf(NoAnswer.class);
    }

    @Test
    void takesAnAnswerLongerThanAnyOfOursForNone() {
        assertThat(send(aResponse().withBody(new byte[(1 << 20) + 1]))).isInstanceOf(NoAnswer.class);
    }

    @Test
    void learnsFromEveryAnswerHowFarThePlatformsClockIs() {
        send(aResponse().withHeader("Date", "Sun, 06 Nov 1994 08:49:37 GMT"));
        assertThat(CLOCK.skew("platform"))
                .hasValueSatisfying(skew -> assertThat(skew.aheadSeconds()).isNegative());
    }

    @Test
    void followsNoRedirect() {
        PlatformAnswer<?> answer = send(aResponse().withStatus(307).withHeader("Location", "/elsewhere"));
        assertThat(answer).isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status())
                .isEqualTo(307));
    }

    @Test
    void saysWhenNothingCanHaveLeft() {
        assertThat(CLIENT.send(to(URI.create("http://127.0.0.1:1/x")))).isInstanceOf(NotConnected.class);
    }

    /** Each byte comes in time, and the answer never ends. */
    @ParameterizedTest
    @ValueSource(strings = {"drips", "floods"})
    void waitsForNoAnswerLongerThanACallMayTake(String how) throws IOException {
        try (PlatformClient client = new PlatformClient(1, 300, 400, CLOCK);
                EndlessServer server = new EndlessServer(how.equals("floods") ? 0 : 100)) {
            Duration most = client.longest().plusSeconds(1);
            Duration took = ShortestOfThree.of(
                    most, () -> assertThat(client.send(to(server.url()))).isInstanceOf(NoAnswer.class));
            assertThat(took).isLessThan(most);
            assertThat(client.longest()).isEqualTo(Duration.ofMillis(1_100));

            PLATFORM.resetAll();
            PLATFORM.stubFor(any(anyUrl()).willReturn(aResponse().withBody("well")));
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(client.send(to(URI.create(PLATFORM.baseUrl() + "/next"))))
                            .as("the one connection is free again, however busy the machine is")
                            .isInstanceOf(Answered.class));
        }
    }

    private static PlatformAnswer<?> send(ResponseDefinitionBuilder answer) {
        return send(CLIENT, answer);
    }

    private static PlatformAnswer<?> send(PlatformClient client, ResponseDefinitionBuilder answer) {
        PLATFORM.resetAll();
        PLATFORM.stubFor(any(anyUrl()).willReturn(answer));
        // Of this call alone: one that was given up is written down when its delay is over.
        String path = "/" + UUID.randomUUID();
        PlatformAnswer<?> received = client.send(to(URI.create(PLATFORM.baseUrl() + path)));
        assertThat(PLATFORM.findAll(anyRequestedFor(urlEqualTo(path))).size())
                .as("calls; none is repeated")
                .isLessThanOrEqualTo(1);
        return received;
    }

    private static Anything to(URI uri) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        return new Anything(new HttpCall(uri, new TreeMap<>(), "application/json", body));
    }

    private record Anything(HttpCall freight) implements Outgoing {
        @Override
        public String traceParent() {
            return Qingdao.TRACE_PARENT;
        }
    }
}
