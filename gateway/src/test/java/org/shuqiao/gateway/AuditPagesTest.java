package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What auditors do in the console: find what was signed, verify it again, take its evidence, look at the log, the keys and the acts. */
@ExtendWith(OneGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditPagesTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String FIELD = "&dataset=activity&field=/served/*/usci";

    private final GatewayUnderTest gateway;
    private final ConsoleClient auditor;
    private final TestCenter center;
    private final JsonNode transfer;
    private final String id;

    AuditPagesTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.auditor = ConsoleClient.signedIn(gateway, "AUDITOR", null);
        this.center = gateway.newCenterWithAgreement();
        this.transfer = stored(center);
        this.id = transfer.required("transferId").stringValue();
    }

    private static JsonNode stored(TestCenter center) {
        JsonNode arrived = center.awaitTransfer(center.accepted(center.activity()), "STORED");
        center.evidence(arrived).expect(200);
        return arrived;
    }

    private String own() {
        return "/audit/transfers?center=" + center.usci();
    }

    // Searching

    @Test
    void findsASignedTransferByTheFieldThatItCarriedWithClauseAndTransform() {
        Page found = auditor.get(own() + FIELD).expect(200);

        assertThat(found.attributes("table a", "href")).containsExactly("/audit/transfers/" + id);
        assertThat(found.text("table")).contains("pseudonym@", "agreement-" + center.usci() + "@1/permission/");
    }

    @Test
    void findsNothingByAFieldThatNoClauseLetsGo() {
        Page found = auditor.get(own() + "&dataset=activity&field=/summary").expect(200);

        assertThat(found.has("table")).isFalse();
        assertThat(found.has(".empty")).isTrue();
    }

    @Test
    void asksForTheDatasetOfAField() {
        Page refused = auditor.get(own() + "&field=/title").expect(200);

        assertThat(refused.has("input[name=field][aria-invalid=true]")).isTrue();
        assertThat(refused.has("table")).isFalse();
    }

    @Test
    void findsWhatAKeyHasSigned() {
        List<UUID> keys = gateway.sql().queryForList("SELECT id FROM key_store WHERE role = 'STATEMENT'", UUID.class);

        assertThat(keys)
                .filteredOn(key -> auditor.get(own() + "&key=" + key).has("table"))
                .singleElement()
                .satisfies(key -> {
                    assertThat(auditor.get(own() + "&key=" + key).text("table")).contains(center.usci());
                    assertThat(auditor.get(own()).has("option[value=" + key + "]"))
                            .isTrue();
                });
        auditor.get(own() + "&key=" + UUID.randomUUID()).expect(404);
    }

    @ParameterizedTest
    @CsvSource({
        "agreement=agreement-%s, true",
        "agreement=agreement-unheard, false",
        "platform=qingdao, true",
        "state=STORED, true",
        "state=REJECTED, false",
        "to=2020-01-01, false",
        "from=2020-01-01&to=2099-12-31, true"
    })
    void narrowsByEverythingThatIsAskedFor(String asked, boolean found) {
        Page page = auditor.get(own() + "&" + asked.formatted(center.usci())).expect(200);

        assertThat(page.has("table")).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=yesterday", "key=x", "state=LOST", "before=x", "center=%00"})
    void refusesWhatCannotBeAskedFor(String asked) {
        auditor.get("/audit/transfers?" + asked).expect(400);
    }

    @Test
    void offersTheFieldsOfTheDatasetThatWasChosen() {
        assertThat(auditor.getPart("/audit/transfers/fields?dataset=activity").attributes("option", "value"))
                .contains("/title", "/served/*/usci");
        assertThat(auditor.getPart("/audit/transfers/fields?dataset=unheard").has("option"))
                .isFalse();
    }

    // One transfer

    @Test
    void tellsWhatWasSignedAndWhichFieldsWentByWhichClause() {
        Page page = auditor.get("/audit/transfers/" + id).expect(200);

        assertThat(page.text()).contains(center.usci(), "/title", "原样", "按参加人数分档", "band:attendees@", "/permission/");
        auditor.get("/audit/transfers/" + UUID.randomUUID()).expect(404);
    }

    @Test
    void verifiesTheEvidenceOfOneTransferAgain() {
        Page page = auditor.get("/audit/transfers/" + id + "/verified").expect(200);

        assertThat(page.text("#report .badge")).startsWith("有效").doesNotContain("未通过");
        assertThat(page.text("#report")).contains("收录证明", "透明日志是否收录了该内容", "提供方签署", "提供方对协议的签署是否成立");
        assertThat(page.text("#report details")).contains("技术细节（英文）");
    }

    @Test
    void listsEveryCheckThatFailsOfEvidenceThatWasChanged() {
        tampered(id, () -> {
            Page page = auditor.get("/audit/transfers/" + id + "/verified").expect(200);

            assertThat(page.text("#report .badge")).startsWith("无效");
            assertThat(page.select("#report tbody .badge.bad")).isNotEmpty();
            assertThat(page.select("#report tbody .badge.good")).hasSizeGreaterThan(10);
        });
    }

    /** Whoever changes a statement makes one that the log has never seen; that is not the same as one that it does not hold yet. */
    @Test
    void findsThatTheLogNeverHeldAStatement() {
        String older = "statement = convert_to(regexp_replace(convert_from(statement, 'UTF8'), '\"createdAt\":\"20..',"
                + " '\"createdAt\":\"2020'), 'UTF8')";
        changed(id, older, () -> assertThat(auditor.get("/audit/transfers/" + id + "/verified")
                        .expect(200)
                        .text("#report tbody"))
                .contains("收录证明", "未通过"));
    }

    @Test
    void handsOutTheEvidenceThatTheCenterGets() {
        byte[] evidence = auditor.http()
                .get("/audit/transfers/" + id + "/evidence")
                .expect(200)
                .body();

        assertThat(evidence).isEqualTo(center.evidence(transfer).body());
    }

    @Test
    void exportsTheEvidenceOfWhatTheSearchFinds() throws IOException {
        byte[] archive = auditor.http()
                .get(auditor.get(own() + FIELD)
                        .attributes(".page-head a", "href")
                        .get(0))
                .expect(200)
                .body();

        assertThat(entries(archive)).containsExactly("evidence-" + id + ".zip", "index.json");
        assertThat(entries(auditor.http()
                        .get("/audit/transfers/export?center=" + center.usci() + "&dataset=activity&field=/summary")
                        .expect(200)
                        .body()))
                .containsExactly("index.json");
    }

    private static List<String> entries(byte[] archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    // Many transfers

    @Test
    void verifiesAllThatFitAndListsEveryFailedCheck() {
        TestCenter other = gateway.newCenterWithAgreement();
        stored(other);
        String wrong = stored(other).required("transferId").stringValue();
        stored(other);
        tampered(wrong, () -> {
            Page done = verified("center=" + other.usci());

            assertThat(done.text("#run .badge")).startsWith("已完成");
            assertThat(done.text(".card .value")).isEqualTo("2 0 0 1");
            assertThat(done.attributes("#run table a", "href")).containsExactly("/audit/transfers/" + wrong);
            assertThat(done.text("#run table")).contains("数据");
        });
    }

    @Test
    void saysThatWhatCannotBePutTogetherDoesNotHold() {
        changed(id, "payload = NULL", () -> assertThat(
                        verified("center=" + center.usci()).text("#run table"))
                .contains("存证汇集"));
    }

    @Test
    void verifiesForEachPersonWhatThatPersonAsksFor() {
        ConsoleClient officer = ConsoleClient.signedIn(gateway, "OFFICER", null);
        verified("center=" + center.usci());

        assertThat(officer.get("/audit/verify").has(".empty")).isTrue();
        assertThat(auditor.get("/audit/verify").text("#run")).contains(center.usci());
    }

    @Test
    void stopsWhereItIsAndGoesOnFromThere() {
        TestCenter other = gateway.newCenterWithAgreement();
        stored(other);
        stored(other);

        Page stopped = stoppedAtTheFirst("?center=" + other.usci());
        assertThat(stopped.text(".card .value")).isEqualTo("1 0 0 0");
        auditor.post("/audit/verify/on", Map.of()).expect(200);

        Page done = ended();
        assertThat(done.text("#run .badge")).startsWith("已完成");
        assertThat(done.text(".card .value")).isEqualTo("1 0 0 0");
    }

    @Test
    void stopsAlsoWhereEverythingWasAskedFor() {
        stored(gateway.newCenterWithAgreement());

        assertThat(stoppedAtTheFirst("").has("form[action=/audit/verify/on]")).isTrue();
    }

    /** Nothing but evidence of what has arrived reads that table, so it is told to stop while it is at the first of these. */
    private Page stoppedAtTheFirst(String query) {
        DataSource database = gateway.context().getBean(Servers.class).database();
        new TransactionTemplate(new JdbcTransactionManager(database)).executeWithoutResult(whileLocked -> {
            gateway.sql().execute("LOCK TABLE delivery_envelope");
            auditor.post("/audit/verify/start" + query, Map.of()).expect(200);
            await().until(() -> !gateway.sql()
                    .queryForList(
                            "SELECT pid FROM pg_locks WHERE relation = 'delivery_envelope'::regclass AND NOT granted")
                    .isEmpty());
            auditor.post("/audit/verify/stop", Map.of()).expect(200);
        });
        Page stopped = ended();
        assertThat(stopped.text("#run .badge")).startsWith("已停止");
        return stopped;
    }

    /** No link, reload or page that is fetched ahead. */
    @Test
    void beginsByAnActOnly() {
        ConsoleClient officer = ConsoleClient.signedIn(gateway, "OFFICER", null);

        officer.get("/audit/verify/start").expect(404);
        officer.postWithoutToken("/audit/verify/start", Map.of()).expect(403);
        ConsoleClient.signedIn(gateway, "ADMIN", null)
                .post("/audit/verify/start", Map.of())
                .expect(403);

        assertThat(officer.get("/audit/verify").has(".empty")).isTrue();
    }

    @Test
    void handsOutWhatWasFoundAsATable() {
        TestCenter other = gateway.newCenterWithAgreement();
        String wrong = stored(other).required("transferId").stringValue();
        tampered(wrong, () -> verified("center=" + other.usci()));

        Answer table = auditor.http().get("/audit/verify/report").expect(200);

        assertThat(table.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
        assertThat(table.text()).contains("测试中心 " + other.usci(), wrong, "数据");
        assertThat(table.text().lines()).anyMatch(line -> line.endsWith(",1"));
    }

    private Page verified(String query) {
        auditor.post("/audit/verify/start?" + query, Map.of()).expect(200);
        return ended();
    }

    private Page ended() {
        return ended(auditor);
    }

    private static Page ended(ConsoleClient who) {
        return await().atMost(LONGEST)
                .until(() -> who.get("/audit/verify").expect(200), page -> !page.has("#run[hx-get]"));
    }

    /** While somebody has changed the payload behind our back. */
    private void tampered(String transferId, Runnable look) {
        changed(transferId, "payload = payload || '\\x20'", look);
    }

    private void changed(String transferId, String how, Runnable look) {
        UUID row = UUID.fromString(transferId);
        Map<String, Object> before =
                gateway.sql().queryForMap("SELECT payload, statement FROM transfer_content WHERE id = ?", row);
        gateway.sql().update("UPDATE transfer_content SET " + how + " WHERE id = ?", row);
        try {
            look.run();
        } finally {
            gateway.sql()
                    .update(
                            "UPDATE transfer_content SET payload = ?, statement = ? WHERE id = ?",
                            before.get("payload"),
                            before.get("statement"),
                            row);
        }
    }

    // Log, keys, acts

    @Test
    void showsTheNewestCheckpointAndHowTheLogGrows() {
        Page page = auditor.get("/audit/log?range=MONTH").expect(200);

        assertThat(page.text("pre")).contains("—");
        assertThat(page.select("tbody tr")).hasSizeGreaterThanOrEqualTo(30);
        JsonNode growth =
                auditor.http().get("/audit/log/growth?range=DAY").expect(200).json();
        assertThat(growth.size()).isGreaterThanOrEqualTo(24);
        assertThat(growth.path(0).path("at").isString()).isTrue();
        auditor.get("/audit/log?range=YEAR").expect(400);
    }

    @Test
    void showsKeysWithTheirUseAndTheEndOfTheirCertificates() {
        Page page = auditor.get("/audit/keys").expect(200);

        assertThat(page.text("tbody")).contains("声明签名", "日志检查点", "脱敏", "使用中", "天后到期");
        assertThat(page.html()).doesNotContain("PRIVATE");
    }

    @Test
    void handsOutTheRequestForTheCertificateOfAKeyThatHasNone() {
        String key = gateway.officer()
                .post("/api/v1/keys", Map.of("role", "STATEMENT"))
                .expect(201)
                .json()
                .required("id")
                .stringValue();

        assertThat(auditor.get("/audit/keys").attributes("tbody a", "href")).contains("/audit/keys/" + key + "/csr");
        assertThat(auditor.http().get("/audit/keys/" + key + "/csr").expect(200).text())
                .contains("CERTIFICATE REQUEST");
    }

    @Test
    void showsWhoDidWhatAndWhy() {
        gateway.operator()
                .post("/api/v1/ops/platforms/qingdao/pause", Map.of("reason", "审计页面测试"))
                .expect(204);
        gateway.calm();

        assertThat(auditor.get("/audit/acts?target=qingdao").expect(200).text("table"))
                .contains("审计页面测试", "暂停", "恢复");
        assertThat(auditor.get("/audit/acts?target=agreement-" + center.usci()).text("table"))
                .contains("协议生效");
        assertThat(auditor.get("/audit/acts?actor=nobody").has(".empty")).isTrue();
    }

    @Test
    void showsWhatOfficersSaidOfATransferInQuarantine() {
        JsonNode suspect =
                center.awaitTransfer(center.accepted(center.activity().put("title", "请拨打13805320016")), "QUARANTINED");
        String suspected = suspect.required("transferId").stringValue();
        gateway.officer()
                .post("/api/v1/quarantine/" + suspected, Map.of("decision", "WITHHOLD", "reason", "确有手机号"))
                .expect(204);

        Page acts = auditor.get("/audit/acts?target=" + suspected).expect(200);

        assertThat(acts.text("tbody")).contains("隔离判定：扣留", "确有手机号");
    }

    @Test
    void showsWhatBecameOfAKeyAndWhoseItIs() {
        String key = gateway.officer()
                .post("/api/v1/keys", Map.of("role", "STATEMENT"))
                .expect(201)
                .json()
                .required("id")
                .stringValue();
        gateway.officer()
                .post("/api/v1/keys/" + key + "/retire", Map.of("reason", "不再需要"))
                .expect(200);

        assertThat(auditor.get("/audit/acts?target=" + key).expect(200).text("tbody"))
                .contains("生成密钥", "停用密钥", "不再需要", "声明签名");
    }

    @Test
    void showsCentersAndTheirKeysComingAndGoing() {
        TestCenter other = gateway.newCenter();
        String issued =
                gateway.sql().queryForObject("SELECT id FROM api_key WHERE center = ?", String.class, other.usci());
        gateway.admin().delete("/api/v1/admin/api-keys/" + issued).expect(204);

        assertThat(auditor.get("/audit/acts?target=" + other.usci()).text("tbody"))
                .contains("登记中心", "测试中心");
        assertThat(auditor.get("/audit/acts?target=" + issued).text("tbody")).contains("生成 API 密钥", "撤销 API 密钥");
    }

    @Test
    void namesWhoDidIt() {
        ConsoleClient officer = ConsoleClient.signedIn(gateway, "OFFICER", null);
        String account = officer.get("/account").text(".who span");
        String key = gateway.sql()
                .queryForObject(
                        "SELECT key_id FROM account WHERE folded_name = ?", String.class, account.split(" ", 2)[0]);

        assertThat(auditor.get("/audit/acts?actor=" + key).expect(200).text("tbody"))
                .contains("持有人 ", "修改本人密码", key);
    }

    // Names

    @Test
    void namesCentersPlatformsAndDatasetsBesideTheirIds() {
        String row = auditor.get(own()).expect(200).text("tbody");

        assertThat(row).contains("测试中心", center.usci(), "qingdao", "activity");
        assertThat(row.replace("qingdao", "").replace("activity", "")).contains("青岛", "活动");
    }

    @Test
    void findsByTheNameOfTheCenter() {
        TestCenter other = gateway.newCenterWithAgreement();
        String name = "叫得出名字的中心" + other.usci().substring(8, 17);
        gateway.sql().update("UPDATE center SET name = ? WHERE usci = ?", name, other.usci());
        String found = stored(other).required("transferId").stringValue();

        Page page = auditor.get("/audit/transfers?center=" + URLEncoder.encode(name.substring(2), UTF_8))
                .expect(200);

        assertThat(page.attributes("table a", "href")).containsExactly("/audit/transfers/" + found);
        assertThat(page.attribute("input[name=center]", "value")).hasValue(other.usci());
    }

    // Who may

    @ParameterizedTest
    @CsvSource({
        "OPERATOR, /audit/transfers",
        "OPERATOR, /audit/verify",
        "OPERATOR, /audit/log",
        "OPERATOR, /audit/keys",
        "ADMIN, /audit/transfers",
        "ADMIN, /audit/acts"
    })
    void isForNobodyElse(String role, String path) {
        ConsoleClient.signedIn(gateway, role, null).get(path).expect(403);
    }

    @Test
    void isForNoCenter() {
        ConsoleClient own = ConsoleClient.signedIn(gateway, "CENTER", center.usci());

        own.get("/audit/transfers/" + id).expect(403);
        own.get("/audit/transfers/" + id + "/evidence").expect(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void hasEveryWord(String language) {
        ConsoleClient reader = ConsoleClient.signedIn(gateway, "OFFICER", null);
        reader.post("/language", Map.of("language", language, "back", "/account"));
        reader.post("/audit/verify/start?center=" + center.usci(), Map.of()).expect(200);

        for (String path : List.of(
                own() + FIELD,
                "/audit/transfers/" + id + "/verified",
                "/audit/verify",
                "/audit/log",
                "/audit/keys",
                "/audit/acts")) {
            Page page = reader.get(path).expect(200);
            assertThat(page.html()).as(path).doesNotContain("??");
            assertThat(page.text("h1").matches("\\p{ASCII}+")).as(path).isEqualTo(language.equals("en"));
        }
        // Few run at once, and the next test may want to begin some.
        ended(reader);
    }
}
