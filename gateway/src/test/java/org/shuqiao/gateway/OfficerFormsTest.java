package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A form of an officer that is refused comes back as it was typed, with what is wrong beside its field. */
@ExtendWith(OneGateway.class)
class OfficerFormsTest {
    private static final String TOO_LONG = "与中心电话核实。".repeat(100);
    private static final String WRONG = "请填写原因，最多 500 字。";
    private static final String TITLE = "报名请拨打13805320049";

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final ConsoleClient officer;

    OfficerFormsTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
        this.officer = ConsoleClient.signedIn(gateway, "OFFICER", null);
    }

    private static String hidden(Page page, String name) {
        return page.attribute("input[name=" + name + "]", "value").orElseThrow();
    }

    private static void expectReason(Page again) {
        assertThat(again.expect(200).has("#flash .bad")).isTrue();
        assertThat(again.text("textarea[name=reason]")).isEqualTo(TOO_LONG);
        assertThat(again.attribute("textarea[name=reason]", "aria-invalid")).hasValue("true");
        assertThat(again.text("p.error")).isEqualTo(WRONG);
    }

    private String quarantined() {
        return center.awaitTransfer(center.accepted(center.activity().put("title", TITLE)), "QUARANTINED")
                .required("transferId")
                .stringValue();
    }

    private void withhold(String transfer) {
        gateway.officer()
                .post("/api/v1/quarantine/" + transfer, Map.of("decision", "WITHHOLD", "reason", "test"))
                .expect(204);
    }

    @Test
    void aJudgementComesBackWithItsChoice() {
        String transfer = quarantined();
        String path = "/officer/quarantine/" + transfer;
        Page asked = officer.get(path).expect(200);
        Map<String, String> form = new HashMap<>(Map.of("decision", "REDACT", "reason", TOO_LONG, "form", "reason"));
        form.put("seen", hidden(asked, "seen"));
        form.put("standing", hidden(asked, "standing"));

        Page again = officer.post(path, form);

        expectReason(again);
        assertThat(again.attributes("input[checked]", "value")).containsExactly("REDACT");
        assertThat(officer.get(path).text("textarea[name=reason]"))
                .as("on this page only")
                .isEmpty();
        form.remove("decision");
        Page undecided = officer.post(path, form).expect(200);
        assertThat(undecided.text("p.error")).isEqualTo("请选择一项。");
        assertThat(undecided.text("textarea[name=reason]")).isEqualTo(TOO_LONG);
        withhold(transfer);
    }

    /** What was chosen of something else is chosen anew. */
    @Test
    void aJudgementOfWhatHasChangedComesBackWithItsReasonOnly() {
        String transfer = quarantined();
        String path = "/officer/quarantine/" + transfer;
        officer.get(path);

        Page again = officer.post(
                path,
                Map.of(
                        "decision",
                        "RELEASE",
                        "reason",
                        "a hotline",
                        "form",
                        "reason",
                        "seen",
                        "x",
                        "standing",
                        "none"));

        assertThat(again.expect(200).text("textarea[name=reason]")).isEqualTo("a hotline");
        assertThat(again.has("p.error")).isFalse();
        assertThat(again.has("input[checked]")).isFalse();
        withhold(transfer);
    }

    @Test
    void aDecisionOnManyComesBackCountedAnew() {
        String transfer = quarantined();
        String link = "/api/v1/quarantine?center=" + center.usci();
        String finding =
                gateway.officer().get(link).json().at("/0/hits/0/finding").stringValue();
        String bulk = "/officer/quarantine/bulk";
        Page counted = officer.post(bulk + "/count", Map.of("finding", finding, "decision", "WITHHOLD"));
        officer.get(bulk + "/count");
        Map<String, String> form = new HashMap<>(Map.of("finding", finding, "decision", "WITHHOLD", "form", "many"));
        form.put("token", hidden(counted, "token"));
        form.put("reason", TOO_LONG);

        Page again = officer.post(bulk, form);

        expectReason(again);
        assertThat(again.text(".figure .value")).isEqualTo("1");
        form.put("token", hidden(again, "token"));
        form.put("reason", "a real number");
        assertThat(officer.post(bulk, form).expect(200).text("#bulk")).contains("已全部处理");
        assertThat(gateway.sql()
                        .queryForObject("SELECT state FROM transfer WHERE id = ?::uuid", String.class, transfer))
                .isEqualTo("WITHHELD");
    }

    /** As no page sends it. */
    @Test
    void aDecisionOnManyThatNamesNoneLeadsToTheList() {
        officer.get("/officer/quarantine/bulk");
        Page list = officer.post("/officer/quarantine/bulk", Map.of("form", "many", "decision", "BURN", "reason", "r"));

        assertThat(list.expect(200).text("h1")).isEqualTo("隔离区");
        assertThat(list.text(".flash")).isNotEmpty();
    }

    @Test
    void ofSeveralFormsOnlyTheOneThatWasSentComesBack() {
        String story = "/officer/agreements/agreement-" + center.usci();
        Page before = officer.get(story).expect(200);
        assertThat(before.attributes("input[name=form]", "value")).containsExactly("suspend-reason", "revoke-reason");

        Page again = officer.post(story + "/revoke", Map.of("reason", TOO_LONG, "form", "revoke-reason"));

        assertThat(again.expect(200).text("#suspend-reason")).isEmpty();
        assertThat(again.text("#revoke-reason")).isEqualTo(TOO_LONG);
        assertThat(again.text("#revoke-reason-reason-wrong")).isEqualTo(WRONG);
        assertThat(again.attributes("textarea[aria-invalid]", "id")).containsExactly("revoke-reason");
    }

    @Test
    void theReasonIsSaidWhereThereIsNothingLeftToActOn() {
        String story = "/officer/agreements/agreement-" + center.usci();
        officer.get(story);
        gateway.officer()
                .post("/api/v1/agreements/agreement-" + center.usci() + "/revoke", Map.of("reason", "test"))
                .expect(200);

        Page again = officer.post(story + "/suspend", Map.of("reason", "一份待查的投诉", "form", "suspend-reason"));

        assertThat(again.expect(200).text("#flash .bad")).contains("您填写的原因：一份待查的投诉");
    }

    @Test
    void aSealedRecordIsNotLookedAtAgainForTheFormOfItsEnd() {
        String secret = "某型装备产线数字化改造";
        JsonNode refused = center.submit("activity", marked(secret))
                .expectProblem(422, "CLASS_IMPORTANT")
                .json();
        String path = "/officer/sealed/" + refused.path("sealed").stringValue();
        officer.get(path + "/open");

        Page again = officer.post(path + "/destroy", Map.of("reason", TOO_LONG, "form", "reason"));

        expectReason(again);
        assertThat(again.text("main")).contains("不再显示记录内容");
        assertThat(again.html()).doesNotContain(secret);
        assertThat(gateway.sql()
                        .queryForList(
                                "SELECT 1 FROM operator_act WHERE action = 'open-sealed' AND target = ?",
                                refused.path("sealed").stringValue()))
                .isEmpty();
        assertThat(officer.post(path + "/destroy", Map.of("reason", "handed over", "form", "reason"))
                        .has("#flash .good"))
                .isTrue();
    }

    private ObjectNode marked(String title) {
        ObjectNode record = center.activity().put("title", title);
        record.putArray("marks").add("重要数据");
        return record;
    }

    @Test
    void aPaperComesBackWithEveryFieldOfIt() {
        UUID transfer = UUID.fromString(center.awaitTransfer(center.accepted(center.activity()), "STORED")
                .required("transferId")
                .stringValue());
        UUID carried = CarriedPackage.of(gateway, transfer);
        byte[] scan =
                "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\ntrailer\n<< /Root 1 0 R >>\nstartxref\n49\n%%EOF\n"
                        .getBytes(US_ASCII);
        String path = "/officer/packages/" + carried;
        gateway.officer()
                .put("/api/v1/ops/packages/" + carried + "/scans/" + Sm3.hex(scan), scan)
                .expect(204);
        officer.get(path);
        Map<String, String> paper = new HashMap<>(Map.of("scan", Sm3.hex(scan), "stage", "REJECTED", "form", "paper"));
        paper.put("transfers", transfer.toString());
        paper.put("reference", "青数收〔2026〕18号");
        paper.put("reasons", "活动编号重复");
        String tomorrow = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1).toString();
        paper.put("receivedOn", tomorrow);

        Page again = officer.post(path + "/receipts", paper).expect(200);

        assertThat(again.text("#paper-receivedOn-wrong")).contains("不晚于今天");
        assertThat(again.attribute("option[selected]", "value")).hasValue(Sm3.hex(scan));
        assertThat(again.attributes("input[checked]", "value")).containsExactly("REJECTED", transfer.toString());
        assertThat(again.attribute("#paper-reference", "value")).hasValue("青数收〔2026〕18号");
        assertThat(again.attribute("#paper-received", "value")).hasValue(tomorrow);
        assertThat(again.text("#paper-reasons")).isEqualTo("活动编号重复");
    }

    @Test
    void theProofOfADutyComesBackOpenWithItsReason() {
        String agreement = OfficerDeskTest.owesAReport(gateway, center);
        String list = "/officer/duties/reports";
        officer.get(list + "?after=" + agreement.substring(0, agreement.length() - 1));
        String form = "reason-" + agreement + "-1";

        Page again = officer.post(
                list + "/" + agreement + "/1/closing",
                Map.of("proofHash", "AB".repeat(32), "reason", "read it", "form", form));

        assertThat(again.expect(200).text("#" + form)).isEqualTo("read it");
        assertThat(again.text("details[open] p.error")).isEqualTo("请填写 SM3 值：64 位小写十六进制数字。");
        assertThat(again.attribute("input[aria-invalid]", "value")).hasValue("AB".repeat(32));
    }

    /** Fields of forms that take part are named; nothing else is kept. */
    @Test
    void aPasswordNeverComesBack() {
        officer.get("/account");

        Page again = officer.post(
                "/account/password",
                Map.of("before", "wrong", "chosen", "geheim-2026", "again", "x", "form", "reason"));

        assertThat(again.html()).doesNotContain("geheim-2026");
    }
}
