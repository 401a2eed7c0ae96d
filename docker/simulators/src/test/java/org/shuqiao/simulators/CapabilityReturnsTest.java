package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.json.JsonMapper;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** What the platform sends to centers: pushed on command, and laid ready for whoever asks. */
class CapabilityReturnsTest {
    private static final String RETURNS = "/__sim/capability-center/returns";
    private static final String QUEUE = "/__sim/capability-center/queue";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path home;

    private static DevelopmentKeys keys;
    private static SimulatorServer server;
    private static HttpServer gateway;
    private static final List<Received> RECEIVED = new CopyOnWriteArrayList<>();
    private static volatile byte[] answer = new byte[0];

    private record Received(String path, String timestamp, String signature, byte[] body) {}

    @BeforeAll
    static void start() throws IOException {
        keys = DevelopmentKeys.create(home);
        server = SimulatorServer.start(home, "127.0.0.1", 0, Clock.systemUTC(), new SecureRandom());
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", CapabilityReturnsTest::receive);
        gateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.stop(0);
        server.close();
    }

    private static void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            RECEIVED.add(new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("X-Platform-Timestamp"),
                    exchange.getRequestHeaders().getFirst("X-Platform-Signature"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static JsonNode send(String more) throws IOException {
        RECEIVED.clear();
        HttpResponse<String> told = Call.post(
                server.port(),
                RETURNS,
                "{\"gateway\":\"http://127.0.0.1:" + gateway.getAddress().getPort()
                        + "\",\"dataset\":\"booking\",\"rows\":[{\"record_id\":\"B-1\"}]" + more + "}");
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        return JSON.readTree(told.body());
    }

    private static boolean isSigned(Received call) throws Exception {
        String text = "POST\n" + call.path() + "\n" + call.timestamp() + "\n" + new Kona().sm3Hex(call.body()) + "\n";
        byte[] raw = Base64.getDecoder().decode(call.signature());
        Sm2Verifier verifier =
                new Sm2Verifier(new Kona(), keys.publicKey("capability-center"), CapabilityKeys.RECEIPT_ID);
        return verifier.accepts(text.getBytes(UTF_8), RawSignature.toDer(raw));
    }

    @Test
    void signsWhatItSends() throws Exception {
        send(",\"batchId\":\"b-1\"");

        Received call = RECEIVED.get(0);
        assertThat(call.path()).isEqualTo("/platform/v1/capability-center/booking");
        assertThat(new String(call.body(), UTF_8))
                .isEqualTo("{\"batchId\":\"b-1\",\"rows\":[{\"record_id\":\"B-1\"}]}");
        assertThat(isSigned(call)).isTrue();
        assertThat(System.currentTimeMillis() - Long.parseLong(call.timestamp()))
                .isBetween(0L, 60_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"signature", "other_path", "body"})
    void spoilsTheSignatureOnCommand(String tamper) throws Exception {
        send(",\"tamper\":\"" + tamper + "\"");

        assertThat(isSigned(RECEIVED.get(0))).isFalse();
    }

    @Test
    void sendsUnsignedOrStaleOnCommand() throws Exception {
        send(",\"tamper\":\"unsigned\"");
        assertThat(RECEIVED.get(0).signature()).isNull();

        send(",\"tamper\":\"stale\"");
        assertThat(System.currentTimeMillis() - Long.parseLong(RECEIVED.get(0).timestamp()))
                .isGreaterThan(600_000L);
        assertThat(isSigned(RECEIVED.get(0))).isTrue();
    }

    @Test
    void looksAtTheReceipt() throws IOException {
        byte[] receipt = "{\"rows\":[{\"code\":\"OK\"}]}".getBytes(UTF_8);
        ObjectNode good = JSON.createObjectNode()
                .put("receipt", base64(receipt))
                .put(
                        "signature",
                        base64(keys.signer("gateway", Sm2UserId.DEFAULT).sign(receipt)))
                .put("certificate", base64(keys.certificate("gateway")))
                .set("rows", JSON.readTree("[{\"code\":\"OK\"}]"));
        answer = JSON.writeValueAsBytes(good);
        JsonNode told = send("");
        assertThat(told.path("status").asInt()).isEqualTo(200);
        assertThat(told.path("answer")).isEqualTo(good);
        assertThat(told.path("receiptValid").asBoolean()).isTrue();

        answer = JSON.writeValueAsBytes(good.deepCopy().set("rows", JSON.readTree("[]")));
        assertThat(send("").path("receiptValid").asBoolean(true)).isFalse();
        answer = JSON.writeValueAsBytes(good.deepCopy().put("receipt", base64("{}".getBytes(UTF_8))));
        assertThat(send("").path("receiptValid").asBoolean(true)).isFalse();
        answer = "no JSON".getBytes(UTF_8);
        assertThat(send("").path("receiptValid").asBoolean(true)).isFalse();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"gateway\":\"http://127.0.0.1:1\",\"dataset\":\"booking\"}",
                "{\"gateway\":\"nowhere\",\"dataset\":\"booking\",\"rows\":[]}",
                "{\"gateway\":\"http://127.0.0.1:1\",\"dataset\":\"booking\",\"rows\":[],\"tamper\":\"other\"}"
            })
    void refusesWhatIsNoCommand(String command) throws IOException {
        assertThat(Call.post(server.port(), RETURNS, command).statusCode()).isEqualTo(400);
    }

    @Test
    void tellsWhatItHasAfterAPlace() throws Exception {
        String row = "\"dataset\":\"booking\",\"rows\":[{}]";
        HttpResponse<String> laid = Call.put(
                server.port(),
                QUEUE,
                "{\"batches\":[{" + row + "},{\"seq\":3," + row + "},{\"seq\":4," + row + ",\"batchId\":\"b-4\"}]}");
        assertThat(laid.body()).isEqualTo("{\"batches\":3}");

        JsonNode first = poll("{\"after\":0,\"limit\":2}");
        assertThat(first.path("code").asText()).isEqualTo("0");
        assertThat(first.path("more").asBoolean()).isTrue();
        assertThat(first.path("batches")).hasSize(2);
        JsonNode rest = poll("{\"after\":3,\"limit\":2}");
        assertThat(rest.path("more").asBoolean(true)).isFalse();
        JsonNode batch = rest.path("batches").path(0);
        assertThat(batch.path("seq").asLong()).isEqualTo(4);
        byte[] body = Base64.getDecoder().decode(batch.path("body").asText());
        assertThat(new String(body, UTF_8)).isEqualTo("{\"batchId\":\"b-4\",\"rows\":[{}]}");
        assertThat(isSigned(new Received(
                        "/platform/v1/capability-center/booking",
                        batch.path("timestamp").asText(),
                        batch.path("signature").asText(),
                        body)))
                .isTrue();
        assertThat(poll("{\"after\":-1,\"limit\":2}").path("code").asText()).isEqualTo("4000");
        assertThat(poll("{}").path("code").asText()).isEqualTo("4000");
    }

    @Test
    void putsABatchWithoutAPlaceWhereWhoeverAskedLastWillSeeIt() throws Exception {
        poll("{\"after\":7,\"limit\":2}");
        Call.put(server.port(), QUEUE, "{\"batches\":[{\"dataset\":\"booking\",\"rows\":[{}]}]}");

        JsonNode told = poll("{\"after\":7,\"limit\":2}");

        assertThat(told.path("batches")).hasSize(1);
        assertThat(told.path("batches").path(0).path("seq").asLong()).isEqualTo(8);
    }

    private static JsonNode poll(String data) throws IOException {
        return JSON.readTree(CapabilityCall.of(keys, System.currentTimeMillis(), data)
                .send(server.port(), "/openapi/v1/return")
                .body());
    }
}
