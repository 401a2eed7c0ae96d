package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.json.JsonMapper;

/** The platforms of families B, C and G; what is equal in all is tested with Qingdao. */
class ReferencePlatformsTest {
    private static final String BODY = "{\"BGMC\":\"诊断报告\"}";
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
    }

    @BeforeEach
    void start() {
        server = SimulatorServer.start(home, "127.0.0.1", 0, clock, new SecureRandom());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qingdao-brain", "national", "jiangxi"})
    void answersAReceiptThatOpenSslAcceptsAndTheFirstOneAgain(String platform) throws Exception {
        JsonNode first = answer(call(platform, clock.millis()));
        byte[] receipt = Base64.getDecoder().decode(first.path("receipt").asText());
        JsonNode said = JSON.readTree(receipt);
        assertThat(said.path("platform").asText()).isEqualTo(platform);
        assertThat(said.path("idempotencyKey").asText()).isEqualTo(key);
        assertThat(said.path("payloadHash").asText()).isEqualTo(new Kona().sm3Hex(BODY.getBytes(UTF_8)));
        assertThat(said.path("stage").asText()).isEqualTo(platform.equals("jiangxi") ? "ACCEPTED" : "STORED");
        if (!platform.equals("jiangxi")) {
            Path signature = Files.write(
                    keys.file("receipt.sig"),
                    Base64.getDecoder().decode(first.path("signature").asText()));
            keys.openSsl().verify(platform, Files.write(keys.file("receipt"), receipt), signature);
        }

        clock.advance(Duration.ofSeconds(1));
        JsonNode again = answer(call(platform, clock.millis()));
        assertThat(again.path("code").asText()).isEqualTo(platform.equals("jiangxi") ? "101" : "1001");
        assertThat(again.path("receipt")).isEqualTo(first.path("receipt"));
        JsonNode effects = JSON.readTree(
                Call.get(server.port(), "/__sim/" + platform + "/effects").body());
        assertThat(effects).hasSize(1);
        assertThat(effects.path(0).path("calls").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qingdao-brain", "national", "jiangxi"})
    void refusesACallOfYesterdayAndWithItsOwnCode(String platform) throws Exception {
        Call late = call(platform, clock.millis() - Duration.ofDays(1).toMillis());
        assertRefused(late, Refusal.STALE_TIMESTAMP, platform.equals("jiangxi") ? "401" : "4012");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qingdao-brain", "national", "jiangxi"})
    void refusesAWrongCallSignature(String platform) throws Exception {
        String header =
                switch (platform) {
                    case "qingdao-brain" -> "x-tif-signature";
                    case "national" -> "gjgxjhpt_sign";
                    default -> "X-Request-Sign";
                };
        assertRefused(
                call(platform, clock.millis()).header(header, "AAAA"),
                Refusal.WRONG_CALL_SIGNATURE,
                platform.equals("jiangxi") ? "401" : "4010");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qingdao-brain", "national", "jiangxi"})
    void refusesAStatementOfSomethingElse(String platform) throws Exception {
        assertRefused(
                call(platform, clock.millis()).body("{}"),
                Refusal.OTHER_PAYLOAD,
                platform.equals("jiangxi") ? "402" : "4011");
    }

    @Test
    void refusesAServiceThatItHasNot() throws Exception {
        assertRefused(national("S_100000_OTHER", clock.millis()), Refusal.UNKNOWN_RESOURCE, "4000");
    }

    @Test
    void refusesANonceASecondTime() throws Exception {
        Call call = call("qingdao-brain", clock.millis());
        call.send(server.port());
        assertRefused(call, Refusal.REPLAYED_NONCE, "4010");
    }

    @Test
    void aSecretIsGoodForItsOwnServiceAndUntilItsEnd() throws Exception {
        String secret = secret("S_100000_ZKBGML");
        assertRefused(national("S_100000_HYZDBG", clock.millis(), secret), Refusal.WRONG_CALL_SIGNATURE, "4010");
        clock.advance(HandedSecrets.LIFE);
        assertRefused(national("S_100000_ZKBGML", clock.millis(), secret), Refusal.WRONG_CALL_SIGNATURE, "4010");
        assertThat(answer(national("S_100000_ZKBGML", clock.millis()))
                        .path("code")
                        .asText())
                .isEqualTo("0");
    }

    @Test
    void givesNobodyASecretWhoCannotSignForIt() throws Exception {
        String question =
                "{\"gjgxjhpt_rid\":\"shuqiao\",\"gjgxjhpt_sid\":\"s\",\"gjgxjhpt_rtime\":\"%d\",\"gjgxjhpt_sign\":\"AAAA\"}"
                        .formatted(clock.millis());
        assertThat(Call.post(server.port(), "/keyservice/secret", question).statusCode())
                .isEqualTo(401);
        assertThat(Call.post(server.port(), "/auth/token", "{\"appId\":\"shuqiao\",\"authCode\":\"guessed\"}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void tellsAForgedReceiptWhileItIsToldToAndTheTrueOneAgain() throws Exception {
        Call.put(server.port(), "/__sim/qingdao-brain/receipts", "{\"forged\":true}");
        JsonNode forged = answer(call("qingdao-brain", clock.millis()));
        Call.put(server.port(), "/__sim/qingdao-brain/receipts", "{\"forged\":false}");
        JsonNode genuine = answer(call("qingdao-brain", clock.millis()));
        assertThat(genuine.path("receipt")).isEqualTo(forged.path("receipt"));
        Sm2Verifier platform = new Sm2Verifier(new Kona(), keys.publicKey("qingdao-brain"));
        byte[] receipt = Base64.getDecoder().decode(genuine.path("receipt").asText());
        assertThat(platform.accepts(receipt, decoded(genuine))).isTrue();
        assertThat(platform.accepts(receipt, decoded(forged))).isFalse();
    }

    private static byte[] decoded(JsonNode answer) {
        return Base64.getDecoder().decode(answer.path("signature").asText());
    }

    @Test
    void theProvinceStoresInASecondStage() throws Exception {
        Call.put(server.port(), "/__sim/jiangxi/settings", "{\"settleAfterMillis\":0}");
        answer(call("jiangxi", clock.millis()));
        await().until(() -> JSON.readTree(
                        Call.get(server.port(), "/__sim/jiangxi/effects").body())
                .path(0)
                .path("stage")
                .asText()
                .equals("STORED"));
    }

    private Call call(String platform, long millis) throws Exception {
        return switch (platform) {
            case "qingdao-brain" -> {
                String seconds = Long.toString(millis / 1_000);
                String nonce = UUID.randomUUID().toString();
                yield Call.to(keys, platform, "/ebus/industry-brain/industry-report", key, BODY)
                        .header("x-tif-paasid", "shuqiao")
                        .header("x-tif-serviceid", "industry-report")
                        .header("x-tif-timestamp", seconds)
                        .header("x-tif-nonce", nonce)
                        .header("x-tif-signature", FamilyCCheck.signed(seconds, DevelopmentKeys.SECRET_DIGITS, nonce));
            }
            case "national" -> national("S_100000_ZKBGML", millis);
            default -> {
                KeyedText hash = new Kona()::hmacSm3;
                yield Call.to(keys, platform, "/services/SVC_PJ_PJSJ", key, BODY)
                        .header("X-Requester-Id", "shuqiao")
                        .header("X-Service-Id", "SVC_PJ_PJSJ")
                        .header("X-Request-Time", Long.toString(millis))
                        .header("X-Request-Sign", hash.of(token().getBytes(UTF_8), "shuqiaoSVC_PJ_PJSJ" + millis));
            }
        };
    }

    private Call national(String service, long millis) throws Exception {
        return national(service, millis, secret(service));
    }

    private Call national(String service, long millis, String secret) {
        KeyedText hash = Kona::hmacSha256;
        return Call.to(keys, "national", "/httpproxy", key, BODY)
                .header("gjgxjhpt_rid", "shuqiao")
                .header("gjgxjhpt_sid", service)
                .header("gjgxjhpt_rtime", Long.toString(millis))
                .header("gjgxjhpt_sign", hash.of(secret.getBytes(UTF_8), service + "shuqiao" + millis));
    }

    @SuppressWarnings("InsecureCryptoUsage") // As the key service wraps it.
    private String secret(String service) throws Exception {
        KeyedText hash = Kona::hmacSha256;
        String question =
                "{\"gjgxjhpt_rid\":\"shuqiao\",\"gjgxjhpt_sid\":\"%s\",\"gjgxjhpt_rtime\":\"%d\",\"gjgxjhpt_sign\":\"%s\"}"
                        .formatted(
                                service,
                                clock.millis(),
                                hash.of(
                                        DevelopmentKeys.SECRET_DIGITS.getBytes(UTF_8),
                                        service + "shuqiao" + clock.millis()));
        JsonNode answer = JSON.readTree(
                Call.post(server.port(), "/keyservice/secret", question).body());
        Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE, new SecretKeySpec(HexFormat.of().parseHex(DevelopmentKeys.SECRET_DIGITS), "AES"));
        return new String(
                cipher.doFinal(
                        Base64.getDecoder().decode(answer.at("/data/secret").asText())),
                UTF_8);
    }

    private String token() throws Exception {
        String question = "{\"appId\":\"shuqiao\",\"authCode\":\"" + DevelopmentKeys.SECRET_DIGITS + "\"}";
        return JSON.readTree(Call.post(server.port(), "/auth/token", question).body())
                .at("/data/token")
                .asText();
    }

    private JsonNode answer(Call call) throws IOException {
        return JSON.readTree(call.send(server.port()).body());
    }

    private void assertRefused(Call call, Refusal refusal, String code) throws IOException {
        HttpResponse<String> answer = call.send(server.port());
        assertThat(answer.headers().firstValue("X-Simulator-Refusal")).hasValue(refusal.name());
        assertThat(answer.statusCode()).isEqualTo(refusal.status());
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
    }
}
