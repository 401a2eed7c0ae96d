package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.json.JsonMapper;

class CapabilityPushTest {
    private static final String ACTIVITIES = "/openapi/v1/activity/batch";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path home;

    private static final SettableClock CLOCK = new SettableClock(Instant.EPOCH);
    private static DevelopmentKeys keys;
    private static SimulatorServer server;

    @BeforeAll
    static void start() throws IOException {
        keys = DevelopmentKeys.create(home);
        keys.openSsl().authority("impostor", "Test CA");
        keys.openSsl().leaf("stranger", "impostor", 20);
        server = SimulatorServer.start(home, "127.0.0.1", 0, CLOCK, new SecureRandom());
        Call.put(server.port(), "/__sim/capability-center/settings", "{\"secondStage\":\"NEVER\"}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void setTheClock() {
        CLOCK.set(Instant.now());
    }

    @Test
    void answersAReceiptThatOpenSslAccepts() throws IOException {
        CapabilityRow row = row();
        JsonNode answer = pushed(row);
        assertThat(answer.path("code").asText()).isEqualTo("0");
        JsonNode result = answer.path("rows").path(0);
        assertThat(result.path("rowKey").asText()).isEqualTo(row.rowKey());
        assertThat(result.path("code").asText()).isEqualTo("0");
        assertThat(result.path("message").asText()).isEqualTo("已接收");

        byte[] receipt = Base64.getDecoder().decode(result.path("receipt").asText());
        byte[] raw = Base64.getDecoder().decode(result.path("signature").asText());
        assertThat(raw).hasSize(64);
        keys.openSsl()
                .verify(
                        "capability-center",
                        new Sm2UserId("cq-capability"),
                        Files.write(keys.file("receipt"), receipt),
                        Files.write(keys.file("receipt.sig"), toDer(raw)));

        JsonNode said = JSON.readTree(receipt);
        assertThat(said.path("receiptId").asText()).matches("CQ\\d{8}[0-9a-f]{16}");
        assertThat(said.path("platform").asText()).isEqualTo("capability-center");
        assertThat(said.path("idempotencyKey").asText()).isEqualTo(row.rowKey());
        assertThat(said.path("payloadHash").asText())
                .isEqualTo(new Kona().sm3Hex(CapabilityRow.CONTENT.getBytes(UTF_8)));
        assertThat(said.path("stage").asText()).isEqualTo("ACCEPTED");
        assertThat(said.path("receivedAt").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+08:00");
    }

    @Test
    void echoesTheBatchId() throws IOException {
        String data = "{\"rows\":[" + row().json() + "],\"batchId\":\"b1\"}";
        JsonNode answer = answer(CapabilityCall.of(keys, CLOCK.millis(), data).send(server.port(), ACTIVITIES));
        assertThat(answer.path("batchId").asText()).isEqualTo("b1");
    }

    @Test
    void storesWhatItReceivedByteForByte() throws IOException {
        CapabilityRow row = row();
        call(row).send(server.port(), "/openapi/v1/diagnosis-report/batch");
        JsonNode effect = effects(row).get(0);
        assertThat(effect.path("rowKey").asText()).isEqualTo(row.rowKey());
        assertThat(effect.path("resource").asText()).isEqualTo("diagnosis-report");
        assertThat(effect.path("stage").asText()).isEqualTo("ACCEPTED");
        assertThat(effect.path("receiptIds")).hasSize(1);
        assertThat(effect.path("calls").asInt()).isEqualTo(1);
        String payload = "/__sim/capability-center/effects/" + row.rowKey() + "/payload";
        assertThat(Call.get(server.port(), payload).body()).isEqualTo(CapabilityRow.CONTENT);
        assertThat(Call.get(server.port(), "/__sim/capability-center/effects/none/payload")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void answersTheFirstReceiptAgain() throws IOException {
        CapabilityRow row = row();
        JsonNode first = pushed(row).path("rows").path(0);
        CLOCK.advance(Duration.ofSeconds(30));
        JsonNode again = pushed(row).path("rows").path(0);
        assertThat(again.path("code").asText()).isEqualTo("1001");
        assertThat(again.path("message").asText()).isEqualTo("重复提交");
        assertThat(again.path("receipt")).isEqualTo(first.path("receipt"));
        assertThat(again.path("signature")).isEqualTo(first.path("signature"));
        assertThat(effects(row)).hasSize(1);
        assertThat(effects(row).get(0).path("calls").asInt()).isEqualTo(2);
    }

    @Test
    void refusesTheSameKeyForOtherContent() throws IOException {
        CapabilityRow row = row();
        pushed(row);
        assertRefused(CapabilityRow.of(keys, row.rowKey(), "{}"), RowRefusal.KEY_REUSED, "4090");
        assertThat(effects(row)).hasSize(1);
    }

    @Test
    void receivesGoodRowsBesideBadOnes() throws IOException {
        CapabilityRow longName = CapabilityRow.of(keys, "long", "{\"hdmc\":\"" + "名".repeat(61) + "\"}");
        CapabilityRow unsigned = row().without("signature");
        CapabilityRow[] rows = {row(), longName, row(), unsigned, row()};
        JsonNode answer = pushed(rows);
        assertThat(answer.path("code").asText()).isEqualTo("0");
        assertThat(codes(answer)).containsExactly("0", "4001", "0", "4011", "0");
        assertThat(answer.path("rows").path(1).has("receipt")).isFalse();
        assertThat(effects(rows)).hasSize(3);
    }

    @Test
    void receivesFiveHundredRowsAndRefusesOneMore() throws IOException {
        CapabilityRow[] rows = IntStream.range(0, 501)
                .mapToObj(i -> CapabilityRow.of(keys, "row-" + i, "{\"n\":" + i + "}"))
                .toArray(CapabilityRow[]::new);
        assertRefused(call(rows), Refusal.TOO_MANY_ROWS, 413, "4130");
        assertThat(effects(rows)).isEmpty();

        JsonNode answer = pushed(Arrays.copyOf(rows, 500));
        assertThat(codes(answer)).hasSize(500).containsOnly("0");
        assertThat(effects(rows)).hasSize(500);
    }

    @Test
    void hasOneEffectOfManySendsAtOnce() throws Exception {
        CapabilityRow row = row();
        int sends = 16;
        ExecutorService threads = Executors.newFixedThreadPool(sends);
        try {
            List<Future<JsonNode>> answers = IntStream.range(0, sends)
                    .mapToObj(i -> threads.submit(() -> pushed(row).path("rows").path(0)))
                    .toList();
            String receipt = answers.get(0).get().path("receipt").asText();
            int first = 0;
            for (Future<JsonNode> answer : answers) {
                assertThat(answer.get().path("receipt").asText()).isNotEmpty().isEqualTo(receipt);
                first += answer.get().path("code").asText().equals("0") ? 1 : 0;
            }
            assertThat(first).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(effects(row)).hasSize(1);
        assertThat(effects(row).get(0).path("calls").asInt()).isEqualTo(sends);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{", "{}", "{} {}", "null", "\"text\"", "{\"appId\":\"shuqiao\",\"appId\":\"x\"}"})
    void refusesABodyThatIsNoCall(String body) throws IOException {
        HttpResponse<String> answer = Call.post(server.port(), ACTIVITIES, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("4000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"appId", "version", "timestamp", "encType", "signType", "encKey", "encData", "signData"})
    void refusesACallWithoutOneOfItsMembers(String name) throws IOException {
        assertRefused(call(row()).without(name), Refusal.MALFORMED_CALL, 400, "4000");
        assertRefused(call(row()).member(name, ""), Refusal.MALFORMED_CALL, 400, "4000");
        assertRefused(call(row()).member(name, 1), Refusal.MALFORMED_CALL, 400, "4000");
    }

    @Test
    void refusesAnotherVersionAndOtherAlgorithms() throws IOException {
        assertRefused(call(row()).member("version", "2.0.0"), Refusal.MALFORMED_CALL, 400, "4000");
        assertRefused(call(row()).member("encType", "AES"), Refusal.MALFORMED_CALL, 400, "4000");
        assertRefused(call(row()).member("signType", "RSA"), Refusal.MALFORMED_CALL, 400, "4000");
    }

    @Test
    void refusesDataInTheClearBesideTheEncrypted() throws IOException {
        assertRefused(call(row()).member("data", "{}"), Refusal.MALFORMED_CALL, 400, "4000");
    }

    @Test
    void refusesADeepJsonWithoutEndingTheServer() throws IOException {
        for (int depth : new int[] {StrictJson.MAX_DEPTH + 1, 5_000, 1_000_000}) {
            String deep = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            assertThat(Call.post(server.port(), ACTIVITIES, deep).statusCode()).isEqualTo(400);
        }
        String deep = "{\"a\":".repeat(900) + "1" + "}".repeat(900);
        assertRefused(CapabilityCall.of(keys, CLOCK.millis(), deep), Refusal.MALFORMED_CALL, 400, "4000");
        assertThat(pushed(row()).path("code").asText()).isEqualTo("0");
    }

    @Test
    void refusesAnUnknownApplication() throws IOException {
        assertRefused(call(row()).member("appId", "other"), Refusal.UNKNOWN_CLIENT, 401, "4010");
    }

    @Test
    void refusesATimestampOutsideTenMinutes() throws IOException {
        long window = Duration.ofMinutes(10).toMillis();
        for (long timestamp : new long[] {CLOCK.millis() - window, CLOCK.millis() + window}) {
            CapabilityCall atTheEdge = CapabilityCall.push(keys, timestamp, List.of(row()));
            assertThat(atTheEdge.send(server.port(), ACTIVITIES).statusCode()).isEqualTo(200);
        }
        for (long timestamp : new long[] {CLOCK.millis() - window - 1, CLOCK.millis() + window + 1, -1, 0}) {
            CapabilityCall beyond = CapabilityCall.push(keys, timestamp, List.of(row()));
            assertRefused(beyond, Refusal.STALE_TIMESTAMP, 401, "4010");
        }
        assertRefused(call(row()).member("timestamp", "now"), Refusal.STALE_TIMESTAMP, 401, "4010");
    }

    @Test
    void refusesWhatItCannotDecrypt() throws IOException {
        assertRefused(call(row()).member("encKey", "%%%"), Refusal.UNDECIPHERABLE, 401, "4012");
        assertRefused(call(row()).member("encKey", "AAAA"), Refusal.UNDECIPHERABLE, 401, "4012");
        assertRefused(call(row()).member("encData", "%%%"), Refusal.UNDECIPHERABLE, 401, "4012");
        assertRefused(call(row()).member("encData", "AAAA"), Refusal.UNDECIPHERABLE, 401, "4012");
        assertRefused(call(row()).encrypt("gateway", new byte[16]), Refusal.UNDECIPHERABLE, 401, "4012");
        for (int length : new int[] {1, 15, 16, 17, 32}) {
            CapabilityCall otherKey = call(row()).encrypt("capability-center-enc", new byte[length]);
            assertRefused(otherKey, Refusal.UNDECIPHERABLE, 401, "4012");
        }
    }

    @Test
    void refusesAnyFlippedByteOfTheEncryption() throws IOException {
        CapabilityCall call = call(row());
        for (String name : List.of("encKey", "encData")) {
            byte[] bytes = call.bytes(name);
            for (int i = 0; i < bytes.length; i += 1 + bytes.length / 40) {
                byte[] flipped = bytes.clone();
                flipped[i] ^= 1;
                call.member(name, Base64.getEncoder().encodeToString(flipped));
                assertRefused(call, Refusal.UNDECIPHERABLE, 401, "4012");
            }
            call.member(name, Base64.getEncoder().encodeToString(bytes));
        }
        assertThat(call.send(server.port(), ACTIVITIES).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "text", "{} {}", "{\"rows\":[],\"rows\":[]}"})
    void refusesDecryptedDataThatIsNoJsonObject(String data) throws IOException {
        assertRefused(CapabilityCall.of(keys, CLOCK.millis(), data), Refusal.MALFORMED_CALL, 400, "4000");
    }

    @Test
    void tellsAMalformedCallSignatureFromAWrongOne() throws IOException {
        CapabilityCall call = call(row());
        byte[] der = call.signature(
                "capability-center-client", CapabilityKeys.CALLER_ID, DevelopmentKeys.APPLICATION_SECRET);
        byte[] good = call.bytes("signData");
        byte[] zeroR = good.clone();
        Arrays.fill(zeroR, 0, 32, (byte) 0);
        byte[] largeS = good.clone();
        Arrays.fill(largeS, 32, 64, (byte) 0xFF);
        for (byte[] malformed :
                List.of(der, Arrays.copyOf(good, 63), Arrays.copyOf(good, 65), new byte[64], zeroR, largeS)) {
            call.member("signData", Base64.getEncoder().encodeToString(malformed));
            assertRefused(call, Refusal.MALFORMED_CALL_SIGNATURE, 401, "4014");
        }
        assertRefused(call.member("signData", "%".repeat(88)), Refusal.MALFORMED_CALL_SIGNATURE, 401, "4014");

        byte[] wrong = good.clone();
        wrong[40] ^= 1;
        call.member("signData", Base64.getEncoder().encodeToString(wrong));
        assertRefused(call, Refusal.WRONG_CALL_SIGNATURE, 401, "4010");
    }

    @Test
    void refusesACallSignedWithAnotherSecretUserIdOrKey() throws IOException {
        String secret = DevelopmentKeys.APPLICATION_SECRET;
        String client = "capability-center-client";
        assertRefused(
                call(row()).sign(client, CapabilityKeys.CALLER_ID, "other"), Refusal.WRONG_CALL_SIGNATURE, 401, "4010");
        assertRefused(call(row()).sign(client, Sm2UserId.DEFAULT, secret), Refusal.WRONG_CALL_SIGNATURE, 401, "4010");
        assertRefused(
                call(row()).sign("gateway", CapabilityKeys.CALLER_ID, secret),
                Refusal.WRONG_CALL_SIGNATURE,
                401,
                "4010");
    }

    @Test
    void refusesACallWhoseSignedMembersWereChanged() throws IOException {
        CapabilityCall call = call(row());
        CapabilityCall other = call(row());
        assertRefused(
                call(row()).member("timestamp", Long.toString(CLOCK.millis() + 1)),
                Refusal.WRONG_CALL_SIGNATURE,
                401,
                "4010");
        assertRefused(call(row()).member("more", "1"), Refusal.WRONG_CALL_SIGNATURE, 401, "4010");
        call.member("encKey", Base64.getEncoder().encodeToString(other.bytes("encKey")));
        call.member("encData", Base64.getEncoder().encodeToString(other.bytes("encData")));
        assertRefused(call, Refusal.WRONG_CALL_SIGNATURE, 401, "4010");
    }

    @Test
    void leavesExtraAndEmptyMembersOutOfTheSignature() throws IOException {
        CapabilityCall call = call(row()).member("extra", "anything").member("more", "");
        assertThat(call.send(server.port(), ACTIVITIES).statusCode()).isEqualTo(200);
    }

    @Test
    void takesCallSignaturesWithLeadingZeros() throws IOException {
        for (int offset : new int[] {0, 32}) {
            CapabilityCall call = call(row()).signUntil(raw -> raw[offset] == 0);
            assertThat(call.send(server.port(), ACTIVITIES).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"batchId\":\"b\"}",
                "{\"batchId\":\"b\",\"rows\":[]}",
                "{\"batchId\":\"b\",\"rows\":{\"rowKey\":\"k\"}}",
                "{\"batchId\":\"b\",\"rows\":[\"k\"]}",
                "{\"batchId\":\"b\",\"rows\":[{}]}",
                "{\"batchId\":\"b\",\"rows\":[{\"rowKey\":\"\"}]}",
                "{\"batchId\":\"b\",\"rows\":[{\"rowKey\":1}]}",
                "{\"batchId\":\"b\",\"rows\":[{\"rowKey\":\"k\"},{\"rowKey\":\"k\"}]}",
                "{\"rows\":[{\"rowKey\":\"k\"}]}"
            })
    void refusesASignedBatchThatIsNone(String data) throws IOException {
        assertRefused(CapabilityCall.of(keys, CLOCK.millis(), data), Refusal.MALFORMED_ROWS, 400, "4000");
    }

    @Test
    void refusesARowWithoutAWellFormedCms() throws IOException {
        for (String base64 : new String[] {"", "%%%", "AAAA", "MAA="}) {
            assertRefused(row().member("signature", base64), RowRefusal.MALFORMED_SIGNATURE, "4011");
        }
        assertRefused(row().without("signature"), RowRefusal.MALFORMED_SIGNATURE, "4011");
        byte[] der = row().decoded("signature");
        assertRefused(
                row().base64("signature", Arrays.copyOf(der, der.length - 1)), RowRefusal.MALFORMED_SIGNATURE, "4011");
        byte[] bareSignature = keys.signer("gateway", Sm2UserId.DEFAULT).sign(row().decoded("statement"));
        assertRefused(row().base64("signature", bareSignature), RowRefusal.MALFORMED_SIGNATURE, "4011");
    }

    @Test
    void refusesACertificateOfAnotherAuthorityOrOutOfDate() throws IOException {
        String statement = Call.statement("k", CapabilityRow.CONTENT, "capability-center");
        CapabilityRow stranger =
                CapabilityRow.of(keys, "k", CapabilityRow.CONTENT).statement("stranger", statement);
        assertRefused(stranger, RowRefusal.UNTRUSTED_CERTIFICATE, "4011");
        CLOCK.advance(Duration.ofDays(21));
        assertRefused(row(), RowRefusal.UNTRUSTED_CERTIFICATE, "4011");
    }

    @Test
    void refusesAStatementSignatureThatDoesNotHold() throws IOException {
        CapabilityRow row = row();
        String statement = new String(row.decoded("statement"), UTF_8);
        byte[] changed = statement.replace("\"type\"", " \"type\"").getBytes(UTF_8);
        assertRefused(row().base64("statement", changed), RowRefusal.WRONG_SIGNATURE, "4011");
        Cms otherUserId = Cms.of(keys, "gateway", CapabilityKeys.CALLER_ID, row.decoded("statement"));
        assertRefused(row.statement(statement, otherUserId), RowRefusal.WRONG_SIGNATURE, "4011");
        Cms notDer = Cms.of(keys.certificate("gateway"), new byte[64]);
        assertRefused(row.statement(statement, notDer), RowRefusal.WRONG_SIGNATURE, "4011");
    }

    @Test
    void refusesAStatementThatIsNoStatement() throws IOException {
        for (String bad : new String[] {"[]", "{", "{}", "{\"type\":\"other\"}", "{} {}"}) {
            assertRefused(row().statement("gateway", bad), RowRefusal.MALFORMED_STATEMENT, "4011");
        }
        assertRefused(row().without("statement"), RowRefusal.MALFORMED_STATEMENT, "4011");
        assertRefused(row().member("statement", "%%%"), RowRefusal.MALFORMED_STATEMENT, "4011");
    }

    @Test
    void refusesAStatementOfSomethingElse() throws IOException {
        assertRefused(row().base64("content", "{}".getBytes(UTF_8)), RowRefusal.OTHER_PAYLOAD, "4011");
        String forQingdao = Call.statement("k", CapabilityRow.CONTENT, "qingdao");
        assertRefused(row().statement("gateway", forQingdao), RowRefusal.OTHER_PLATFORM, "4011");
        String ofAnother = Call.statement("k", CapabilityRow.CONTENT, "capability-center");
        assertRefused(row().statement("gateway", ofAnother), RowRefusal.OTHER_KEY, "4011");
    }

    @Test
    void refusesContentThatIsNoJsonObject() throws IOException {
        for (String content : new String[] {"", "[]", "<a/>", "{} {}", "{\"a\":1,\"a\":2}"}) {
            assertRefused(CapabilityRow.of(keys, "k", content), RowRefusal.MALFORMED_PAYLOAD, "4000");
        }
        assertRefused(row().without("content"), RowRefusal.MALFORMED_PAYLOAD, "4000");
        assertRefused(row().member("content", "%%%"), RowRefusal.MALFORMED_PAYLOAD, "4000");
    }

    @Test
    void countsTheCharactersOfANameAndNotItsBytes() throws IOException {
        String sixty = "名".repeat(59) + "𠀀";
        assertThat(codes(pushed(CapabilityRow.of(keys, "k1", "{\"hdmc\":\"" + sixty + "\"}"))))
                .containsExactly("0");
        assertRefused(CapabilityRow.of(keys, "k2", "{\"hdmc\":\"" + sixty + "名\"}"), RowRefusal.NAME_TOO_LONG, "4001");
        assertRefused(CapabilityRow.of(keys, "k3", "{\"hdmc\":7}"), RowRefusal.NAME_TOO_LONG, "4001");
        assertThat(codes(pushed(CapabilityRow.of(keys, "k4", "{\"bgbh\":\"1\"}"))))
                .containsExactly("0");
    }

    @Test
    void takesStatementSignaturesInEachFormOfTheCms() throws IOException {
        for (String algorithm : new String[] {"1.2.156.10197.1.301", "1.2.156.10197.1.301.1", "1.2.156.10197.1.501"}) {
            CapabilityRow row = row();
            Cms cms = Cms.of(keys, "gateway", row.decoded("statement"))
                    .algorithm(algorithm, new byte[] {5, 0})
                    .types(Cms.PKCS7_SIGNED_DATA, Cms.PKCS7_DATA);
            assertThat(codes(pushed(row.base64("signature", cms.der())))).containsExactly("0");
        }
    }

    @Test
    void refusesAnInterfaceItDoesNotHave() throws IOException {
        HttpResponse<String> answer = call(row()).send(server.port(), "/openapi/v1/weather/batch");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("4000");
    }

    @Test
    void canStoreAndThenLoseTheAnswer() throws IOException {
        CapabilityRow row = row();
        String stub =
                """
                {"request":{"method":"POST","urlPathPattern":"/openapi/v1/.*/batch"},
                 "response":{"fault":"CONNECTION_RESET_BY_PEER","transformers":["capability-center-receive"]}}""";
        assertThat(Call.post(server.port(), "/__admin/mappings", stub).statusCode())
                .isEqualTo(201);
        assertThatThrownBy(() -> call(row).send(server.port(), ACTIVITIES)).isInstanceOf(IOException.class);
        Call.post(server.port(), "/__admin/mappings/reset", "");

        assertThat(effects(row)).hasSize(1);
        assertThat(codes(pushed(row))).containsExactly("1001");
    }

    private CapabilityRow row() {
        return CapabilityRow.of(keys);
    }

    private CapabilityCall call(CapabilityRow... rows) {
        return CapabilityCall.push(keys, CLOCK.millis(), List.of(rows));
    }

    private JsonNode pushed(CapabilityRow... rows) throws IOException {
        return answer(call(rows).send(server.port(), ACTIVITIES));
    }

    private static JsonNode answer(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static List<String> codes(JsonNode answer) {
        return StreamSupport.stream(answer.path("rows").spliterator(), false)
                .map(row -> row.path("code").asText())
                .toList();
    }

    private static List<JsonNode> effects(CapabilityRow... rows) throws IOException {
        Set<String> rowKeys = Arrays.stream(rows).map(CapabilityRow::rowKey).collect(Collectors.toSet());
        String all = Call.get(server.port(), "/__sim/capability-center/effects").body();
        return StreamSupport.stream(JSON.readTree(all).spliterator(), false)
                .filter(effect -> rowKeys.contains(effect.path("rowKey").asText()))
                .toList();
    }

    private void assertRefused(CapabilityCall call, Refusal refusal, int status, String code) throws IOException {
        HttpResponse<String> answer = call.send(server.port(), ACTIVITIES);
        assertThat(answer.headers().firstValue("X-Simulator-Refusal")).hasValue(refusal.name());
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("code").asText()).isEqualTo(code);
        assertThat(body.path("message").asText()).isEqualTo(refusal.message());
        assertThat(body.has("rows")).isFalse();
    }

    private void assertRefused(CapabilityRow row, RowRefusal refusal, String code) throws IOException {
        JsonNode result = pushed(row).path("rows").path(0);
        assertThat(result.path("message").asText()).isEqualTo(refusal.message());
        assertThat(result.path("code").asText()).isEqualTo(code);
        assertThat(result.has("receipt")).isFalse();
    }

    private static byte[] toDer(byte[] raw) {
        try {
            return RawSignature.toDer(raw);
        } catch (MalformedDer e) {
            throw new AssertionError(e);
        }
    }
}
