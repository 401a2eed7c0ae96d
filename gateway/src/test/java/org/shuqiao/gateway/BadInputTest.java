package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.routes.steps.Limits;
import tools.jackson.databind.node.ObjectNode;

/** Whatever comes in: a typed refusal, soon, and nothing stored. */
@ExtendWith(OneGateway.class)
class BadInputTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** A machine that is busy with something else may answer late once, a gateway that is slow does always. */
    private static final int TRIES = 3;

    private static final String PATH = "/api/v1/submissions/activity";
    private static final int FIFTY_MB = 50 << 20;
    private static final int TEN_MB = 10 << 20;

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    BadInputTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
    }

    @AfterEach
    void nothingIsStored() {
        assertThat(center.stored()).isEmpty();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("INVALID_JSON", "{\"record_id\":"),
                Arguments.of("INVALID_JSON", "{'record_id':'1'}"),
                Arguments.of("INVALID_JSON", "{\"version\":NaN}"),
                Arguments.of("INVALID_JSON", "{\"version\":-Infinity}"),
                Arguments.of("INVALID_JSON", "{\"version\":01}"),
                Arguments.of("INVALID_JSON", "{\"version\":1,}"),
                Arguments.of("INVALID_JSON", "\ufeff{\"version\":1}"),
                Arguments.of("INVALID_JSON", ""),
                Arguments.of("INVALID_JSON", "   \n"),
                Arguments.of("NOT_AN_OBJECT", "[]"),
                Arguments.of("NOT_AN_OBJECT", "null"),
                Arguments.of("DUPLICATE_KEY", "{\"version\":1,\"version\":2}"),
                Arguments.of("DUPLICATE_KEY", "{\"version\":1,\"\\u0076ersion\":2}"),
                Arguments.of("NUMBER_TOO_LONG", "{\"version\":" + "9".repeat(10_000) + "}"),
                Arguments.of("NUMBER_TOO_LONG", "{\"version\":0." + "9".repeat(10_000) + "}"),
                Arguments.of("NUMBER_OUT_OF_RANGE", "{\"version\":1e999999999}"),
                Arguments.of("NESTED_TOO_DEEP", "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000)),
                Arguments.of("NESTED_TOO_DEEP", "{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}"),
                Arguments.of("NESTED_TOO_DEEP", "{\"a\":" + "[".repeat(100_000)),
                Arguments.of("NUL_CHARACTER", "{\"title\":\"a\\u0000b\"}"),
                Arguments.of("NUL_CHARACTER", "{\"title\":\"a\u0000b\"}"),
                Arguments.of("LONE_SURROGATE", "{\"title\":\"\\ud83d\"}"),
                Arguments.of("BIDI_CONTROL", "{\"title\":\"\\u202e00083100831\"}"),
                Arguments.of("BIDI_CONTROL", "{\"title\":\"\u202e00083100831\u202c\"}"),
                Arguments.of("STRING_TOO_LONG", "{\"title\":\"" + "a".repeat(100_000) + "\"}"),
                Arguments.of("TRAILING_CONTENT", "{\"version\":1}{\"version\":2}"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatHasNoOrMoreThanOneReading(String why, String body) {
        refusedAs(why, body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"title\":\"\u00ff\"}", "{\"title\":\"\u00c0\u00af\"}", "{\"title\":\"\u00ed\u00a0\u0080\"}"})
    void refusesInvalidUtf8(String bytes) {
        refusedAs("INVALID_UTF8", bytes.getBytes(ISO_8859_1));
    }

    private void refusedAs(String why, byte[] body) {
        Answer answer = soon(() -> center.submit("activity", body).expectProblem(400, "MALFORMED_RECORD"));
        assertThat(answer.json().path("malformed").stringValue()).isEqualTo(why);
        assertThat(answer.json().path("line").intValue()).isPositive();
    }

    private static Answer soon(Supplier<Answer> call) {
        Optional<Answer> answer = unlessCut(call);
        for (int i = 1; i < TRIES && answer.filter(BadInputTest::isSoon).isEmpty(); i++) {
            answer = unlessCut(call);
        }
        assertThat(answer).as("cut while it was sent").isPresent();
        assertThat(answer.orElseThrow().took()).isLessThan(SOON);
        return answer.orElseThrow();
    }

    private static boolean isSoon(Answer answer) {
        return answer.took().compareTo(SOON) < 0;
    }

    /** What nobody wants is read for a few seconds, so only a sender that was held up for as long may find its connection closed. */
    private static Optional<Answer> unlessCut(Supplier<Answer> call) {
        Instant begun = Instant.now();
        try {
            return Optional.of(call.get());
        } catch (UncheckedIOException cut) {
            assertThat(Duration.between(begun, Instant.now()))
                    .as("cut: " + cut)
                    .isGreaterThanOrEqualTo(Limits.UNREAD_BODY_WITHIN);
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "一", "a", "%", "\u200b", "@", "亿"})
    void refusesTenMegabytesOfOneCharacter(String character) {
        String title = character.repeat(TEN_MB / character.getBytes(UTF_8).length);
        soon(() -> center.submit("activity", ("{\"title\":\"" + title + "\"}").getBytes(UTF_8))
                .expectProblem(413, "BODY_TOO_LARGE"));
    }

    @Test
    void refusesFiftyMegabytes() {
        refusedAsTooLarge(BodyPublishers.ofByteArray(fiftyMegabytes()));
    }

    @Test
    void refusesFiftyMegabytesOfUnknownLength() {
        refusedAsTooLarge(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(fiftyMegabytes())));
    }

    private void refusedAsTooLarge(BodyPublisher body) {
        soon(() -> center.client()
                .send("POST", PATH, body, "Content-Type", "application/json")
                .expectProblem(413, "BODY_TOO_LARGE"));
    }

    private static byte[] fiftyMegabytes() {
        byte[] body = new byte[FIFTY_MB];
        Arrays.fill(body, (byte) ' ');
        return body;
    }

    @Test
    void refusesFiftyMegabytesForAnyOtherDoor() {
        soon(() ->
                gateway.officer().post("/api/v1/agreements", fiftyMegabytes()).expectProblem(413, "BODY_TOO_LARGE"));
        soon(() -> gateway.admin()
                .put("/api/v1/admin/centers/" + center.usci() + "/dictionary", fiftyMegabytes())
                .expectProblem(400, "BAD_REQUEST"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "x"
            })
    void refusesAnotherMediaType(String type) {
        center.client()
                .send("POST", PATH, BodyPublishers.ofString("{}"), "Content-Type", type)
                .expectProblem(415, "MEDIA_TYPE");
    }

    @Test
    void refusesNoMediaType() {
        center.client().send("POST", PATH, BodyPublishers.ofString("{}")).expectProblem(415, "MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "Activity", "activity.json", "%E6%B4%BB%E5%8A%A8"})
    void refusesAnUnknownDataset(String dataset) {
        center.submit(dataset, center.activity()).expectProblem(404, "UNKNOWN_DATASET");
    }

    @Test
    void refusesALongIdempotencyKey() {
        Answer answer = center.submit("activity", center.activity(), "Idempotency-Key", "k".repeat(201))
                .expectProblem(400, "BAD_REQUEST");
        assertThat(answer.json().path("header").stringValue()).isEqualTo("Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void refusesABlankIdempotencyKey(String key) {
        center.submit("activity", center.activity(), "Idempotency-Key", key).expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void refusesAHeaderOfSixtyFourKilobytes() {
        Answer answer = center.submit("activity", center.activity(), "Idempotency-Key", "k".repeat(1 << 16));
        assertThat(answer.status()).isBetween(400, 499);
    }

    @Test
    void refusesARecordOfAnotherCenter() {
        ObjectNode record = center.activity();
        record.put("center_id", "91370212MA3C000039");

        center.submit("activity", record).expectProblem(403, "CENTER_MISMATCH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a0", "%2e%2e", "%27%20OR%201=1"})
    void refusesAPathThatIsNoId(String id) {
        center.client().get("/api/v1/submissions/" + id).expectProblem(400, "BAD_REQUEST");
        center.client().get("/api/v1/transfers/" + id + "/evidence").expectProblem(400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=1", "limit=many", "limit=99999999999", "recordId=a%00b", "dataset=%00"})
    void refusesAMalformedQuery(String query) {
        center.client().get("/api/v1/submissions?" + query).expectProblem(400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/submissions//activity", "/api/v1/submissions/activity;a=b"})
    void refusesAPathThatCanBeReadTwoWays(String path) {
        center.client().get(path).expectProblem(400, "BAD_REQUEST");
    }

    /** Tomcat refuses these by itself, before the gateway sees them. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/%00", "/api/v1/%2F"})
    void refusesAPathThatIsNone(String path) {
        assertThat(center.client().get(path).expect(400).text()).doesNotContain("Tomcat", "Exception");
    }

    @Test
    void refusesAnotherMethod() {
        GatewayClient client = center.client();
        client.delete(PATH).expectProblem(405, "METHOD_NOT_ALLOWED");
        client.put(PATH, center.activity()).expectProblem(405, "METHOD_NOT_ALLOWED");
        client.post("/api/v1/submissions", center.activity()).expectProblem(405, "METHOD_NOT_ALLOWED");
        assertThat(client.delete(PATH).headers().firstValue("Allow"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("POST"));
    }
}
