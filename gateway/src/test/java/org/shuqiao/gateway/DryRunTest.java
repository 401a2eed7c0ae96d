package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A dry run foretells what becomes of a record, and leaves no trace of it. */
@ExtendWith(OneGateway.class)
class DryRunTest {
    private static final String PATH = "/api/v1/submissions/activity/dry-run";

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    DryRunTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    private JsonNode foreseen(Object record, String... headers) {
        JsonNode platforms =
                center.client().post(PATH, record, headers).expect(200).json().path("platforms");
        assertThat(platforms).hasSize(1);
        return platforms.get(0);
    }

    private static Map<String, JsonNode> fields(JsonNode platform) {
        return platform.path("fields")
                .valueStream()
                .collect(Collectors.toMap(field -> field.path("path").stringValue(), field -> field));
    }

    private static Stream<String> paths(JsonNode platform, String fate) {
        return platform.path("fields")
                .valueStream()
                .filter(field -> field.path("fate").stringValue().equals(fate))
                .map(field -> field.path("path").stringValue());
    }

    @Test
    void foretellsWhatThenHappens() {
        ObjectNode record = center.activity();
        JsonNode foreseen = foreseen(record);

        JsonNode transfer = center.awaitTransfer(center.accepted(record), "STORED");

        assertThat(foreseen.path("platform").stringValue()).isEqualTo("qingdao");
        assertThat(foreseen.path("state").stringValue()).isEqualTo("READY");
        assertThat(foreseen.path("reason").stringValue()).isEmpty();
        assertThat(foreseen.path("agreements")).isEqualTo(transfer.path("agreements"));
        assertThat(foreseen.path("considered")).isEqualTo(transfer.path("considered"));
        assertThat(paths(foreseen, "STRIPPED").toList())
                .containsExactlyInAnyOrderElementsOf(transfer.path("stripped")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList());
        assertThat(paths(foreseen, "MASKED").toList())
                .isSubsetOf(transfer.path("transforms")
                        .valueStream()
                        .map(transform -> transform.path("path").stringValue())
                        .toList());
        JsonNode field = fields(foreseen).get("/served/*/usci");
        assertThat(field.path("zh").stringValue()).containsPattern("\\p{IsHan}");
        assertThat(field.path("fate").stringValue()).isEqualTo("MASKED");
        assertThat(field.path("transform").stringValue()).isEqualTo("pseudonym");
        assertThat(foreseen.path("payload").toString()).doesNotContain("91370283MA3D1K2235", "18653200458");
    }

    /** Else anybody with a key could learn the pseudonym of any number that he can think of. */
    @Test
    void tellsNoPseudonymThatThePlatformWouldGet() {
        ObjectNode record = center.activity();
        String foreseen = foreseen(record).path("payload").toString();

        JsonNode transfer = center.awaitTransfer(center.accepted(record), "STORED");
        String sent = new String(
                gateway.platform()
                        .calls(transfer.required("transferId").stringValue())
                        .get(0)
                        .body(),
                StandardCharsets.UTF_8);

        assertThat(foreseen).hasSameSizeAs(sent).isNotEqualTo(sent);
    }

    @Test
    void tellsWhyNothingWouldLeave() {
        TestCenter stranger = gateway.newCenter();

        JsonNode foreseen = stranger.client()
                .post(PATH, stranger.activity(), "Accept-Language", "zh")
                .expect(200)
                .json()
                .path("platforms")
                .get(0);

        assertThat(foreseen.path("state").stringValue()).isEqualTo("DENIED");
        assertThat(foreseen.path("reason").stringValue()).isEqualTo("NO_AGREEMENT");
        assertThat(foreseen.path("reasonText").stringValue()).containsPattern("\\p{IsHan}");
        assertThat(foreseen.path("fields")).isEmpty();
        assertThat(foreseen.path("payload").isNull()).isTrue();
    }

    @Test
    void findsResidueAndSaysWhereItIs() {
        ObjectNode record = center.activity();
        record.put("title", "联系 13800138000 报名");

        JsonNode foreseen = foreseen(record);

        assertThat(foreseen.path("state").stringValue()).isEqualTo("QUARANTINED");
        assertThat(foreseen.path("reason").stringValue()).isEqualTo("RESIDUE");
        assertThat(foreseen.path("residue")).hasSize(1);
        assertThat(foreseen.at("/residue/0/path").stringValue()).isNotEmpty();
        assertThat(foreseen.path("fields")).isNotEmpty();
    }

    @Test
    void refusesWhatCouldNotBeHandedIn() {
        ObjectNode record = center.activity();
        record.remove("title");
        center.client().post(PATH, record).expectProblem(422, "INVALID_RECORD");
        center.client().post(PATH, "{".getBytes(StandardCharsets.UTF_8)).expectProblem(400, "MALFORMED_RECORD");
        center.client().post(PATH, gateway.newCenter().activity()).expectProblem(403, "CENTER_MISMATCH");
        center.client()
                .post("/api/v1/submissions/nothing/dry-run", center.activity())
                .expectProblem(404, "UNKNOWN_DATASET");
        gateway.officer().post(PATH, center.activity()).expectProblem(403, "NOT_ALLOWED");
    }

    @Test
    void usesUpNothing() {
        ObjectNode record = center.activity();
        List<Long> before = rows();

        foreseen(record);
        foreseen(record.put("title", "另一标题"));

        assertThat(rows()).isEqualTo(before).startsWith(0L, 0L);
        center.accepted(record);
    }

    /** Numbers of those that are not of another center: what other tests have handed in may still be under way. */
    private List<Long> rows() {
        return Stream.of(
                        "submission WHERE center = ?",
                        "transfer WHERE center = ?",
                        "submission_key k WHERE NOT EXISTS (SELECT 1 FROM submission WHERE id = k.submission AND center <> ?)",
                        "quarantine q WHERE NOT EXISTS (SELECT 1 FROM transfer WHERE id = q.transfer AND center <> ?)")
                .map(rows -> gateway.sql().queryForObject("SELECT count(*) FROM " + rows, Long.class, center.usci()))
                .toList();
    }

    @AfterEach
    void nothingOfItIsLogged() {
        assertThat(gateway.log()).doesNotContain("13800138000", "91370283MA3D1K2235");
    }
}
