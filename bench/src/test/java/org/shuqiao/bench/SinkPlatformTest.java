package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SinkPlatformTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00.5Z"), ZoneOffset.UTC);
    private static final UUID KEY = new UUID(1, 1);

    @TempDir
    private static Path folder;

    private static PlatformKeys keys;
    private static Signer platformSigner;
    private static Signer gatewaySigner;

    private final SinkPlatform sink = new SinkPlatform(platformSigner, CLOCK, null);

    @BeforeAll
    static void issueKeys() throws IOException {
        keys = new PlatformKeys(folder);
        platformSigner = keys.signer("qingdao");
        gatewaySigner = keys.signer("gateway");
    }

    @Test
    void answersAReceiptThatVerifies() throws CertificateRefused, SignatureRefused {
        JsonNode answer = json(sink.answer(call(KEY, "R-1", "{}")), 200);

        byte[] receipt = decoded(answer, "receipt");
        keys.trusted().verifier(platformSigner.chain(), Instant.now()).verify(receipt, decoded(answer, "signature"));
        JsonNode read = JsonMapper.shared().readTree(receipt);
        assertThat(answer.path("code").asString()).isEqualTo("0");
        assertThat(read.path("platform").asString()).isEqualTo("qingdao");
        assertThat(read.path("stage").asString()).isEqualTo("STORED");
        assertThat(read.path("idempotencyKey").asString()).isEqualTo(KEY.toString());
        assertThat(read.path("payloadHash").asString()).isEqualTo(Sm3.hex(new byte[] {'{', '}'}));
        assertThat(read.path("receivedAt").asString()).isEqualTo("2026-11-21T18:00:00.500+08:00");
    }

    @Test
    void answersARepeatedCallWithTheFirstReceiptAndNoEffect() {
        JsonNode first = json(sink.answer(call(KEY, "R-1", "{}")), 200);
        JsonNode second = json(sink.answer(call(KEY, "R-1", "{}")), 200);

        assertThat(second.path("code").asString()).isEqualTo("1001");
        assertThat(second.path("receipt")).isEqualTo(first.path("receipt"));
        assertThat(second.path("signature")).isEqualTo(first.path("signature"));
        assertThat(sink.arrivals().repeatedCalls()).isEqualTo(1);
        assertThat(sink.arrivals().doubled()).isZero();
        assertThat(sink.arrivals().find("R-1").calls()).isEqualTo(2);
    }

    @Test
    void refusesOtherContentUnderAUsedKey() {
        sink.answer(call(KEY, "R-1", "{}"));
        JsonNode second = json(sink.answer(call(KEY, "R-1", "{\"a\":1}")), 200);

        assertThat(second.path("code").asString()).isEqualTo("4090");
        assertThat(sink.refused()).isEqualTo(1);
    }

    @Test
    void countsARecordUnderTwoKeysAsDoubled() {
        sink.answer(call(new UUID(1, 1), "R-1", "{}"));
        sink.answer(call(new UUID(1, 2), "R-1", "{}"));
        sink.answer(call(new UUID(1, 3), "R-2", "{}"));

        assertThat(sink.arrivals().doubled()).isEqualTo(1);
        assertThat(sink.arrivals().records()).isEqualTo(2);
        assertThat(sink.arrivals().repeatedCalls()).isZero();
    }

    @Test
    void refusesACallWithoutStatement() {
        Map<String, String> headers = new HashMap<>(keys.headers(KEY, "R-1", "{}", gatewaySigner));
        headers.remove("x-shuqiao-signature");

        json(sink.answer(new HttpMessage("POST /gateway/api/1/activity HTTP/1.1", headers, new byte[0])), 401);
        assertThat(sink.arrivals().records()).isZero();
        assertThat(sink.refused()).isEqualTo(1);
    }

    @Test
    void refusesACallThatIsNone() {
        json(sink.answer(new HttpMessage("GET / HTTP/1.1", Map.of(), new byte[0])), 400);
        json(sink.answer(new HttpMessage("POST /gateway/api/1/activity HTTP/1.1", Map.of(), new byte[0])), 400);
    }

    @Test
    void verifiesStatementsWhenAsked() throws IOException {
        SinkPlatform strict =
                new SinkPlatform(platformSigner, CLOCK, new StatementCheck(keys.trusted(), Clock.systemUTC()));
        Map<String, String> headers = keys.headers(KEY, "R-1", "{}", gatewaySigner);
        HttpMessage good = new HttpMessage("POST /gateway/api/1/activity HTTP/1.1", headers, new byte[] {'{', '}'});

        json(strict.answer(new HttpMessage(good.startLine(), headers, new byte[] {'x'})), 401);
        json(
                strict.answer(
                        new HttpMessage(good.startLine(), with(headers, "x-idempotency-key", "other"), good.body())),
                401);
        json(
                strict.answer(
                        new HttpMessage(good.startLine(), with(headers, "x-shuqiao-signature", "AAAA"), good.body())),
                401);
        json(
                strict.answer(
                        new HttpMessage(good.startLine(), with(headers, "x-shuqiao-certificate", "AAAA"), good.body())),
                401);
        json(strict.answer(good), 200);
        assertThat(strict.refused()).isEqualTo(4);
    }

    private static Map<String, String> with(Map<String, String> call, String header, String value) {
        Map<String, String> headers = new HashMap<>(call);
        headers.put(header, value);
        return headers;
    }

    private static HttpMessage call(UUID key, String recordId, String payload) {
        return keys.call(key, recordId, payload, gatewaySigner);
    }

    private static JsonNode json(HttpReply reply, int status) {
        assertThat(reply.status()).isEqualTo(status);
        return JsonMapper.shared().readTree(reply.json());
    }

    private static byte[] decoded(JsonNode answer, String member) {
        return Base64.getDecoder().decode(answer.required(member).stringValue());
    }
}
