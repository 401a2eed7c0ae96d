package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Operators find transfers page by page, and decide about many parked ones after they have seen how many. */
@ExtendWith(OneGateway.class)
class TransfersApiTest {
    private static final String TRANSFERS = "/api/v1/ops/transfers";

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    TransfersApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    @AfterEach
    void calm() {
        gateway.calm();
    }

    private JsonNode search(String query) {
        return gateway.operator().get(TRANSFERS + "?" + query).expect(200).json();
    }

    private List<String> stored(int count) {
        List<String> submissions = IntStream.range(0, count)
                .mapToObj(i -> center.accepted(center.activity()))
                .toList();
        submissions.forEach(submission -> center.awaitTransfer(submission, "STORED"));
        return submissions;
    }

    /** Refused by the platform until they are too old to be tried again. */
    private List<String> parked(int count) {
        gateway.platform().refuse(429, "4290");
        List<String> submissions = IntStream.range(0, count)
                .mapToObj(i -> center.accepted(center.activity()))
                .toList();
        await().until(() -> submissions.stream()
                .allMatch(submission ->
                        center.transfer(submission).path("reason").asString("").equals("PLATFORM_QUOTA")));
        gateway.sql()
                .update(
                        """
                        UPDATE transfer SET created_at = created_at - interval '100 hours', due_at = now(), wake_at = now()
                        WHERE center = ?
                        """,
                        center.usci());
        submissions.forEach(submission -> {
            gateway.operator()
                    .post("/api/v1/ops/platforms/qingdao/resume", Map.of())
                    .expect(204);
            center.awaitTransfer(submission, "PARKED");
        });
        return submissions;
    }

