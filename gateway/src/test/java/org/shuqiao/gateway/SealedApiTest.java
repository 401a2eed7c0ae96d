package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Records that are marked go nowhere; numbers are those of the reference cases. */
@ExtendWith(OneGateway.class)
class SealedApiTest {
    private static final String PATH = "/api/v1/sealed";
    private static final String SECRET = "某型装备产线数字化改造";

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    SealedApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    private ObjectNode marked(String mark) {
        ObjectNode record = center.activity().put("title", SECRET);
        record.putArray("marks").add(mark);
        return record;
    }

    private String sealed(ObjectNode record, String code) {
        Answer answer = center.submit("activity", record).expectProblem(422, code);
        assertThat(answer.text()).doesNotContain(SECRET, "marks", "violations", "pointer");
        return answer.json().path("sealed").stringValue();
    }

    private JsonNode entries() {
        return gateway.officer().get(PATH).expect(200).json();
    }

    @Test
    void case30SealsImportantDataForTheOfficer() {
        ObjectNode record = marked("重要数据");

        String id = sealed(record, "CLASS_IMPORTANT");

        assertThat(center.stored()).isEmpty();
        assertThat(entries())
                .filteredOn(entry -> entry.path("id").stringValue().equals(id))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.path("center").stringValue()).isEqualTo(center.usci());
                    assertThat(entry.path("mark").stringValue()).isEqualTo("CLASS_IMPORTANT");
                });
        assertThat(gateway.officer().get(PATH + "/" + id).expect(200).json().path("content"))
                .isEqualTo(record);
    }

    @Test
    void case33SealsAStateSecretAndKeepsNothingOfItInPlainText() {
        String id = sealed(marked("涉密"), "STATE_SECRET");

        assertThat(gateway.sql()
                        .queryForObject(
                                "SELECT bool_or(position(convert_to(?, 'UTF8') IN part) > 0) FROM sealed_record, unnest(content) part WHERE id = ?",
                                Boolean.class,
                                SECRET,
                                UUID.fromString(id)))
                .isFalse();
        assertThat(gateway.sql()
                        .queryForObject(
                                "SELECT count(*) FROM submission_content WHERE position(convert_to(?, 'UTF8') IN body) > 0",
                                Long.class,
                                SECRET))
                .isZero();
    }

    @Test
    void case33KnowsTheMarkingInAText() {
        ObjectNode record = center.activity().put("summary", "机密★20年\n" + SECRET);

        sealed(record, "STATE_SECRET");
    }

    @Test
    void sealsTheSameRecordOnce() {
        ObjectNode record = marked("涉密");

        assertThat(sealed(record, "STATE_SECRET")).isEqualTo(sealed(record, "STATE_SECRET"));
    }

    @Test
    void sealsALineOfABatchAndTakesTheOthers() {
        ObjectNode good = center.activity();
        String lines = marked("涉密") + "\n" + good + "\n";

        Answer answer = center.client()
                .post(
                        "/api/v1/submissions/activity/batch",
                        lines.getBytes(UTF_8),
                        "Content-Type",
                        "application/x-ndjson");

        assertThat(answer.text()).contains("STATE_SECRET").contains("202").doesNotContain(SECRET);
        assertThat(center.stored()).hasSize(1);
    }

    @Test
    void goesFromPageToPageUntilNothingMoreIsSealed() {
        List<String> mine = Stream.of(marked("涉密"), marked("涉密"))
                .map(record -> sealed(record, "STATE_SECRET"))
                .sorted()
                .toList();

        assertThat(LinkedPages.from(mine.get(0), gateway.officer(), PATH, "id"))
                .startsWith(mine.get(0))
                .contains(mine.get(1))
                .doesNotHaveDuplicates()
                .isSorted();
        LinkedPages.assertBounded(gateway.officer(), PATH);
    }

    @Test
    void keepsNothingOfADryRun() {
        Long before = gateway.sql().queryForObject("SELECT count(*) FROM sealed_record", Long.class);

        Answer answer = center.client().post("/api/v1/submissions/activity/dry-run", marked("涉密"));

        answer.expectProblem(422, "STATE_SECRET");
        assertThat(answer.text()).doesNotContain(SECRET);
        assertThat(gateway.sql().queryForObject("SELECT count(*) FROM sealed_record", Long.class))
                .isEqualTo(before);
    }

    @Test
    void destroysWhatMustNotBeHere() {
        String id = sealed(marked("涉密"), "STATE_SECRET");

        gateway.officer().post(PATH + "/" + id + "/destroy", Map.of()).expectProblem(400, "BAD_REQUEST");
        gateway.officer()
                .post(PATH + "/" + id + "/destroy", Map.of("reason", "not on this system"))
                .expect(204);

        gateway.officer().get(PATH + "/" + id).expectProblem(404, "NOT_FOUND");
        gateway.officer()
                .post(PATH + "/" + id + "/destroy", Map.of("reason", "again"))
                .expectProblem(404, "NOT_FOUND");
    }

    @Test
    void isForOfficersOnly() {
        String id = sealed(marked("涉密"), "STATE_SECRET");

        for (GatewayClient other : List.of(center.client(), gateway.operator(), gateway.admin())) {
            other.get(PATH).expectProblem(403, "NOT_ALLOWED");
            other.get(PATH + "/" + id).expectProblem(403, "NOT_ALLOWED");
            other.post(PATH + "/" + id + "/destroy", Map.of("reason", "x")).expectProblem(403, "NOT_ALLOWED");
        }
    }

    @Test
    void opensNoRowThatWasChanged() {
        String id = sealed(marked("涉密"), "STATE_SECRET");
        gateway.sql().update("UPDATE sealed_record SET content = content || content WHERE id = ?", UUID.fromString(id));

        gateway.officer().get(PATH + "/" + id).expectProblem(500, "INTERNAL");
    }

    @AfterEach
    void nothingOfItIsLogged() {
        assertThat(gateway.log()).doesNotContain(SECRET);
    }
}
