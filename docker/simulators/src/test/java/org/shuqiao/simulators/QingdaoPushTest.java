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
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.json.JsonMapper;

class QingdaoPushTest {
    private static final String BODY = "{\"活动名称\":\"数字化转型沙龙\",\"参加人数\":86}";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path home;

    private static DevelopmentKeys keys;

    private final SettableClock clock = new SettableClock(Instant.now());
    private final String key = UUID.randomUUID().toString();
    private SimulatorServer server;

    @BeforeAll
    static void makeKeys() throws IOException {
        keys = DevelopmentKeys.create(home);
        keys.openSsl().authority("impostor", "Test CA");
        keys.openSsl().leaf("stranger", "impostor", 20);
    }

    @BeforeEach
    void start() {
        server = SimulatorServer.start(home, "127.0.0.1", 0, clock, new SecureRandom());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersAReceiptThatOpenSslAccepts() throws IOException {
        JsonNode answer = JSON.readTree(call().send(server.port()).body());
        assertThat(answer.path("code").asText()).isEqualTo("0");
        assertThat(answer.path("message").asText()).isEqualTo("接收成功");

        byte[] receipt = Base64.getDecoder().decode(answer.path("receipt").asText());
        byte[] signature = Base64.getDecoder().decode(answer.path("signature").asText());
        keys.openSsl()
                .verify(
                        "qingdao",
                        Files.write(keys.file("receipt"), receipt),
                        Files.write(keys.file("receipt.sig"), signature));

        JsonNode said = JSON.readTree(receipt);
        assertThat(said.path("receiptId").asText()).matches("QD\\d{8}[0-9a-f]{16}");
        assertThat(said.path("platform").asText()).isEqualTo("qingdao");
        assertThat(said.path("idempotencyKey").asText()).isEqualTo(key);
        assertThat(said.path("payloadHash").asText()).isEqualTo(new Kona().sm3Hex(BODY.getBytes(UTF_8)));
        assertThat(said.path("stage").asText()).isEqualTo("STORED");
        assertThat(said.path("receivedAt").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+08:00");
    }

    @Test
    void takesReportsOnIndustries() throws IOException {
        call().resource("industry-report").send(server.port());
        assertThat(effects().path(0).path("resource").asText()).isEqualTo("industry-report");
    }

    @Test
    void storesWhatItReceivedByteForByte() throws IOException {
        call().resource("diagnosis-report").send(server.port());
        JsonNode effect = effects().path(0);
        assertThat(effect.path("idempotencyKey").asText()).isEqualTo(key);
        assertThat(effect.path("resource").asText()).isEqualTo("diagnosis-report");
        assertThat(effect.path("calls").asInt()).isEqualTo(1);
        assertThat(Call.get(server.port(), "/__sim/qingdao/effects/" + key + "/payload")
                        .body())
                .isEqualTo(BODY);
    }

    @Test
    void answersTheFirstReceiptAgain() throws IOException {
        JsonNode first = JSON.readTree(call().send(server.port()).body());
        clock.advance(Duration.ofSeconds(30));
        JsonNode again = JSON.readTree(call().send(server.port()).body());
        assertThat(again.path("code").asText()).isEqualTo("1001");
        assertThat(again.path("message").asText()).isEqualTo("重复提交");
        assertThat(again.path("receipt")).isEqualTo(first.path("receipt"));
        assertThat(again.path("signature")).isEqualTo(first.path("signature"));
        assertThat(effects().path(0).path("calls").asInt()).isEqualTo(2);
    }

    @Test
    void rejectsTheSameKeyForAnotherBody() throws IOException {
        call().send(server.port());
        Call other = Call.of(keys, clock.millis(), key, "{}");
        assertRefused(other, Refusal.KEY_REUSED, 200, "4090");
        assertThat(effects()).hasSize(1);
        assertThat(Call.get(server.port(), "/__sim/qingdao/effects/" + key + "/payload")
                        .body())
                .isEqualTo(BODY);
    }

    @Test
    void hasOneEffectOfManySendsAtOnce() throws IOException {
        int sends = 16;
        var answers =
                IntStream.range(0, sends)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> sent(call())))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        assertThat(answers.stream().map(answer -> answer.path("receipt").asText()))
                .doesNotContain("")
                .containsOnly(answers.get(0).path("receipt").asText());
        assertThat(answers.stream()
                        .filter(answer -> answer.path("code").asText().equals("0")))
                .hasSize(1);
        assertThat(effects()).hasSize(1);
        assertThat(effects().path(0).path("calls").asInt()).isEqualTo(sends);
    }

