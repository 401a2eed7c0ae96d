package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What looks like a leak waits for an officer. */
@ExtendWith(OneGateway.class)
class QuarantineTest {
    private static final String PATH = "/api/v1/quarantine";

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    QuarantineTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    private ObjectNode titled(String title) {
        ObjectNode record = center.activity();
        record.put("title", title);
        return record;
    }

    private JsonNode quarantined(ObjectNode record) {
        return center.awaitTransfer(center.accepted(record), "QUARANTINED");
    }

    private List<TestPlatform.Call> calls(JsonNode transfer) {
        return gateway.platform().calls(transfer.required("transferId").stringValue());
    }

    private Answer judge(JsonNode transfer, String decision) {
        return judge(gateway.officer(), transfer, decision);
    }

    private Answer judge(GatewayClient officer, JsonNode transfer, String decision) {
        Map<String, Object> judgement = new HashMap<>(Map.of("decision", decision, "reason", "looked at it"));
        if (decision.equals("RELEASE")) {
            judgement.put("seen", suspect(transfer).path("seen").asString("none"));
        }
        return officer.post(PATH + "/" + transfer.required("transferId").stringValue(), judgement);
    }

    /** The platform is one that the public sees. */
    private void judgeTogether(JsonNode transfer, String decision) {
        judge(gateway.officer(), transfer, decision).expect(202);
        judge(gateway.secondOfficer(), transfer, decision).expect(204);
    }