    @Test
    void findsEachOnceOverAllPages() {
        stored(5);
        TreeSet<String> seen = new TreeSet<>();
        String next = "";
        int pages = 0;
        do {
            JsonNode page = search("limit=2&center=" + center.usci() + next);
            page.path("transfers")
                    .forEach(found -> seen.add(found.path("transferId").stringValue()));
            next = page.path("next").isNull()
                    ? null
                    : "&cursor=" + page.path("next").stringValue();
            pages++;
        } while (next != null);

        assertThat(seen).hasSize(5);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void findsByEverythingThatCanBeAskedFor() {
        String submission = stored(1).get(0);
        String asked = "center=" + center.usci() + "&platform=qingdao&dataset=activity&state=STORED";

        JsonNode found = search(asked).path("transfers");
        assertThat(found).singleElement().satisfies(transfer -> {
            assertThat(transfer.path("submissionId").stringValue()).isEqualTo(submission);
            assertThat(transfer.path("attempts").intValue()).isEqualTo(1);
        });
        assertThat(search(asked + "&reason=NO_ANSWER").path("transfers")).isEmpty();
        assertThat(search(asked + "&to=2026-01-01T00:00:00Z").path("transfers")).isEmpty();
        assertThat(search(asked + "&from=2026-01-01T00:00:00Z").path("transfers"))
                .hasSize(1);
        String id = found.path(0).path("transferId").stringValue();
        assertThat(gateway.operator()
                        .get(TRANSFERS + "/" + id)
                        .expect(200)
                        .json()
                        .at("/receipt/stage")
                        .stringValue())
                .isEqualTo("STORED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor=x", "cursor=AAAA", "from=yesterday", "state=LOST", "center=%00", "limit=many"})
    void refusesWhatIsNoQuestion(String query) {
        gateway.operator().get(TRANSFERS + "?" + query).expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void replaysManyAfterTheyWereCounted() {
        List<String> submissions = parked(3);
        Map<String, Object> act = bulk("REPLAY");
        act.put("dryRun", true);
        JsonNode counted =
                gateway.operator().post(TRANSFERS + "/bulk", act).expect(200).json();
        assertThat(counted.path("matched").intValue()).isEqualTo(3);
        assertThat(counted.path("changed").intValue()).isZero();
        gateway.platform().behaveHonestly();

        act.put("dryRun", false);
        act.put("token", counted.path("token").stringValue());
        gateway.operator().post(TRANSFERS + "/bulk", act).expectProblem(400, "BAD_REQUEST");
        act.put("reason", "the platform is well again");
        JsonNode done =
                gateway.operator().post(TRANSFERS + "/bulk", act).expect(200).json();

        assertThat(done.path("changed").intValue()).isEqualTo(3);
        assertThat(done.path("done").booleanValue()).isTrue();
        submissions.forEach(submission -> center.awaitTransfer(submission, "STORED"));
        act.put("action", "ABANDON");
        gateway.operator().post(TRANSFERS + "/bulk", act).expectProblem(409, "WRONG_STATE");
    }

    @Test
    void givesAParkedTransferUp() {
        String submission = parked(1).get(0);
        String id = center.transfer(submission).path("transferId").stringValue();

        gateway.operator().post(TRANSFERS + "/" + id + "/abandon", Map.of()).expectProblem(400, "BAD_REQUEST");
        gateway.operator()
                .post(TRANSFERS + "/" + id + "/abandon", Map.of("reason", "withdrawn"))
                .expect(204);

        JsonNode transfer = center.transfer(submission);
        assertThat(transfer.path("state").stringValue()).isEqualTo("ABANDONED");
        assertThat(transfer.path("reason").stringValue()).isEqualTo("GIVEN_UP");
        gateway.operator()
                .post(TRANSFERS + "/" + id + "/abandon", Map.of("reason", "x"))
                .expectProblem(409, "WRONG_STATE");
    }

    @Test
    void saysWhatIsStuckAndWhy() {
        parked(1);

        JsonNode stuck = gateway.operator()
                .get("/api/v1/ops/stuck?longerThan=PT0S")
                .expect(200)
                .json();

        assertThat(stuck.path("transfers").toString()).contains("\"PARKED\"", "\"PLATFORM_QUOTA\"", "\"qingdao\"");
        assertThat(stuck.path("departures").isNull()).isTrue();
        assertThat(stuck.at("/submissions/count").isNumber()).isTrue();
        assertThat(stuck.at("/unread/messages").isNumber()).isTrue();
        assertThat(gateway.operator()
                        .get("/api/v1/ops/stuck")
                        .expect(200)
                        .json()
                        .path("longerThan")
                        .stringValue())
                .isEqualTo("PT15M");
        gateway.operator().get("/api/v1/ops/stuck?longerThan=-PT1S").expectProblem(400, "BAD_REQUEST");
        gateway.operator().get("/api/v1/ops/stuck?longerThan=long").expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void findsWhereARecordIsByItsIdAndSaysNothingOfIt() {
        ObjectNode record = center.activity();
        String id = record.required("record_id").stringValue();
        JsonNode stored = center.awaitTransfer(center.accepted(record), "STORED");

        Answer found = ofRecord(Map.of("center", center.usci(), "recordId", id)).expect(200);

        assertThat(found.json()).hasSize(1);
        assertThat(found.json().at("/0/transferId")).isEqualTo(stored.required("transferId"));
        assertThat(found.text()).doesNotContain(id);
        assertThat(ofRecord(Map.of("center", gateway.newCenter().usci(), "recordId", id))
                        .expect(200)
                        .json())
                .isEmpty();
        ofRecord(Map.of("recordId", id)).expectProblem(400, "BAD_REQUEST");
        ofRecord(Map.of("center", center.usci())).expectProblem(400, "BAD_REQUEST");
    }

    private Answer ofRecord(Map<String, String> named) {
        return gateway.operator().post(TRANSFERS + "/of-record", named);
    }

    @Test
    void refusesABulkActThatSaysTooLittle() {
        for (String missing : List.of("action", "filter")) {
            Map<String, Object> act = bulk("REPLAY");
            act.put("dryRun", true);
            act.remove(missing);
            gateway.operator().post(TRANSFERS + "/bulk", act).expectProblem(400, "BAD_REQUEST");
        }
        Map<String, Object> noToken = bulk("REPLAY");
        noToken.put("reason", "x");
        gateway.operator().post(TRANSFERS + "/bulk", noToken).expectProblem(400, "BAD_REQUEST");
        Map<String, Object> notParked = bulk("REPLAY");
        notParked.put("dryRun", true);
        notParked.put("filter", Map.of("state", "STORED"));
        gateway.operator().post(TRANSFERS + "/bulk", notParked).expectProblem(400, "BAD_REQUEST");
    }

    private Map<String, Object> bulk(String action) {
        Map<String, Object> act = new HashMap<>();
        act.put("action", action);
        act.put("filter", Map.of("center", center.usci()));
        return act;
    }
}
