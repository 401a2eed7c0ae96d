package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.routes.steps.Limits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Many records in one call: each line is judged by itself and answered by itself. */
@ExtendWith(OneGateway.class)
class BatchTest {
    private static final String PATH = "/api/v1/submissions/activity/batch";
    private static final String NDJSON = "application/x-ndjson";
    private static final int SO_TIMEOUT_MS = 30_000;

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    BatchTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
    }

    private Answer send(String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = NDJSON;
        return center.client().send("POST", PATH, BodyPublishers.ofString(body), all);
    }

    private static List<JsonNode> results(Answer answer) {
        answer.expect(200);
        return answer.text().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private String line() {
        return center.activity().toString() + "\n";
    }

    @Test
    void answersEachLineAsASingleSubmissionWouldBe() {
        TestCenter trusted = gateway.newCenterWithAgreement();
        ObjectNode good = trusted.activity();
        ObjectNode changed = good.deepCopy().put("title", "另一标题");
        ObjectNode violating = trusted.activity();
        violating.remove("title");
        String body = "\ufeff" + good + "\r\n"
                + violating + "\n"
                + "\n"
                + "{\"record_id\":\n"
                + good + "\n"
                + changed + "\n"
                + center.activity() + "\n"
                + trusted.activity();

        Answer answer = trusted.client().send("POST", PATH, BodyPublishers.ofString(body), "Content-Type", NDJSON);

        List<JsonNode> results = results(answer);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith(NDJSON));
        assertThat(results).extracting(r -> r.path("line").intValue()).containsExactly(1, 2, 4, 5, 6, 7, 8);
        assertThat(results)
                .extracting(r -> r.path("status").intValue())
                .containsExactly(202, 422, 400, 202, 409, 403, 202);
        assertThat(results.subList(1, 6))
                .extracting(r -> r.path("code").asString(""))
                .containsExactly("INVALID_RECORD", "MALFORMED_RECORD", "", "IDEMPOTENCY_CONFLICT", "CENTER_MISMATCH");
        assertThat(results.get(1).at("/violations/0/pointer").stringValue()).isEqualTo("/title");
        assertThat(results.get(3).path("submissionId")).isEqualTo(results.get(0).path("submissionId"));
        trusted.awaitTransfer(results.get(0).path("submissionId").stringValue(), "STORED");
        trusted.awaitTransfer(results.get(6).path("submissionId").stringValue(), "STORED");
        assertThat(trusted.stored()).hasSize(2);
    }

    @Test
    void takesTheFirstOfTwoLinesWithOneKey() {
        ObjectNode first = center.activity();
        List<JsonNode> results = results(send(IntStream.range(0, 50)
                .mapToObj(i -> first.deepCopy().put("title", "标题" + i) + "\n")
                .reduce("", String::concat)));

        assertThat(results.get(0).path("status").intValue()).isEqualTo(202);
        assertThat(results.subList(1, 50))
                .allSatisfy(r -> assertThat(r.path("status").intValue()).isEqualTo(409));
    }

    @Test
    void speaksTheLanguageThatWasAskedFor() {
        JsonNode result = results(send("{}\n", "Accept-Language", "zh")).get(0);

        assertThat(result.path("title").stringValue()).isEqualTo("记录不符合数据集规则");
        assertThat(result.at("/violations/0/message").stringValue()).containsPattern("\\p{IsHan}");
    }

    @Test
    void takesAHundredThousandLinesFromASenderThatReadsNothingMeanwhile() {
        int lines = 100_000;
        byte[] malformed = "{\"a\":\n".repeat(999).getBytes(UTF_8);
        Answer answer = center.client()
                .withPatience(Limits.BATCH_WITHIN)
                .send(
                        "POST",
                        PATH,
                        BodyPublishers.ofInputStream(
                                () -> new SequenceInputStream(Collections.enumeration(IntStream.range(0, lines / 500)
                                        .mapToObj(i -> (InputStream) new ByteArrayInputStream(
                                                i % 2 == 0 ? malformed : line().getBytes(UTF_8)))
                                        .toList()))),
                        "Content-Type",
                        NDJSON);

        List<JsonNode> results = results(answer);

        assertThat(results).hasSize(lines);
        assertThat(results.get(lines - 1).path("line").intValue()).isEqualTo(lines);
        assertThat(results.stream().filter(r -> r.path("status").intValue() == 202))
                .hasSize(lines / 1000);
        assertThat(results.stream().filter(r -> r.path("code").asString("").equals("MALFORMED_RECORD")))
                .hasSize(lines - lines / 1000);
    }

    @Test
    void answersNothingToNothing() {
        assertThat(results(send(""))).isEmpty();
        assertThat(results(send("\n\n"))).isEmpty();
    }

    @Test
    void refusesWhatIsNoBatch() {
        send(line(), "Idempotency-Key", "k").expectProblem(400, "BAD_REQUEST");
        send(line(), "Content-Encoding", "gzip").expectProblem(415, "MEDIA_TYPE");
        center.client().post(PATH, center.activity()).expectProblem(415, "MEDIA_TYPE");
        center.client()
                .send(
                        "POST",
                        "/api/v1/submissions/nothing/batch",
                        BodyPublishers.ofString(line()),
                        "Content-Type",
                        NDJSON)
                .expectProblem(404, "UNKNOWN_DATASET");
        gateway.operator()
                .send("POST", PATH, BodyPublishers.ofString(line()), "Content-Type", NDJSON)
                .expectProblem(403, "NOT_ALLOWED");
        assertThat(center.stored()).isEmpty();
    }

    @Test
    void answersALineBeforeTheNextOneIsSent() throws IOException {
        try (Socket socket = open("Transfer-Encoding: chunked")) {
            BufferedReader in = reader(socket);
            for (int number = 1; number <= 3; number++) {
                sendChunk(socket, line());
                assertThat(nextResult(in)).contains("\"line\":" + number, "\"status\":202");
            }
            socket.getOutputStream().write("0\r\n\r\n".getBytes(US_ASCII));
            assertThat(in.readLine()).isEmpty();
            assertThat(in.readLine()).isEqualTo("0");
        }
        assertThat(center.stored()).hasSize(3);
    }

    /** A lost connection must not look like the end of a batch: either it is said, or the answer has no end. */
    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked", "Content-Length: 1000000"})
    void keepsTheLinesThatWereCommittedBeforeTheSenderBrokeOff(String framing) throws IOException {
        String rest;
        try (Socket socket = open(framing)) {
            String lines = line() + line() + "{\"record_id\":";
            if (framing.startsWith("Transfer")) {
                sendChunk(socket, lines);
            } else {
                socket.getOutputStream().write(lines.getBytes(UTF_8));
            }
            BufferedReader in = reader(socket);
            assertThat(nextResult(in)).contains("\"line\":1", "\"status\":202");
            socket.shutdownOutput();
            rest = in.lines().reduce("", (all, line) -> all + line + "\n");
        }
        assertThat(rest).contains("\"line\":2");
        assertThat(rest.contains("BATCH_BROKEN_OFF") || !rest.endsWith("\n0\n\n"))
                .as(rest)
                .isTrue();
        assertThat(rest.lines().filter(line -> line.startsWith("{")))
                .as("results, and nothing of the container's own")
                .allMatch(line -> line.startsWith("{\"line\":"));
        await().untilAsserted(() -> assertThat(center.stored()).hasSize(2));
        assertThat(results(send(line()))).hasSize(1);
        assertThat(gateway.log()).doesNotContain("AuthorizationDenied", "Exception Processing");
    }

    private Socket open(String framing) throws IOException {
        Socket socket = new Socket(
                center.client().gateway().getHost(), center.client().gateway().getPort());
        socket.setSoTimeout(SO_TIMEOUT_MS);
        String head = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + NDJSON + "\r\n" + framing
                + "\r\nAuthorization: Bearer " + center.client().apiKey() + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    private static void sendChunk(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(US_ASCII));
        out.flush();
    }

    private static String nextResult(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.startsWith("{")) {
            line = in.readLine();
        }
        return String.valueOf(line);
    }
}
