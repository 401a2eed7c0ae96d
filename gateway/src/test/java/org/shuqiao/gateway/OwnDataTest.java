package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A center sees all of its own and nothing of another's. */
@ExtendWith(OneGateway.class)
class OwnDataTest {
    private final TestCenter center;
    private final TestCenter other;

    OwnDataTest(GatewayUnderTest gateway) {
        this.center = gateway.newCenterWithAgreement();
        this.other = gateway.newCenter();
    }

    @Test
    void anotherCenterCannotTellThatASubmissionExists() {
        String submission = center.accepted(center.activity());
        JsonNode transfer = center.awaitTransfer(submission, "STORED");

        Answer theirs = other.client().get("/api/v1/submissions/" + submission).expectProblem(404, "NOT_FOUND");
        Answer nobodys =
                other.client().get("/api/v1/submissions/" + UUID.randomUUID()).expectProblem(404, "NOT_FOUND");
        assertThat(theirs.json().path("title")).isEqualTo(nobodys.json().path("title"));
        other.evidence(transfer).expectProblem(404, "NO_EVIDENCE");
        assertThat(other.stored()).isEmpty();
        assertThat(other.client()
                        .get("/api/v1/submissions?recordId="
                                + center.submission(submission).path("recordId").stringValue())
                        .json())
                .isEmpty();
    }

    @Test
    void pagesThroughEverySubmissionOnce() {
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            submitted.add(0, center.accepted(center.activity()));
        }

        List<String> seen = new ArrayList<>();
        JsonNode page = center.client().get("/api/v1/submissions?limit=2").json();
        while (!page.isEmpty()) {
            page.forEach(row -> seen.add(row.path("submissionId").stringValue()));
            page = center.client()
                    .get("/api/v1/submissions?limit=2&after=" + seen.get(seen.size() - 1))
                    .json();
        }

        assertThat(seen).isEqualTo(submitted);
    }

    @Test
    void findsSubmissionsByDatasetAndRecord() {
        ObjectNode activity = center.activity();
        String first = center.accepted(activity);
        String report = center.accepted("diagnosis_report", center.record("diagnosis_report"));

        assertThat(found("dataset=diagnosis_report")).containsExactly(report);
        assertThat(found("recordId=" + activity.path("record_id").stringValue()))
                .containsExactly(first);
        assertThat(found("dataset=diagnosis_report&recordId="
                        + activity.path("record_id").stringValue()))
                .isEmpty();
        assertThat(found("limit=0")).as("at least one").hasSize(1);
        assertThat(found("limit=100000")).hasSize(2);
    }

    /** As a caller writes it that encodes more than it must: what comes back in the link is not encoded once more. */
    @Test
    void leadsOnWithTheFilterAsTheCallerWroteIt() {
        ObjectNode activity = center.activity();
        String first = center.accepted(activity);
        center.accepted(activity.put("version", 2).put("title", "智能工厂观摩（改期）"));
        String record = activity.path("record_id").stringValue();
        String encoded = "%" + Integer.toHexString(record.charAt(0)) + record.substring(1);

        Answer newest = center.client()
                .get("/api/v1/submissions?limit=1&recordId=" + encoded)
                .expect(200);
        String link = newest.headers().firstValue("Link").orElseThrow();

        assertThat(found(link.substring(link.indexOf('?') + 1, link.indexOf('>'))))
                .containsExactly(first);
    }

    private List<String> found(String query) {
        List<String> ids = new ArrayList<>();
        center.client()
                .get("/api/v1/submissions?" + query)
                .expect(200)
                .json()
                .forEach(row -> ids.add(row.path("submissionId").stringValue()));
        return ids;
    }
}
