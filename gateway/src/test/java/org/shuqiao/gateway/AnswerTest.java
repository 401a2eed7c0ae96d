package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How answers are packed: in pages, compressed, and not at all where the caller has them already. */
@ExtendWith(OneGateway.class)
class AnswerTest {
    private static final Pattern NEXT = Pattern.compile("<(/[^>]*)>; rel=\"next\"");

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    AnswerTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
    }

    private static Optional<String> next(Answer page) {
        return page.headers().firstValue("Link").map(link -> {
            Matcher matcher = NEXT.matcher(link);
            assertThat(matcher.matches()).as(link).isTrue();
            return matcher.group(1);
        });
    }

    private List<String> walk(String first) {
        List<String> seen = new ArrayList<>();
        Optional<String> path = Optional.of(first);
        while (path.isPresent()) {
            Answer page = center.client().get(path.get()).expect(200);
            page.json().forEach(s -> seen.add(s.path("submissionId").stringValue()));
            path = next(page);
        }
        return seen;
    }

    @Test
    void leadsThroughEveryPageWithoutGapOrRepeat() {
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            accepted.add(0, center.accepted(center.activity()));
        }

        assertThat(walk("/api/v1/submissions?limit=3")).containsExactlyElementsOf(accepted);
        assertThat(walk("/api/v1/submissions?limit=7")).containsExactlyElementsOf(accepted);
        assertThat(walk("/api/v1/submissions?dataset=activity&limit=2")).containsExactlyElementsOf(accepted);
        Answer first = center.client()
                .get("/api/v1/submissions?dataset=activity&limit=2")
                .expect(200);
        assertThat(next(first)).hasValueSatisfying(path -> assertThat(path)
                .startsWith("/api/v1/submissions?")
                .contains("dataset=activity", "limit=2", "after=" + accepted.get(1)));
    }

    @Test
    void keepsThePlaceWhenSomethingNewComesIn() {
        String old = center.accepted(center.activity());
        String newer = center.accepted(center.activity());
        Answer first = center.client().get("/api/v1/submissions?limit=1").expect(200);
        center.accepted(center.activity());

        Answer second = center.client().get(next(first).orElseThrow()).expect(200);

        assertThat(first.json().at("/0/submissionId").stringValue()).isEqualTo(newer);
        assertThat(second.json().at("/0/submissionId").stringValue()).isEqualTo(old);
        assertThat(next(second)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=1", "after=%00", "limit=x", "limit=99999999999", "recordId=%00"})
    void refusesAPlaceThatIsNone(String query) {
        center.client().get("/api/v1/submissions?" + query).expectProblem(400, "BAD_REQUEST");
    }

    /** Java's client would take it apart by itself only if it had asked for it, which it never does. */
    @Test
    void compressesForThoseWhoCanReadIt() throws IOException {
        Answer plain = gateway.anonymous().get("/v3/api-docs").expect(200);
        Answer packed = gateway.anonymous()
                .get("/v3/api-docs", "Accept-Encoding", "gzip")
                .expect(200);

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        assertThat(unpacked(packed)).isEqualTo(plain.text());
    }

    @Test
    void compressesTheResultsOfABatch() throws IOException {
        Answer packed = center.client()
                .send(
                        "POST",
                        "/api/v1/submissions/activity/batch",
                        BodyPublishers.ofString("{\n".repeat(5_000)),
                        "Content-Type",
                        "application/x-ndjson",
                        "Accept-Encoding",
                        "gzip")
                .expect(200);

        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(unpacked(packed).lines()).hasSize(5_000);
    }

    private static String unpacked(Answer packed) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes(), UTF_8);
    }

    @Test
    void givesEvidenceAgainOnlyToThoseWhoHaveAnotherEdition() {
        TestCenter trusted = gateway.newCenterWithAgreement();
        JsonNode transfer = trusted.awaitTransfer(trusted.accepted(trusted.activity()), "STORED");
        Answer evidence = trusted.evidence(transfer).expect(200);
        String edition = evidence.headers().firstValue("ETag").orElseThrow();
        String path = transfer.required("evidenceUrl").stringValue();

        for (String known : List.of(edition, "\"0\", " + edition, "W/" + edition)) {
            Answer same = trusted.client().get(path, "If-None-Match", known).expect(304);
            assertThat(same.body()).isEmpty();
            assertThat(same.headers().firstValue("ETag")).hasValue(edition);
        }
        Answer other = trusted.client()
                .get(path, "If-None-Match", "\"0\"", "Accept-Encoding", "gzip")
                .expect(200);
        assertThat(other.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(other.body()).isEqualTo(evidence.body());
        gateway.newCenter().client().get(path, "If-None-Match", edition).expectProblem(404, "NO_EVIDENCE");
    }

    @Test
    void saysWhatIsWrongInTheLanguageThatWasAskedFor() {
        for (String language : List.of("zh", "en")) {
            JsonNode violation = center.submit(
                            "activity", JsonMapper.shared().createObjectNode(), "Accept-Language", language)
                    .expectProblem(422, "INVALID_RECORD")
                    .json()
                    .at("/violations/0");
            assertThat(violation.path("message")).isEqualTo(violation.path(language));
        }
    }
}