    private JsonNode suspect(JsonNode transfer) {
        return gateway.officer()
                .get(PATH + "?limit=200&center=" + center.usci())
                .expect(200)
                .json()
                .valueStream()
                .filter(one -> one.path("transferId").equals(transfer.path("transferId")))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"报名请拨打13805320016的对接会", "报名请拨打１３８－０５３２－００１６", "身份证11010519491231002X", "代码91370283MA3D1K207F"})
    void case17KeepsBackWhatLooksLikeAPersonOrAnEnterprise(String title) {
        JsonNode transfer = quarantined(titled(title));

        assertThat(transfer.path("reason").stringValue()).isEqualTo("RESIDUE");
        assertThat(transfer.path("evidenceUrl").isNull()).isTrue();
        assertThat(calls(transfer)).isEmpty();
        judge(transfer, "WITHHOLD").expect(204);
    }

    @Test
    void tellsTheOfficerWhereAndNotWhat() {
        JsonNode transfer = quarantined(titled("报名请拨打13805320016"));

        Answer waiting = gateway.officer().get(PATH).expect(200);
        assertThat(waiting.json())
                .filteredOn(suspect -> suspect.path("transferId").equals(transfer.path("transferId")))
                .singleElement()
                .satisfies(suspect -> {
                    assertThat(suspect.path("center").stringValue()).isEqualTo(center.usci());
                    assertThat(suspect.at("/hits/0/path").stringValue()).isEqualTo("/HDMC");
                    assertThat(suspect.at("/hits/0/kind").stringValue()).isEqualToIgnoringCase("mobile");
                    assertThat(suspect.at("/hits/0/source").stringValue()).isEqualTo("/title");
                    assertThat(suspect.at("/hits/0/excerpt").stringValue()).isEqualTo("报名请拨打【手机号】");
                    assertThat(suspect.at("/offers").valueStream().map(JsonNode::stringValue))
                            .containsExactly("RELEASE", "REDACT", "WITHHOLD");
                });
        assertThat(waiting.text()).doesNotContain("13805320016");
        judge(transfer, "WITHHOLD").expect(204);
    }

    @Test
    void letsExactlyTheReleasedPayloadLeave() {
        ObjectNode record = titled("报名请拨打13805320016");
        String submission = center.accepted(record);
        JsonNode transfer = center.awaitTransfer(submission, "QUARANTINED");
        String seen = gateway.sql()
                .queryForObject(
                        "SELECT encode(payload_hash, 'hex') FROM quarantine WHERE transfer = ?",
                        String.class,
                        UUID.fromString(transfer.required("transferId").stringValue()));

        judgeTogether(transfer, "RELEASE");

        JsonNode stored = center.awaitTransfer(submission, "STORED");
        assertThat(calls(transfer)).hasSize(1);
        assertThat(Sm3.hex(calls(transfer).get(0).body()))
                .isEqualTo(seen)
                .isEqualTo(stored.path("payloadHash").stringValue());
        assertThat(new String(calls(transfer).get(0).body(), UTF_8)).contains("13805320016");
    }

    @Test
    void asksAgainWhenTheReleasedPayloadHasChanged() {
        String submission = center.accepted(titled("报名请拨打13805320016"));
        JsonNode transfer = center.awaitTransfer(submission, "QUARANTINED");
        TestAgreement narrower =
                gateway.agreementOf(center).next(a -> ((ArrayNode) a.at("/permission/0/fields")).remove(5));
        gateway.putInForce(narrower.bytes());

        judgeTogether(transfer, "RELEASE");

        await().untilAsserted(() ->
                assertThat(suspect(transfer).path("proposal").isNull()).isTrue());
        assertThat(calls(transfer)).isEmpty();
        judge(transfer, "WITHHOLD").expect(204);
    }

    @Test
    void leavesWithoutWhatWasRedactedAndSaysSo() {
        String submission = center.accepted(titled("报名请拨打13805320016"));
        JsonNode transfer = center.awaitTransfer(submission, "QUARANTINED");

        judgeTogether(transfer, "REDACT");

        JsonNode stored = center.awaitTransfer(submission, "STORED");
        assertThat(new String(calls(transfer).get(0).body(), UTF_8))
                .contains("报名请拨打【手机号】")
                .doesNotContain("13805320016");
        assertThat(stored.path("transforms").valueStream())
                .anyMatch(t -> t.path("path").stringValue().equals("/title")
                        && t.path("name").stringValue().equals("redact")
                        && t.path("version").stringValue().startsWith("1/"));
    }

    @Test
    void towardsThePublicOneOfficerAloneLetsNothingGoOn() {
        JsonNode transfer = quarantined(titled("报名请拨打13805320016"));

        judge(transfer, "RELEASE").expect(202);
        judge(transfer, "RELEASE").expectProblem(403, "FOUR_EYES");

        assertThat(suspect(transfer).at("/proposal/decision").stringValue()).isEqualTo("RELEASE");
        assertThat(suspect(transfer).path("needsTwo").booleanValue()).isTrue();
        assertThat(calls(transfer)).isEmpty();
        judge(gateway.secondOfficer(), transfer, "WITHHOLD").expect(204);
    }

    @Test
    void whoNamesTheProposalThatTheyLookedAtActsOnNoOther() {
        JsonNode transfer = quarantined(titled("报名请拨打13805320016"));
        String path = PATH + "/" + transfer.required("transferId").stringValue();
        Map<String, Object> unseen = new HashMap<>(Map.of("decision", "REDACT", "reason", "out with it"));
        unseen.put("standing", suspect(transfer).required("standing").stringValue());
        judge(transfer, "RELEASE").expect(202);

        Answer refused = gateway.secondOfficer().post(path, unseen).expectProblem(409, "CHANGED_MEANWHILE");

        assertThat(refused.json().path("decision").stringValue()).isEqualTo("RELEASE");
        assertThat(suspect(transfer).at("/proposal/decision").stringValue()).isEqualTo("RELEASE");
        unseen.put("standing", suspect(transfer).required("standing").stringValue());
        gateway.secondOfficer().post(path, unseen).expect(202);
        judge(transfer, "WITHHOLD").expect(204);
    }

    @Test
    void whatIsSentUnderATellingNameCanOnlyBeWithheld() {
        ObjectNode record = center.activity();
        record.put("record_id", "ACT-13805320016");
        JsonNode transfer = quarantined(record);

        assertThat(suspect(transfer).at("/hits/0/path").stringValue()).isEqualTo("record_id");
        assertThat(suspect(transfer).at("/hits/0/beside").booleanValue()).isTrue();
        judge(transfer, "RELEASE").expectProblem(409, "DECISION_NOT_OFFERED");
        judge(transfer, "REDACT").expectProblem(409, "DECISION_NOT_OFFERED");
        assertThat(calls(transfer)).isEmpty();
        judge(transfer, "WITHHOLD").expect(204);
    }

    @Test
    void tellsTheCenterWhatToCorrectAndNothingOfWhatStandsAround() {
        String submission = center.accepted(titled("报名请拨打13805320016"));
        JsonNode transfer = center.awaitTransfer(submission, "QUARANTINED");

        assertThat(transfer.path("residues").toString()).isEqualTo("[{\"kind\":\"MOBILE\",\"path\":\"/title\"}]");
        assertThat(transfer.toString()).doesNotContain("报名");
        judge(transfer, "WITHHOLD").expect(204);
        assertThat(center.awaitTransfer(submission, "WITHHELD").path("residues"))
                .hasSize(1);
    }

    @Test
    void expiresWhatNobodyJudgesInTimeAndTellsItsCenter() {
        String submission = center.accepted(titled("报名请拨打13805320016"));
        JsonNode transfer = center.awaitTransfer(submission, "QUARANTINED");
        gateway.sql()
                .update(
                        "UPDATE quarantine SET entered_at = now() - interval '31 days' WHERE transfer = ?",
                        UUID.fromString(transfer.required("transferId").stringValue()));

        JsonNode expired = center.awaitTransfer(submission, "EXPIRED");

        assertThat(expired.path("reason").stringValue()).isEqualTo("QUARANTINE_OVERDUE");
        assertThat(center.client()
                        .get("/api/v1/inbox")
                        .expect(200)
                        .json()
                        .path("messages")
                        .valueStream())
                .anySatisfy(message -> {
                    assertThat(message.at("/payload/notice").stringValue()).isEqualTo("quarantine_expired");
                    assertThat(message.at("/payload/transfer")).isEqualTo(transfer.path("transferId"));
                    assertThat(message.at("/payload/residues/0/path").stringValue())
                            .isEqualTo("/title");
                });
        assertThat(calls(transfer)).isEmpty();
    }

    @Test
    void decidesOnEveryTransferWithTheSameFinding() {
        List<JsonNode> same = List.of(quarantined(titled("报名请拨打13805320017")), quarantined(titled("咨询１３８－０５３２－００１７")));
        JsonNode other = quarantined(titled("报名请拨打13805320018"));
        String finding = suspect(same.get(0)).at("/hits/0/finding").stringValue();
        assertThat(suspect(same.get(1)).at("/hits/0/finding").stringValue()).isEqualTo(finding);
        assertThat(suspect(same.get(1)).at("/hits/0/transfers").intValue()).isEqualTo(2);
        assertThat(gateway.officer().get(PATH + "?finding=" + finding).json()).hasSize(2);

        JsonNode counted = bulk(Map.of("finding", finding, "decision", "WITHHOLD", "dryRun", true))
                .expect(200)
                .json();
        assertThat(counted.path("matched").intValue()).isEqualTo(2);
        JsonNode done = bulk(Map.of(
                        "finding",
                        finding,
                        "decision",
                        "WITHHOLD",
                        "token",
                        counted.path("token").stringValue(),
                        "reason",
                        "a real number"))
                .expect(200)
                .json();

        assertThat(done.path("changed").intValue()).isEqualTo(2);
        assertThat(done.path("done").booleanValue()).isTrue();
        assertThat(suspect(same.get(0)).isMissingNode()).isTrue();
        assertThat(suspect(other).isMissingNode()).isFalse();
        judge(other, "WITHHOLD").expect(204);
    }

    private Answer bulk(Map<String, Object> body) {
        return gateway.officer().post(PATH + "/bulk", body);
    }

    @Test
    void goesFromPageToPage() {
        JsonNode first = quarantined(titled("报名请拨打13805320016"));
        JsonNode second = quarantined(titled("发信zhang@example.com"));
        String mine = PATH + "?center=" + center.usci();

        Answer page = gateway.officer().get(mine + "&limit=1").expect(200);
        assertThat(page.json()).singleElement().satisfies(one -> assertThat(one.path("transferId"))
                .isEqualTo(first.path("transferId")));
        String link = page.headers().firstValue("Link").orElseThrow();
        Answer next =
                gateway.officer().get(link.substring(1, link.indexOf('>'))).expect(200);
        assertThat(next.json()).singleElement().satisfies(one -> assertThat(one.path("transferId"))
                .isEqualTo(second.path("transferId")));
        assertThat(next.headers().firstValue("Link")).isEmpty();
        assertThat(gateway.officer().get(mine + "&kind=EMAIL").json()).hasSize(1);
        assertThat(gateway.officer().get(mine + "&platform=elsewhere").json()).isEmpty();
        gateway.officer().get(PATH + "?finding=abc").expectProblem(400, "BAD_REQUEST");
        gateway.officer().get(PATH + "?kind=SECRET").expectProblem(400, "BAD_REQUEST");
        gateway.officer().get(PATH + "?cursor=abc").expectProblem(400, "BAD_REQUEST");
        judge(first, "WITHHOLD").expect(204);
        judge(second, "WITHHOLD").expect(204);
    }

    @Test
    void withholdsForGood() {
        String submission = center.accepted(titled("报名请拨打13805320016"));
        JsonNode transfer = center.awaitTransfer(submission, "QUARANTINED");

        judge(transfer, "WITHHOLD").expect(204);

        JsonNode withheld = center.awaitTransfer(submission, "WITHHELD");
        assertThat(withheld.path("reason").stringValue()).isEqualTo("WITHHELD_BY_OFFICER");
        judge(transfer, "RELEASE").expectProblem(409, "WRONG_STATE");
        assertThat(calls(transfer)).isEmpty();
    }

    @Test
    void keepsBackAWordOfTheCentersDictionary() {
        center.dictionary(Set.of("恒泰精密", "HT-306"));

        JsonNode transfer = quarantined(titled("恒 泰 精 密专题对接会"));

        assertThat(calls(transfer)).isEmpty();
        judge(transfer, "WITHHOLD").expect(204);
        center.awaitTransfer(center.accepted(titled("智能家电对接会")), "STORED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "报名138★0013★8000",
                "报名138&nbsp;0013&nbsp;8000",
                "附件VFZSTk5FMUVRWGhOZW1kM1RVUkJQUT09",
                "接入10.20.30.40。2026年上线"
            })
    void keepsBackWhatIsHiddenInWaysThatNobodyListed(String title) {
        JsonNode transfer = quarantined(titled(title));

        assertThat(calls(transfer)).isEmpty();
        judge(transfer, "WITHHOLD").expect(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"decision\":\"RELEASE\"}",
                "{\"decision\":\"RELEASE\",\"reason\":\"\"}",
                "{\"decision\":\"RELEASE\",\"reason\":\"not seen\"}",
                "{\"decision\":\"RELEASE\",\"reason\":\"a\\u0000b\"}",
                "{\"decision\":\"release\",\"reason\":\"x\"}",
                "{\"decision\":0,\"reason\":\"x\"}",
                "{\"reason\":\"x\"}"
            })
    void refusesAJudgementThatIsNone(String body) {
        JsonNode transfer = quarantined(titled("报名请拨打13805320016"));

        gateway.officer()
                .post(PATH + "/" + transfer.required("transferId").stringValue(), body.getBytes(UTF_8))
                .expectProblem(400, "BAD_REQUEST");
        judge(transfer, "WITHHOLD").expect(204);
    }
}
