package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.json.JsonMapper;

/** Queries, second receipts and the callback. */
class CapabilitySettlementTest {
    private static final String SETTINGS = "/__sim/capability-center/settings";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path home;

    private static DevelopmentKeys keys;
    private static SimulatorServer server;

    @BeforeAll
    static void start() throws IOException {
        keys = DevelopmentKeys.create(home);
        server = SimulatorServer.start(home, "127.0.0.1", 0, Clock.systemUTC(), new SecureRandom());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tellsEachStateInTheOrderOfTheQuestion() throws IOException {
        settings("{\"settleAfterMillis\":0}");
        CapabilityRow stored = pushed();
        settings("{\"settleAfterMillis\":0,\"secondStage\":\"REJECTED\"}");
        CapabilityRow rejected = pushed();
        settings("{\"secondStage\":\"NEVER\"}");
        CapabilityRow accepted = pushed();
        await().until(() -> states(stored.rowKey(), rejected.rowKey()).equals(List.of("STORED", "REJECTED")));

        assertThat(states(rejected.rowKey(), "unknown", accepted.rowKey(), stored.rowKey()))
                .containsExactly("REJECTED", "NOT_FOUND", "ACCEPTED", "STORED");
        JsonNode rows = asked(rejected.rowKey(), "unknown", accepted.rowKey());
        assertThat(rows.path(0).path("receipts")).hasSize(2);
        assertThat(rows.path(1).path("receipts")).isEmpty();
        assertThat(rows.path(1).path("rowKey").asText()).isEqualTo("unknown");
        assertThat(rows.path(2).path("receipts")).hasSize(1);
    }

    @Test
    void signsASecondReceiptWithAnIdOfItsOwn() throws Exception {
        settings("{\"settleAfterMillis\":0}");
        CapabilityRow row = pushed();
        await().until(() -> states(row.rowKey()).equals(List.of("STORED")));
        JsonNode receipts = asked(row.rowKey()).path(0).path("receipts");
        JsonNode first = said(receipts.path(0));
        JsonNode second = said(receipts.path(1));
        assertThat(first.path("stage").asText()).isEqualTo("ACCEPTED");
        assertThat(second.path("stage").asText()).isEqualTo("STORED");
        assertThat(second.path("receiptId")).isNotEqualTo(first.path("receiptId"));
        assertThat(second.path("idempotencyKey").asText()).isEqualTo(row.rowKey());
        assertThat(second.path("payloadHash")).isEqualTo(first.path("payloadHash"));
        byte[] raw =
                Base64.getDecoder().decode(receipts.path(1).path("signature").asText());
        keys.openSsl()
                .verify(
                        "capability-center",
                        new Sm2UserId("cq-capability"),
                        Files.write(keys.file("second"), bytes(receipts.path(1))),
                        Files.write(keys.file("second.sig"), RawSignature.toDer(raw)));

        JsonNode effects = JSON.readTree(
                Call.get(server.port(), "/__sim/capability-center/effects").body());
        JsonNode effect = StreamSupport.stream(effects.spliterator(), false)
                .filter(each -> each.path("rowKey").asText().equals(row.rowKey()))
                .findFirst()
                .orElseThrow();
        assertThat(effect.path("stage").asText()).isEqualTo("STORED");
        assertThat(effect.path("receiptIds").path(1)).isEqualTo(second.path("receiptId"));
    }

    @Test
    void answersADuplicateWithTheFirstReceiptAlsoAfterTheSecond() throws IOException {
        settings("{\"settleAfterMillis\":0}");
        CapabilityRow row = CapabilityRow.of(keys);
        JsonNode first = answer(push(row)).path("rows").path(0);
        await().until(() -> states(row.rowKey()).equals(List.of("STORED")));
        JsonNode again = answer(push(row)).path("rows").path(0);
        assertThat(again.path("code").asText()).isEqualTo("1001");
        assertThat(again.path("receipt")).isEqualTo(first.path("receipt"));
        assertThat(asked(row.rowKey()).path(0).path("receipts")).hasSize(2);
    }

    @Test
    void postsSecondReceiptsUntilTheGatewayTakesThem() throws IOException {
        try (TestGateway gateway = new TestGateway(1)) {
            settings("{\"settleAfterMillis\":0,\"callbackUrl\":\"" + gateway.address() + "\"}");
            CapabilityRow one = CapabilityRow.of(keys);
            CapabilityRow two = CapabilityRow.of(keys);
            assertThat(answer(push(one, two)).path("rows")).hasSize(2);
            await().until(() -> gateway.calls().size() == 2);
            assertThat(gateway.calls().get(1)).isEqualTo(gateway.calls().get(0));
            JsonNode posted = gateway.calls().get(0).path("receipts");
            assertThat(posted).hasSize(2);
            JsonNode rows = asked(one.rowKey(), two.rowKey());
            assertThat(posted.path(0)).isEqualTo(rows.path(0).path("receipts").path(1));
            assertThat(posted.path(1)).isEqualTo(rows.path(1).path("receipts").path(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"rowKeys\":[]}",
                "{\"rowKeys\":\"k\"}",
                "{\"rowKeys\":[\"\"]}",
                "{\"rowKeys\":[1]}",
                "{\"rowKeys\":[\"k\",\"k\"]}"
            })
    void refusesAQuestionThatIsNone(String data) throws IOException {
        HttpResponse<String> answer =
                CapabilityCall.of(keys, System.currentTimeMillis(), data).send(server.port(), "/openapi/v1/query");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("4000");
    }

    @Test
    void answersFiveHundredKeysAndRefusesOneMore() throws IOException {
        List<String> rowKeys = new ArrayList<>(Collections.nCopies(501, ""));
        rowKeys.replaceAll(none -> "none-" + new SecureRandom().nextLong());
        HttpResponse<String> answer = query(rowKeys);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("4130");
        assertThat(answer(query(rowKeys.subList(1, 501))).path("rows")).hasSize(500);
    }

    @Test
    void refusesAnUnsignedQuestion() throws IOException {
        CapabilityCall unsigned = CapabilityCall.query(keys, System.currentTimeMillis(), List.of("k"))
                .sign("gateway", CapabilityKeys.CALLER_ID, DevelopmentKeys.APPLICATION_SECRET);
        assertThat(unsigned.send(server.port(), "/openapi/v1/query").statusCode())
                .isEqualTo(401);
    }

    @Test
    void showsTheSettingsItWorksWith() throws IOException {
        String changed = "{\"callbackUrl\":\"http://127.0.0.1:1/x\",\"settleAfterMillis\":5,\"secondStage\":\"NEVER\"}";
        assertThat(settings(changed).body()).isEqualTo(changed);
        assertThat(Call.get(server.port(), SETTINGS).body()).isEqualTo(changed);
        assertThat(settings("{\"callbackUrl\":null}").body())
                .isEqualTo("{\"callbackUrl\":null,\"settleAfterMillis\":1000,\"secondStage\":\"STORED\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"callback\":null}",
                "{\"callbackUrl\":\"\"}",
                "{\"callbackUrl\":\"file:///etc/passwd\"}",
                "{\"callbackUrl\":\"not an address\"}",
                "{\"settleAfterMillis\":-1}",
                "{\"settleAfterMillis\":\"soon\"}",
                "{\"settleAfterMillis\":86400001}",
                "{\"secondStage\":\"LOST\"}"
            })
    void refusesSettingsItDoesNotUnderstandAndKeepsTheOld(String settings) throws IOException {
        String before = Call.get(server.port(), SETTINGS).body();
        assertThat(settings(settings).statusCode()).isEqualTo(400);
        assertThat(Call.get(server.port(), SETTINGS).body()).isEqualTo(before);
    }

    private static HttpResponse<String> settings(String settings) throws IOException {
        return Call.put(server.port(), SETTINGS, settings);
    }

    private static CapabilityRow pushed() throws IOException {
        CapabilityRow row = CapabilityRow.of(keys);
        assertThat(answer(push(row)).path("rows").path(0).path("code").asText()).isEqualTo("0");
        return row;
    }

    private static HttpResponse<String> push(CapabilityRow... rows) throws IOException {
        return CapabilityCall.push(keys, System.currentTimeMillis(), List.of(rows))
                .send(server.port(), "/openapi/v1/activity/batch");
    }

    private static HttpResponse<String> query(List<String> rowKeys) throws IOException {
        return CapabilityCall.query(keys, System.currentTimeMillis(), rowKeys).send(server.port(), "/openapi/v1/query");
    }

    private static JsonNode asked(String... rowKeys) throws IOException {
        return answer(query(List.of(rowKeys))).path("rows");
    }

    private static List<String> states(String... rowKeys) throws IOException {
        return StreamSupport.stream(asked(rowKeys).spliterator(), false)
                .map(row -> row.path("state").asText())
                .toList();
    }

    private static JsonNode answer(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("code").asText()).isEqualTo("0");
        return body;
    }

    private static JsonNode said(JsonNode receipt) throws IOException {
        return JSON.readTree(new String(bytes(receipt), UTF_8));
    }

    private static byte[] bytes(JsonNode receipt) {
        return Base64.getDecoder().decode(receipt.path("receipt").asText());
    }
}