    @Test
    void keepsDistinctKeysApart() throws IOException {
        IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> sent(Call.of(keys, clock.millis(), "key-" + i, "{\"n\":" + i + "}"))))
                .toList()
                .forEach(CompletableFuture::join);
        assertThat(StreamSupport.stream(effects().spliterator(), false)
                        .map(effect -> effect.path("receiptId").asText())
                        .distinct())
                .hasSize(20);
    }

    @Test
    void rejectsAnUnknownClient() throws IOException {
        assertRefused(call().header("X-Client-Id", "other"), Refusal.UNKNOWN_CLIENT, 401, "4010");
        assertRefused(call().without("X-Client-Id"), Refusal.UNKNOWN_CLIENT, 401, "4010");
    }

    @Test
    void rejectsATimestampOutsideTenMinutes() throws IOException {
        long window = Duration.ofMinutes(10).toMillis();
        assertThat(call().callSignature(clock.millis() - window, "at the edge")
                        .send(server.port())
                        .statusCode())
                .isEqualTo(200);
        for (long timestamp : new long[] {clock.millis() - window - 1, clock.millis() + window + 1, -1, 0}) {
            assertRefused(call().callSignature(timestamp, "n"), Refusal.STALE_TIMESTAMP, 401, "4010");
        }
        assertRefused(call().header("X-Timestamp", "now"), Refusal.STALE_TIMESTAMP, 401, "4010");
    }

    @Test
    void rejectsAReplayedNonce() throws IOException {
        Call call = call();
        assertThat(call.send(server.port()).statusCode()).isEqualTo(200);
        assertRefused(call, Refusal.REPLAYED_NONCE, 401, "4010");
        assertRefused(call().without("X-Nonce"), Refusal.REPLAYED_NONCE, 401, "4010");
        assertRefused(call().callSignature(clock.millis(), "n".repeat(65)), Refusal.REPLAYED_NONCE, 401, "4010");
    }

    @Test
    void doesNotLetAnUnsignedCallUseUpANonce() throws IOException {
        Call call = call();
        String signature = call.header("X-Signature");
        assertRefused(call.header("X-Signature", "AAAA"), Refusal.WRONG_CALL_SIGNATURE, 401, "4010");
        assertThat(call.header("X-Signature", signature).send(server.port()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void rejectsAWrongCallSignature() throws IOException {
        assertRefused(call().header("X-Nonce", "another"), Refusal.WRONG_CALL_SIGNATURE, 401, "4010");
        assertRefused(call().without("X-Signature"), Refusal.WRONG_CALL_SIGNATURE, 401, "4010");
    }

    @Test
    void rejectsACertificateOfAnotherAuthority() throws IOException {
        Call stranger = call().statement(keys, "stranger", Call.statement(key, BODY, "qingdao"));
        assertRefused(stranger, Refusal.UNTRUSTED_CERTIFICATE, 401, "4011");
        assertRefused(call().without("X-Shuqiao-Certificate"), Refusal.UNTRUSTED_CERTIFICATE, 401, "4011");
    }

    @Test
    void rejectsAnExpiredCertificate() throws IOException {
        clock.advance(Duration.ofDays(21));
        assertRefused(call(), Refusal.UNTRUSTED_CERTIFICATE, 401, "4011");
    }

    @Test
    void rejectsAStatementThatWasChanged() throws IOException {
        String changed = Call.statement(key, BODY, "qingdao").replace("\"type\"", " \"type\"");
        Call call = call().header(
                        "X-Shuqiao-Statement",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(changed.getBytes(UTF_8)));
        assertRefused(call, Refusal.WRONG_STATEMENT_SIGNATURE, 401, "4011");
    }

    @Test
    void rejectsAStatementThatIsNoStatement() throws IOException {
        for (String bad :
                new String[] {"[]", "{", "{}", "{\"type\":\"shuqiao.transfer.v1\",\"type\":\"x\"}", "{} {}"}) {
            assertRefused(call().statement(keys, "gateway", bad), Refusal.MALFORMED_STATEMENT, 401, "4011");
        }
        assertRefused(call().without("X-Shuqiao-Statement"), Refusal.MALFORMED_STATEMENT, 401, "4011");
    }

    @Test
    void rejectsABodyThatTheStatementDoesNotCover() throws IOException {
        assertRefused(call().body(BODY + " "), Refusal.OTHER_PAYLOAD, 401, "4011");
        assertRefused(call().body(""), Refusal.OTHER_PAYLOAD, 401, "4011");
    }

    @Test
    void rejectsAStatementForAnotherPlatform() throws IOException {
        Call call = call().statement(keys, "gateway", Call.statement(key, BODY, "jinan"));
        assertRefused(call, Refusal.OTHER_PLATFORM, 401, "4011");
    }

    @Test
    void rejectsAnotherIdempotencyKey() throws IOException {
        assertRefused(call().header("X-Idempotency-Key", "other"), Refusal.OTHER_KEY, 401, "4011");
        assertRefused(call().without("X-Idempotency-Key"), Refusal.OTHER_KEY, 401, "4011");
    }

    @Test
    void rejectsASignedBodyThatIsNoJsonObject() throws IOException {
        assertRefused(Call.of(keys, clock.millis(), key, "<a/>"), Refusal.MALFORMED_PAYLOAD, 400, "4000");
    }

    @Test
    void rejectsAResourceThatIsNotInTheCatalogue() throws IOException {
        HttpResponse<String> answer = call().resource("weather").send(server.port());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("4000");
    }

    @Test
    void obeysAFaultThatIsScriptedByTheAdminApi() throws IOException {
        stub("{\"status\":503,\"jsonBody\":{\"code\":\"5030\",\"message\":\"系统维护\"}}");
        assertThat(call().send(server.port()).statusCode()).isEqualTo(503);
        assertThat(effects()).isEmpty();

        Call.post(server.port(), "/__admin/mappings/reset", "");
        assertThat(call().send(server.port()).statusCode()).isEqualTo(200);
        assertThat(effects()).hasSize(1);
    }

    @Test
    void canStoreAndThenLoseTheAnswer() throws IOException {
        stub("{\"fault\":\"CONNECTION_RESET_BY_PEER\",\"transformers\":[\"qingdao-receive\"]}");
        assertThatThrownBy(() -> call().send(server.port())).isInstanceOf(IOException.class);
        Call.post(server.port(), "/__admin/mappings/reset", "");

        JsonNode again = JSON.readTree(call().send(server.port()).body());
        assertThat(again.path("code").asText()).isEqualTo("1001");
        assertThat(effects()).hasSize(1);
    }

    @Test
    void showsReceivedRequestsByTheAdminApi() throws IOException {
        call().send(server.port());
        String count = Call.post(
                        server.port(),
                        "/__admin/requests/count",
                        "{\"urlPath\":\"/gateway/api/1/activity\",\"headers\":{\"X-Idempotency-Key\":{\"equalTo\":\""
                                + key + "\"}}}")
                .body();
        assertThat(JSON.readTree(count).path("count").asInt()).isEqualTo(1);
    }

    @Test
    void answersNotFoundForThePayloadOfAnUnknownKey() throws IOException {
        assertThat(Call.get(server.port(), "/__sim/qingdao/effects/none/payload?x=1")
                        .statusCode())
                .isEqualTo(404);
        assertThat(Call.get(server.port(), "/__sim/qingdao/effects?x=1").body()).isEqualTo("[]");
    }

    private Call call() {
        return Call.of(keys, clock.millis(), key, BODY);
    }

    private JsonNode sent(Call call) {
        try {
            return JSON.readTree(call.send(server.port()).body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void stub(String response) throws IOException {
        String request = "{\"method\":\"POST\",\"urlPathPattern\":\"/gateway/api/1/.*\"}";
        String stub = "{\"request\":" + request + ",\"response\":" + response + "}";
        assertThat(Call.post(server.port(), "/__admin/mappings", stub).statusCode())
                .isEqualTo(201);
    }

    private JsonNode effects() throws IOException {
        return JSON.readTree(Call.get(server.port(), "/__sim/qingdao/effects").body());
    }

    private void assertRefused(Call call, Refusal refusal, int status, String code) throws IOException {
        HttpResponse<String> answer = call.send(server.port());
        assertThat(answer.headers().firstValue("X-Simulator-Refusal")).hasValue(refusal.name());
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("code").asText()).isEqualTo(code);
        assertThat(body.path("message").asText()).isEqualTo(refusal.message());
        assertThat(body.has("receipt")).isFalse();
    }
}
