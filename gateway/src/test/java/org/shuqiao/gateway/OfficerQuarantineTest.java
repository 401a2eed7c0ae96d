package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What looks like a leak, judged on the console's pages. */
@ExtendWith(OneGateway.class)
class OfficerQuarantineTest {
    private static final String PATH = "/officer/quarantine";
    private static final String SECRET = "13805320016";

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final ConsoleClient officer;

    OfficerQuarantineTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
        this.officer = ConsoleClient.signedIn(gateway, "OFFICER", null);
    }

    private JsonNode quarantined(String title) {
        return center.awaitTransfer(center.accepted(center.activity().put("title", title)), "QUARANTINED");
    }

    private static String page(JsonNode transfer) {
        return PATH + "/" + transfer.required("transferId").stringValue();
    }

    private Page judge(ConsoleClient who, JsonNode transfer, String decision) {
        return say(who, who.get(page(transfer)).expect(200), transfer, decision, "looked at it");
    }

    /** As the form of a page that was opened before. */
    private static Page say(ConsoleClient who, Page opened, JsonNode transfer, String decision, String reason) {
        Map<String, String> form = new HashMap<>(Map.of("decision", decision, "reason", reason));
        for (String hidden : List.of("seen", "standing")) {
            form.put(
                    hidden,
                    opened.attribute("input[name=" + hidden + "]", "value").orElseThrow());
        }
        return who.post(page(transfer), form);
    }

    private String state(JsonNode transfer) {
        return gateway.sql()
                .queryForObject(
                        "SELECT state FROM transfer WHERE id = ?::uuid",
                        String.class,
                        transfer.required("transferId").stringValue());
    }

    @Test
    void showsWhatStandsAroundASecretAndNeverTheSecret() {
        JsonNode transfer = quarantined("报名请拨打" + SECRET);

        Page list = officer.get(PATH + "?center=" + center.usci()).expect(200);
        Page one = officer.get(page(transfer)).expect(200);

        assertThat(list.attributes("table.list a", "href")).contains(page(transfer));
        assertThat(one.text()).contains("报名请拨打");
        assertThat(one.text("mark")).isEqualTo("【手机号】");
        assertThat(list.html() + one.html()).doesNotContain(SECRET);
        assertThat(list.html()).doesNotContain("报名请拨打");
        assertThat(one.answer().headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
        judge(officer, transfer, "WITHHOLD").expect(200);
    }

    @Test
    void auditorsSeeNoExcerptAndJudgeNothing() {
        JsonNode transfer = quarantined("报名请拨打" + SECRET);
        ConsoleClient auditor = ConsoleClient.signedIn(gateway, "AUDITOR", null);

        Page one = auditor.get(page(transfer)).expect(200);

        assertThat(one.html()).doesNotContain("报名请拨打", SECRET);
        assertThat(one.has("input[name=decision]")).isFalse();
        auditor.post(page(transfer), Map.of("decision", "WITHHOLD", "reason", "x", "seen", "x", "standing", "x"))
                .expect(403);
        assertThat(state(transfer)).isEqualTo("QUARANTINED");
        judge(officer, transfer, "WITHHOLD").expect(200);
    }

    @Test
    void towardsThePublicASecondOfficerConfirmsARelease() {
        String submission = center.accepted(center.activity().put("title", "报名请拨打" + SECRET));
        JsonNode transfer = center.awaitTransfer(submission, "QUARANTINED");
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);

        assertThat(judge(officer, transfer, "RELEASE").has("#flash .good")).isTrue();
        assertThat(judge(officer, transfer, "RELEASE").has("#flash .bad")).isTrue();
        assertThat(state(transfer)).isEqualTo("QUARANTINED");

        assertThat(judge(second, transfer, "RELEASE").has("#flash .good")).isTrue();
        center.awaitTransfer(submission, "STORED");
    }

    @Test
    void namesTheCenterAndWhoHasProposedWhat() {
        JsonNode transfer = quarantined("报名请拨打" + SECRET);
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);
        judge(officer, transfer, "RELEASE").expect(200);

        assertThat(officer.get(PATH + "?center=" + center.usci()).text("table.list"))
                .contains("测试中心", center.usci());
        assertThat(second.get(page(transfer)).text("section.card")).contains("持有人 officer-");
        judge(second, transfer, "WITHHOLD").expect(200);
    }

    /** A wrong radio is caught by a question that says what was chosen, of whom, and for whom. */
    @Test
    void asksForEachDecisionByItsName() {
        JsonNode transfer = quarantined("报名请拨打" + SECRET);

        List<String> asked = officer.get(page(transfer)).attributes("input[name=decision]", "data-confirm");

        assertThat(asked).hasSize(3).allSatisfy(question -> assertThat(question).contains("测试中心", "青岛市公共数据服务平台"));
        assertThat(asked.get(0)).contains("确定提议放行", "由另一名安全员确认后生效").doesNotContain("不能撤回");
        assertThat(asked.get(1)).contains("确定提议遮盖", "由另一名安全员确认后生效").doesNotContain("不能撤回");
        assertThat(asked.get(2)).contains("确定扣留", "不能撤回");
        judge(officer, transfer, "WITHHOLD").expect(200);
    }

    @Test
    void tellsTheSecondOfficerWhatConfirmsAndWhatReplacesAndTheFirstToWait() {
        JsonNode transfer = quarantined("报名请拨打" + SECRET);
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);
        judge(officer, transfer, "RELEASE").expect(200);

        Page first = officer.get(page(transfer));
        List<String> asked = second.get(page(transfer)).attributes("input[name=decision]", "data-confirm");

        assertThat(first.attribute("input[value=RELEASE]", "disabled")).isPresent();
        assertThat(first.text("fieldset")).contains("须由另一名安全员确认，您不能自行确认");
        assertThat(asked.get(0)).contains("确定放行", "不能撤回").doesNotContain("提议");
        assertThat(asked.get(1)).contains("将取代", "提出的“放行”意见（其原因：looked at it）", "确定提议遮盖");
        judge(second, transfer, "WITHHOLD").expect(200);
    }

    @Test
    void whoHasNotSeenAProposalNeitherConfirmsNorReplacesIt() {
        JsonNode transfer = quarantined("报名请拨打" + SECRET);
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);
        Page stale = second.get(page(transfer)).expect(200);
        judge(officer, transfer, "RELEASE").expect(200);

        for (String decision : List.of("RELEASE", "REDACT")) {
            Page refused = say(second, stale, transfer, decision, "a hotline").expect(200);
            assertThat(refused.text("#flash .bad")).contains("在此期间有人提出了“放行”意见，请先查看");
            assertThat(refused.text("section.card dl")).contains("放行", "looked at it");
        }
        assertThat(state(transfer)).isEqualTo("QUARANTINED");
        say(second, stale, transfer, "WITHHOLD", "a real number").expect(200);
        assertThat(state(transfer)).isEqualTo("WITHHELD");
    }

    @Test
    void keepsShowingAProposalThatAnotherHasReplaced() {
        JsonNode transfer = quarantined("报名请拨打" + SECRET);
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);
        Page seen = officer.get(page(transfer));
        assertThat(seen.has(".timeline")).isFalse();
        say(officer, seen, transfer, "RELEASE", "a switchboard");
        judge(second, transfer, "REDACT").expect(200);

        Page after = officer.get(page(transfer)).expect(200);

        assertThat(after.text("section.card dl")).contains("遮盖后放行", "looked at it");
        assertThat(after.text(".timeline")).contains("提议放行", "a switchboard").doesNotContain("looked at it");
        judge(officer, transfer, "WITHHOLD").expect(200);
        assertThat(officer.get(page(transfer)).expect(200).text(".timeline")).contains("提议放行", "提议遮盖");
    }

    @Test
    void whoComesLateSeesWhatWasDecidedByWhomAndWhy() {
        JsonNode transfer = quarantined("报名请拨打" + SECRET);
        ConsoleClient late = ConsoleClient.signedIn(gateway, "OFFICER", null);
        Page stale = late.get(page(transfer)).expect(200);
        judge(officer, transfer, "WITHHOLD").expect(200);

        Page shown = late.get(page(transfer)).expect(200);
        Page refused = say(late, stale, transfer, "RELEASE", "it is a fax number");

        assertThat(shown.text("section.card")).contains("扣留", "持有人 officer-", "looked at it");
        assertThat(shown.has("input[name=decision]")).isFalse();
        assertThat(refused.expect(200).text("#flash .bad")).contains("您的决定没有执行", "it is a fax number");
        assertThat(refused.text("section.card")).contains("扣留", "持有人 officer-");
        assertThat(state(transfer)).isEqualTo("WITHHELD");
    }

    @Test
    void saysThatATransferLeftQuarantineUndecided() {
        ObjectNode record = center.activity().put("title", "报名请拨打" + SECRET);
        JsonNode transfer = center.awaitTransfer(center.accepted(record), "QUARANTINED");
        gateway.sql()
                .update(
                        "UPDATE transfer SET state = 'SUPERSEDED' WHERE id = ?::uuid",
                        transfer.required("transferId").stringValue());

        assertThat(officer.get(page(transfer)).expect(200).text("section.card")).contains("没有人对它作出决定");
        officer.get(PATH + "/" + UUID.randomUUID()).expect(404);
    }

    @Test
    void refusesAReleaseOfWhatWasNotSeen() {
        JsonNode transfer = quarantined("报名请拨打" + SECRET);
        officer.get(page(transfer)).expect(200);

        Page answer = officer.post(
                page(transfer),
                Map.of("decision", "RELEASE", "reason", "looked at it", "seen", "other", "standing", "none"));

        assertThat(answer.has("#flash .bad")).isTrue();
        assertThat(state(transfer)).isEqualTo("QUARANTINED");
        judge(officer, transfer, "WITHHOLD").expect(200);
    }

    @Test
    void countsEqualFindingsBeforeItDecidesOnThem() {
        List<JsonNode> same = List.of(quarantined("报名请拨打13805320027"), quarantined("咨询１３８－０５３２－００２７"));
        String link = officer.get(page(same.get(0)))
                .attributes("table.list a", "href")
                .get(0);
        String finding = link.substring(link.indexOf('=') + 1);
        assertThat(officer.get(link).expect(200).attributes("table.list a", "href"))
                .containsExactly(page(same.get(0)), page(same.get(1)));

        Page counted = officer.post(PATH + "/bulk/count", Map.of("finding", finding, "decision", "WITHHOLD"))
                .expect(200);
        assertThat(counted.text(".figure .value")).isEqualTo("2");
        assertThat(state(same.get(0))).isEqualTo("QUARANTINED");
        String token = counted.attribute("input[name=token]", "value").orElseThrow();
        Page done = officer.post(
                PATH + "/bulk",
                Map.of("finding", finding, "decision", "WITHHOLD", "token", token, "reason", "a real number"));

        assertThat(done.expect(200).has("form[hx-post]")).isFalse();
        assertThat(same).allSatisfy(one -> assertThat(state(one)).isEqualTo("WITHHELD"));
    }

    @Test
    void saysBeforeAnActOnManyWhatIsProposedForThem() {
        JsonNode first = quarantined("报名请拨打13805320038");
        JsonNode second = quarantined("咨询１３８－０５３２－００３８");
        judge(officer, first, "RELEASE").expect(200);
        ConsoleClient other = ConsoleClient.signedIn(gateway, "OFFICER", null);
        String link = other.get(page(first)).attributes("table.list a", "href").get(0);
        String finding = link.substring(link.indexOf('=') + 1);

        Page release = other.post(PATH + "/bulk/count", Map.of("finding", finding, "decision", "RELEASE"));
        Page redact = other.post(PATH + "/bulk/count", Map.of("finding", finding, "decision", "REDACT"));

        assertThat(release.expect(200).text("#bulk"))
                .contains("其中 1 笔已有人提出相同意见")
                .doesNotContain("其他意见");
        assertThat(redact.expect(200).text("#bulk")).contains("其中 1 笔已有人提出其他意见").doesNotContain("相同意见");
        judge(officer, first, "WITHHOLD").expect(200);
        judge(officer, second, "WITHHOLD").expect(200);
    }

    @Test
    void leadsBackFromTheAnswerToAnAct() {
        assertThat(officer.get(PATH + "/bulk/count").expect(200).has("form.filter"))
                .isTrue();
    }
}
