package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.routes.webhooks.WebhookAnswer;
import org.springframework.context.MessageSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A center has its messages brought to an address of its own. */
@ExtendWith(OneGateway.class)
class WebhookApiTest {
    private static final String WEBHOOK = "/api/v1/inbox/webhook";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final TestInbox inbox;
    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    private record Call(String timestamp, String signature, byte[] body) {}

    WebhookApiTest(GatewayUnderTest gateway) throws IOException {
        this.gateway = gateway;
        this.center = gateway.newCenter();
        this.inbox = new TestInbox(gateway, center);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.add(new Call(
                    exchange.getRequestHeaders().getFirst("X-Shuqiao-Timestamp"),
                    exchange.getRequestHeaders().getFirst("X-Shuqiao-Signature"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
        center.client().delete(WEBHOOK);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    private String put(String url) {
        return center.client()
                .put(WEBHOOK, Map.of("url", url))
                .expect(200)
                .json()
                .required("secret")
                .stringValue();
    }

    private JsonNode state() {
        return center.client().get(WEBHOOK).expect(200).json();
    }

    @Test
    void bringsWhatIsThereAndWhatComesSigned() {
        inbox.with(2);
        String secret = put(url());
        await().atMost(LONGEST).until(() -> state().path("deliveredSeq").longValue() == 2);
        inbox.with(1);
        await().atMost(LONGEST).until(() -> state().path("deliveredSeq").longValue() == 3);

        List<Long> places = new ArrayList<>();
        for (Call call : calls) {
            JsonMapper.shared()
                    .readTree(call.body())
                    .path("messages")
                    .forEach(message -> places.add(message.path("seq").longValue()));
            byte[] code = new HmacSm3(secret.getBytes(US_ASCII))
                    .mac((call.timestamp() + "\n").getBytes(US_ASCII), call.body());
            assertThat(call.signature()).isEqualTo(HexFormat.of().formatHex(code));
        }
        assertThat(places).containsExactly(1L, 2L, 3L);
        assertThat(center.client().get("/api/v1/inbox").json().path("ackedSeq").longValue())
                .as("2xx acknowledges")
                .isEqualTo(3);
        assertThat(gateway.log()).doesNotContain(secret, url());
    }

    @Test
    void showsTheSecretOnceOnly() {
        String first = put(url());
        String second = put(url());

        assertThat(second).isNotEqualTo(first).startsWith("sqw_");
        assertThat(center.client().get(WEBHOOK).expect(200).text()).doesNotContain(first, second, "secret");
    }

    @Test
    void saysWhatWentWrongInTheLanguageThatWasAskedFor() {
        status = 503;
        inbox.with(1);
        put(url());
        await().atMost(LONGEST).until(() -> state().path("failures").intValue() >= 1);

        JsonNode chinese =
                center.client().get(WEBHOOK, "Accept-Language", "zh-CN").json().path("lastFailure");
        assertThat(chinese.path("code").stringValue()).isEqualTo("STATUS");
        assertThat(chinese.path("httpStatus").intValue()).isEqualTo(503);
        assertThat(chinese.path("text").stringValue()).contains("2xx").containsPattern("\\p{IsHan}");
        assertThat(state().at("/lastFailure/text").stringValue()).matches("\\p{ASCII}+");
        status = 200;
        center.client().post(WEBHOOK + "/resume", Map.of()).expect(204);
        await().atMost(LONGEST).until(() -> state().path("deliveredSeq").longValue() == 1);
        assertThat(state().path("lastFailure").isNull()).isTrue();
    }

    @Test
    void isGoneOnceItWasDeletedAndTheMessagesStay() {
        put(url());
        center.client().delete(WEBHOOK).expect(204);
        inbox.with(1);

        center.client().get(WEBHOOK).expectProblem(404, "NOT_FOUND");
        center.client().delete(WEBHOOK).expectProblem(404, "NOT_FOUND");
        center.client().post(WEBHOOK + "/resume", Map.of()).expectProblem(404, "NOT_FOUND");
        assertThat(center.client().get("/api/v1/inbox").json().path("messages")).hasSize(1);
        assertThat(calls).isEmpty();
    }

    @Test
    void isTheOwnOfItsCenter() {
        put(url());
        gateway.newCenter().client().get(WEBHOOK).expectProblem(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/",
                "https://user:secret@example.com/",
                "https://example.com/#a",
                "hook",
                "",
                "https://exa mple.com/"
            })
    void refusesAnAddressThatIsNotCalled(String url) {
        Answer refused = center.client().put(WEBHOOK, Map.of("url", url)).expectProblem(422, "WEBHOOK_REFUSED");
        assertThat(refused.json().path("why").stringValue()).isNotBlank();
        assertThat(refused.text()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"url\":null}", "[]", "{\"url\":\"https://example.com/\",\"secret\":\"x\"}"})
    void refusesABodyThatNamesNone(String body) {
        center.client().put(WEBHOOK, body.getBytes(UTF_8)).expectProblem(400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @EnumSource(value = WebhookAnswer.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "DELIVERED")
    void everyFailureHasATextInBothLanguages(WebhookAnswer.Kind kind) {
        MessageSource messages = gateway.context();
        assertThat(messages.getMessage("webhook." + kind, null, Locale.ENGLISH)).matches("\\p{ASCII}+");
        assertThat(messages.getMessage("webhook." + kind, null, Locale.CHINESE)).containsPattern("\\p{IsHan}");
    }
}
