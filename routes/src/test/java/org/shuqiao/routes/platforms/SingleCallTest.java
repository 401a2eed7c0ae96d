package org.shuqiao.routes.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.platforms.CallFamily;
import org.shuqiao.mappings.platforms.CallFamily.HexCase;
import org.shuqiao.mappings.platforms.SecretService;

/** Signatures against vectors that were made elsewhere: published ones for A, B and C, the others with OpenSSL and md5sum. */
class SingleCallTest {
    private static final UUID TRANSFER = UUID.fromString("019b0000-0000-7000-8000-000000000001");
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final String PAYLOAD = "{\"活动\":\"a&b=c d\"}";

    private static final Map<String, String> REQUESTER = Map.of(
            "requester", "rid", "service", "sid", "timestamp", "rtime", "signature", "sign", "idempotencyKey", "key");

    private final CallFamily.A a = new CallFamily.A(
            "/a",
            Map.of("clientId", "id", "timestamp", "ts", "nonce", "n", "signature", "sign", "idempotencyKey", "key"));
    private final CallFamily.B b = new CallFamily.B(
            "/b",
            REQUESTER,
            new SecretService.Keys(
                    "/k",
                    "s",
                    Map.of("requester", "r", "service", "s", "timestamp", "t", "signature", "x"),
                    Map.of("code", "c", "data", "d", "secret", "s", "until", "u"),
                    "0",
                    SecretService.Wrapping.AES_HEX,
                    1));
    private final CallFamily.E e = new CallFamily.E(
            "/e", Map.of("appKey", "appKey", "timestamp", "ts", "signature", "sign", "idempotencyKey", "key"));
    private final CallFamily.G g = new CallFamily.G(
            "/g",
            REQUESTER,
            new SecretService.Tokens(
                    "/t",
                    Map.of("requester", "r", "code", "c"),
                    Map.of("code", "c", "data", "d", "token", "t", "seconds", "s"),
                    "0",
                    1));

    private static CallFamily.C c(HexCase digits) {
        return new CallFamily.C(
                "/c",
                Map.of(
                        "clientId", "id",
                        "timestamp", "ts",
                        "nonce", "n",
                        "signature", "sign",
                        "service", "sid",
                        "idempotencyKey", "key"),
                digits);
    }

    private static CallFamily.F f() {
        return new CallFamily.F(
                "/f",
                Map.of(
                        "appKey", "appKey",
                        "method", "method",
                        "content", "param",
                        "timestamp", "timestamp",
                        "version", "v",
                        "signature", "sign",
                        "idempotencyKey", "key"),
                "data.{resource}.push",
                "1.0",
                HexCase.UPPER);
    }

    private static HttpCall signed(CallFamily family, String clientId, String resource, String secret) {
        return SingleCall.of(family, clientId).signed(unsigned(resource, secret));
    }

    private static UnsignedCall unsigned(String resource, String secret) {
        TreeMap<String, String> headers = new TreeMap<>(Map.of("statement", "ours"));
        return new UnsignedCall(
                URI.create("http://platform.example/x"),
                headers,
                "application/json",
                PAYLOAD.getBytes(StandardCharsets.UTF_8),
                resource,
                TRANSFER,
                AT,
                "n1",
                secret.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void familyAMatchesItsVector() {
        HttpCall call = signed(a, "c1", "activity", "secret");
        assertThat(call.headers())
                .containsOnly(
                        Map.entry("statement", "ours"),
                        Map.entry("id", "c1"),
                        Map.entry("ts", "1700000000000"),
                        Map.entry("n", "n1"),
                        Map.entry("key", TRANSFER.toString()),
                        Map.entry("sign", "RSn5XSMQxC5FGT++KgP58r7jDgHer03zJXs6mNnabmE="));
        assertThat(call.body()).asString(StandardCharsets.UTF_8).isEqualTo(PAYLOAD);
    }

    @Test
    void familyBMatchesItsVector() {
        assertThat(signed(b, "r_1", "s_1", "secret").headers())
                .containsOnly(
                        Map.entry("statement", "ours"),
                        Map.entry("rid", "r_1"),
                        Map.entry("sid", "s_1"),
                        Map.entry("rtime", "1700000000000"),
                        Map.entry("key", TRANSFER.toString()),
                        Map.entry("sign", "h7I3342lMI2CF/2BNGp4C103n9bme5AkfE+9fxkZFqs="));
    }

    @Test
    void familyCMatchesItsVector() {
        String vector = "78b09d58f97aa86b95e5f4f046ca86202495be2bce7102edbb773ac4c8a3d232";
        assertThat(signed(c(HexCase.LOWER), "paas", "service", "tok").headers())
                .containsOnly(
                        Map.entry("statement", "ours"),
                        Map.entry("id", "paas"),
                        Map.entry("ts", "1700000000"),
                        Map.entry("n", "n1"),
                        Map.entry("sid", "service"),
                        Map.entry("key", TRANSFER.toString()),
                        Map.entry("sign", vector));
        assertThat(signed(c(HexCase.UPPER), "paas", "service", "tok").headers())
                .containsEntry("sign", vector.toUpperCase(Locale.ROOT));
    }

    @Test
    void familyESignsKeySecretAndTime() {
        assertThat(signed(e, "k", "activity", "S").headers())
                .containsOnly(
                        Map.entry("statement", "ours"),
                        Map.entry("appKey", "k"),
                        Map.entry("ts", "1700000000000"),
                        Map.entry("key", TRANSFER.toString()),
                        Map.entry("sign", "e177d18679672a634a25407440a2b822ccc4222f"));
    }

    @Test
    void familyFIsAFormThatHoldsThePayloadAndIsSignedAsAWhole() {
        HttpCall call = signed(f(), "k", "activity", "S");
        assertThat(call.contentType()).startsWith("application/x-www-form-urlencoded");
        assertThat(call.headers()).containsOnlyKeys("statement");
        assertThat(fields(call))
                .containsOnly(
                        Map.entry("appKey", "k"),
                        Map.entry("key", TRANSFER.toString()),
                        Map.entry("method", "data.activity.push"),
                        Map.entry("param", PAYLOAD),
                        Map.entry("timestamp", "2023-11-15 06:13:20"),
                        Map.entry("v", "1.0"),
                        Map.entry("sign", "1DC48BC8073DE85A8B6A1323E6A6258B"));
    }

    @Test
    void familyGSignsUnderTheTokenAndDoesNotShowIt() {
        HttpCall call = signed(g, "r_1", "s_1", "token");
        assertThat(call.headers())
                .containsOnly(
                        Map.entry("statement", "ours"),
                        Map.entry("rid", "r_1"),
                        Map.entry("sid", "s_1"),
                        Map.entry("rtime", "1700000000000"),
                        Map.entry("key", TRANSFER.toString()),
                        Map.entry("sign", "joNcsBDclsN4tkuftvH2Jn9BXkyoR3Fb2olJgdcgeBM="));
    }

    @Test
    void signsTheSameFromManyThreadsUnderSecretsThatChange() {
        for (CallFamily family : new CallFamily[] {a, b, c(HexCase.LOWER), e, f(), g}) {
            SingleCall call = SingleCall.of(family, "id");
            assertThat(IntStream.range(0, 1000)
                            .parallel()
                            .mapToObj(i -> call.signed(unsigned("activity", "secret-" + i % 2)))
                            .map(signed -> signed.headers() + fields(signed).toString())
                            .distinct())
                    .as("calls of %s", family)
                    .hasSize(2);
        }
    }

    private static Map<String, String> fields(HttpCall call) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : new String(call.body(), StandardCharsets.UTF_8).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return fields;
    }
}
