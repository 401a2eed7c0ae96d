package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What else waits for an officer on the console: approvals, sealed records, packages and duties. */
@ExtendWith(OneGateway.class)
class OfficerDeskTest {
    private static final String SECRET = "某型装备产线数字化改造";
    private static final int MORE_THAN_A_PAGE = 51;

    private final GatewayUnderTest gateway;
    private final ConsoleClient officer;

    OfficerDeskTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.officer = ConsoleClient.signedIn(gateway, "OFFICER", null);
    }

    private TestCenter centerWithApprovals() {
        TestCenter center = gateway.newCenter();
        gateway.putInForce(gateway.agreementOf(center)
                .with(a -> ((ArrayNode) a.at("/permission/0/duties_pre")).add("human_approval"))
                .bytes());
        return center;
    }

    /** All values of an attribute in a list, from page to page: other tests leave rows before ours. */
    private static List<String> listed(ConsoleClient person, String list, String selector, String attribute) {
        List<String> values = new ArrayList<>();
        for (Optional<String> next = Optional.of(list); next.isPresent(); ) {
            Page page = person.get(next.get()).expect(200);
            assertThat(page.select("table.list tbody tr")).hasSizeLessThan(MORE_THAN_A_PAGE);
            assertThat(page.html()).doesNotContain(SECRET);
            values.addAll(page.attributes(selector, attribute));
            next = page.attribute("nav.pager a[rel=next]", "href");
        }
        return values;
    }

    private List<String> ids(String table, String condition, TestCenter of) {
        return gateway.sql()
                .queryForList(
                        "SELECT id::text FROM " + table + " WHERE center = ? AND " + condition,
                        String.class,
                        of.usci());
    }

    @Test
    void leadsOnToWhatWaitsForApprovalBehindTheFirstPage() {
        TestCenter center = centerWithApprovals();
        String lines = IntStream.range(0, MORE_THAN_A_PAGE)
                .mapToObj(i -> center.activity().toString())
                .collect(Collectors.joining("\n"));
        center.client()
                .post(
                        "/api/v1/submissions/activity/batch",
                        lines.getBytes(UTF_8),
                        "Content-Type",
                        "application/x-ndjson")
                .expect(200);
        try {
            await().until(() -> ids("transfer", "state = 'WAITING'", center).size() == MORE_THAN_A_PAGE);

            List<String> questions = listed(officer, "/officer/approvals", "table.list a", "href");

            assertThat(questions)
                    .doesNotHaveDuplicates()
                    .containsAll(ids("transfer", "state = 'WAITING'", center).stream()
                            .map("/officer/approvals/"::concat)
                            .toList());
        } finally {
            gateway.sql().update("UPDATE transfer SET state = 'DENIED' WHERE center = ?", center.usci());
        }
    }

    @Test
    void leadsOnToSealedRecordsBehindTheFirstPage() {
        TestCenter center = gateway.newCenter();
        gateway.sql()
                .update(
                        """
                        INSERT INTO sealed_record (id, center, dataset, mark, fingerprint, content)
                        SELECT gen_random_uuid(), ?, 'activity', 'STATE_SECRET', int4send(i), ARRAY[''::bytea]
                        FROM generate_series(1, ?) AS i
                        """,
                        center.usci(),
                        MORE_THAN_A_PAGE);

        try {
            List<String> records = listed(officer, "/officer/sealed", "table.list form", "action");

            assertThat(records)
                    .doesNotHaveDuplicates()
                    .containsAll(ids("sealed_record", "content IS NOT NULL", center).stream()
                            .map(id -> "/officer/sealed/" + id + "/open")
                            .toList());
        } finally {
            gateway.sql().update("DELETE FROM sealed_record WHERE center = ?", center.usci());
        }
    }

    @Test
    void approvesExactlyWhatIsShown() {
        ConsoleClient auditor = ConsoleClient.signedIn(gateway, "AUDITOR", null);
        TestCenter center = centerWithApprovals();
        String submission = center.accepted(center.activity().put("title", "智能家电对接会"));
        JsonNode transfer = center.awaitTransfer(submission, "WAITING");
        String path = "/officer/approvals/" + transfer.required("transferId").stringValue();

        assertThat(listed(officer, "/officer/approvals", "table.list a", "href"))
                .contains(path);
        Page asked = officer.get(path).expect(200);
        assertThat(asked.text("table.list")).contains("智能家电对接会");
        assertThat(asked.attributes("input[name=decision]", "data-confirm"))
                .satisfiesExactly(
                        approve -> assertThat(approve).contains("确定批准", "测试中心", "青岛市公共数据服务平台"),
                        refuse -> assertThat(refuse).contains("确定不予批准", "测试中心", "青岛市公共数据服务平台"));
        assertThat(auditor.get(path).expect(200).html()).doesNotContain("智能家电对接会");
        auditor.post(path, Map.of("decision", "APPROVE", "payloadHash", "x", "reason", "x"))
                .expect(403);
        String hash = asked.attribute("input[name=payloadHash]", "value").orElseThrow();

        assertThat(officer.post(path, Map.of("decision", "APPROVE", "payloadHash", "00".repeat(32), "reason", "read"))
                        .has("#flash .bad"))
                .isTrue();
        assertThat(officer.post(path, Map.of("decision", "APPROVE", "payloadHash", hash, "reason", "read"))
                        .has("#flash .good"))
                .isTrue();

        assertThat(center.awaitTransfer(submission, "STORED")
                        .path("payloadHash")
                        .stringValue())
                .isEqualTo(hash);
    }

    @Test
    void aLookAtASealedRecordIsAnActAndWrittenDown() {
        ConsoleClient auditor = ConsoleClient.signedIn(gateway, "AUDITOR", null);
        TestCenter center = gateway.newCenterWithAgreement();
        ObjectNode record = center.activity().put("title", SECRET);
        record.putArray("marks").add("重要数据");
        String id = center.submit("activity", record)
                .expectProblem(422, "CLASS_IMPORTANT")
                .json()
                .path("sealed")
                .stringValue();
        String path = "/officer/sealed/" + id;

        assertThat(listed(officer, "/officer/sealed", "table.list form", "action"))
                .contains(path + "/open");
        assertThat(listed(auditor, "/officer/sealed", "table.list form", "action"))
                .isEmpty();
        auditor.post(path + "/open", Map.of()).expect(403);
        assertThat(looks(id)).isZero();

        assertThat(officer.get(path + "/open").expect(200).html()).doesNotContain(SECRET);
        assertThat(officer.post(path + "/open", Map.of()).expect(200).html()).contains(SECRET);
        assertThat(looks(id)).isOne();
        assertThat(officer.post(path + "/destroy", Map.of("reason", "handed over on paper"))
                        .has("#flash .good"))
                .isTrue();
        Page again = officer.post(path + "/open", Map.of());
        assertThat(again.has("#flash .bad")).isTrue();
        assertThat(again.html()).doesNotContain(SECRET);
    }

    private int looks(String id) {
        return gateway.sql()
                .queryForList("SELECT 1 FROM operator_act WHERE action = 'open-sealed' AND target = ?", id)
                .size();
    }

    private static byte[] scan() {
        return "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\ntrailer\n<< /Root 1 0 R >>\nstartxref\n49\n%%EOF\n"
                .getBytes(US_ASCII);
    }

    private Answer upload(String path, byte[] scan) {
        Page before = officer.get("/officer/packages");
        return officer.http()
                .send(
                        "POST",
                        path + "/scans",
                        BodyPublishers.ofByteArray(scan),
                        "Content-Type",
                        "application/octet-stream",
                        "HX-Request",
                        "true",
                        before.attribute("meta[name=csrf]", "data-header").orElseThrow(),
                        before.attribute("meta[name=csrf]", "content").orElseThrow());
    }

    @Test
    void aPaperMovesWhatItSpeaksOfOnceASecondOfficerHasComparedIt() {
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);
        TestCenter center = gateway.newCenterWithAgreement();
        String submission = center.accepted(center.activity());
        UUID transfer = UUID.fromString(center.awaitTransfer(submission, "STORED")
                .required("transferId")
                .stringValue());
        String path = "/officer/packages/" + CarriedPackage.of(gateway, transfer);
        Map<String, String> paper = new HashMap<>(Map.of(
                "scan",
                Sm3.hex(scan()),
                "stage",
                "STORED",
                "transfers",
                transfer.toString(),
                "reference",
                "青数收〔2026〕17号"));
        paper.put("receivedOn", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());

        assertThat(officer.get(path).expect(200).has("input[name=reference]")).isFalse();
        assertThat(officer.get(path).text("td")).contains("已装入离线包，等待纸质回执").doesNotContain("未知", "交换区");
        assertThat(upload(path, "no scan".getBytes(US_ASCII)).status()).isEqualTo(422);
        assertThat(upload(path, scan()).headers().firstValue("HX-Redirect")).hasValue(path);
        assertThat(officer.post(path + "/receipts", paper).has("#flash .good")).isTrue();
        Page entered = second.get(path).expect(200);
        assertThat(entered.text()).contains("青数收〔2026〕17号");
        assertThat(second.get(path).attributes("input[name=stage]", "data-confirm"))
                .satisfiesExactly(stored -> assertThat(stored).contains("“已接收入库”"), rejected -> assertThat(rejected)
                        .contains("“退回”"));
        String confirm = entered.attributes("article form", "action").get(0);
        assertThat(officer.get(path).attributes("article form", "action")).doesNotContain(confirm);

        assertThat(officer.post(confirm, Map.of()).has("#flash .bad")).isTrue();
        assertThat(center.transfer(submission).path("state").stringValue()).isEqualTo("UNKNOWN");
        assertThat(second.post(confirm, Map.of()).has("#flash .good")).isTrue();
        assertThat(center.transfer(submission).path("state").stringValue()).isEqualTo("STORED");
    }

    /** @return the agreement under which a report on use is owed */
    static String owesAReport(GatewayUnderTest gateway, TestCenter center) {
        String agreement = "agreement-" + center.usci();
        gateway.sql()
                .update(
                        """
                        INSERT INTO use_report (agreement, period, version, center, platform, from_at, due_at)
                        VALUES (?, 1, 1, ?, 'qingdao', now(), now() + interval '30 days')
                        """,
                        agreement,
                        center.usci());
        return agreement;
    }

    @Test
    void closesTheReportOnUseThatHasCome() {
        TestCenter center = gateway.newCenterWithAgreement();
        String agreement = owesAReport(gateway, center);
        String list = "/officer/duties/reports";
        // Other agreements owe some, too.
        Page owed = officer.get(list + "?after=" + agreement.substring(0, agreement.length() - 1))
                .expect(200);
        assertThat(owed.text("table.list")).contains(agreement, center.usci(), "测试中心");
        String path = list + "/" + agreement + "/1/closing";
        Map<String, String> closing = Map.of("proofHash", "ab".repeat(32), "reason", "read it");

        ConsoleClient.signedIn(gateway, "AUDITOR", null).post(path, closing).expect(403);
        assertThat(officer.post(path, closing).has("#flash .good")).isTrue();
        assertThat(officer.post(path, closing).has("#flash .bad")).isTrue();
    }

    @Test
    void listsPackagesAndDutiesAlsoWhereThereAreNone() {
        officer.get("/officer/packages").expect(200);
        officer.get("/officer/duties").expect(200);
        officer.get("/officer/approvals").expect(200);
        ConsoleClient.signedIn(gateway, "OPERATOR", null)
                .get("/officer/approvals")
                .expect(403);
    }
}
