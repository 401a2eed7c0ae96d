package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The life of an agreement on the console's pages, with four eyes. */
@ExtendWith(OneGateway.class)
class OfficerAgreementsTest {
    private static final String PATH = "/officer/agreements";

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final TestAgreement agreement;
    private final ConsoleClient officer;

    OfficerAgreementsTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
        this.agreement = gateway.agreementOf(center);
        this.officer = ConsoleClient.signedIn(gateway, "OFFICER", null);
    }

    private String story() {
        return PATH + "/" + agreement.id();
    }

    private String version(int version) {
        return story() + "/versions/" + version;
    }

    /** As a form with hx-ext="raw-body" sends it. */
    private static Answer upload(ConsoleClient who, String path, byte[] body) {
        Page before = who.get(PATH + "/new");
        return who.http()
                .send(
                        "POST",
                        path,
                        BodyPublishers.ofByteArray(body),
                        "Content-Type",
                        "application/json",
                        "HX-Request",
                        "true",
                        before.attribute("meta[name=csrf]", "data-header").orElseThrow(),
                        before.attribute("meta[name=csrf]", "content").orElseThrow());
    }

    private static byte[] bytes(ObjectNode json) {
        return JsonMapper.shared().writeValueAsBytes(json);
    }

    /** As the page has it now. */
    private Page act(ConsoleClient who, String path) {
        return act(who, who.get(path.substring(0, path.lastIndexOf('/'))), path);
    }

    /** As the form of a page that was opened before. */
    private static Page act(ConsoleClient who, Page opened, String path) {
        Map<String, String> form = new HashMap<>(Map.of("reason", "as both have agreed"));
        for (String hidden : List.of("hash", "suspendedAt")) {
            opened.attribute("input[name=" + hidden + "]", "value").ifPresent(value -> form.put(hidden, value));
        }
        return who.post(path, form);
    }

    @Test
    void goesFromDraftIntoForceByTwoOfficers() {
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);
        ObjectNode unsigned = agreement.content();

        Answer drafted = upload(officer, PATH, bytes(unsigned));
        assertThat(drafted.headers().firstValue("HX-Redirect")).hasValue(version(1));
        assertThat(officer.get(version(1)).text(".steps [aria-current]")).isNotEmpty();
        assertThat(act(officer, version(1) + "/propose").has("#flash .good")).isTrue();
        assertThat(upload(officer, version(1) + "/countersign", bytes(unsigned)).status())
                .isEqualTo(422);
        assertThat(upload(officer, version(1) + "/countersign", agreement.bytes())
                        .headers()
                        .firstValue("HX-Redirect"))
                .hasValue(version(1));

        assertThat(officer.get(version(1)).has("form[action=" + version(1) + "/activate]"))
                .isFalse();
        assertThat(act(officer, version(1) + "/activate").has("#flash .bad")).isTrue();
        assertThat(second.get(version(1)).has("form[action=" + version(1) + "/activate]"))
                .isTrue();
        assertThat(act(second, version(1) + "/activate").has("#flash .good")).isTrue();

        assertThat(officer.get(story()).text(".timeline"))
                .contains("持有人 officer-", "协议生效")
                .doesNotContain("?");

        Page list = officer.get(PATH + "?center=" + center.usci()).expect(200);
        assertThat(list.attributes("table.list a", "href")).containsExactly(story());
        assertThat(list.has("table.list .badge.good")).isTrue();
        center.awaitTransfer(center.accepted(center.activity()), "STORED");
    }

    @Test
    void saysEverythingThatIsWrongWithADocument() {
        ObjectNode wrong = agreement.content().deepCopy();
        wrong.put("direction", "sideways");
        wrong.withObject("/valid").put("to", "never");

        Answer refused = upload(officer, PATH, bytes(wrong));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("/direction", "/valid/to").doesNotContain("Exception");
    }

    @Test
    void triesARecordAgainstAVersionThatIsNotInForce() {
        upload(officer, PATH, agreement.bytes());
        byte[] record = bytes(center.activity().put("title", "智能家电对接会"));
        String path = version(1) + "/try/activity";

        Page form = officer.get(version(1) + "/try").expect(200);
        assertThat(form.text("textarea")).contains(center.usci());
        Answer tried = upload(officer, path, record);

        assertThat(tried.status()).as(tried.text()).isEqualTo(200);
        assertThat(new Page(tried).has(".badge.good")).isTrue();
        assertThat(tried.text()).contains("智能家电对接会", "/served/*/usci");
        assertThat(center.stored()).isEmpty();
        assertThat(new Page(upload(officer, path, bytes(center.activity().put("title", "请拨打13805320016")))).text())
                .contains("手机号");
        assertThat(upload(officer, path, "{".getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(400);
    }

    /** Its words stand where the result of the attempt before stood, not elsewhere on the page. */
    @Test
    void saysInThePlaceOfAResultThatARecordCannotBeRead() {
        upload(officer, PATH, agreement.bytes());

        Answer refused = upload(officer, version(1) + "/try/activity", "{".getBytes(StandardCharsets.UTF_8));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers().firstValue("HX-Retarget")).isEmpty();
        assertThat(new Page(refused).text("[role=alert]")).contains("不是可读取的 JSON 记录");
        assertThat(new Page(refused).has("table")).isFalse();
    }

    @Test
    void namesAFieldThatKeepsTheWholeRecordBackAsThatAndNotAsRemoved() {
        String path = "/served/*/usci";
        TestAgreement without = agreement.with(a -> {
            a.path("permission").forEach(one -> {
                ((ObjectNode) one).put("unlisted_field", "deny");
                ((ArrayNode) one.path("fields"))
                        .removeIf(field -> field.path("path").asString("").equals(path));
            });
        });
        Answer drafted = upload(officer, PATH, without.bytes());
        assertThat(drafted.status()).as(drafted.text()).isEqualTo(200);

        Answer tried = upload(officer, version(1) + "/try/activity", bytes(center.activity()));

        assertThat(tried.text()).contains("有字段未列入协议", path);
        assertThat(new Page(tried).text("td .badge.bad")).isEqualTo("未列入协议，整条不外发");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t\n", "\u3000"})
    void saysThatNothingWasHandedIn(String blanks) {
        for (String path : List.of(PATH, version(1) + "/countersign")) {
            Answer refused = upload(officer, path, blanks.getBytes(UTF_8));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).contains("请选择文件，或粘贴其内容").doesNotContain("JSON");
        }
    }

    @Test
    void saysWhereTheHashOfTheVersionBeforeIsAndShowsItWhole() {
        gateway.putInForce(agreement.bytes());
        ObjectNode next = agreement.next(a -> {}).content();
        String hash = next.required("prev").stringValue();
        next.remove("prev");

        Answer refused = upload(officer, PATH, bytes(next));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("/prev", "须写明前一版本的内容 SM3", "“各版本”的“内容 SM3”");
        assertThat(officer.get(story()).expect(200).text("table.list code")).contains(hash);
    }

    @Test
    void offersARecordOfTheRegionOfTheCenterToBeTried() {
        gateway.sql().update("UPDATE center SET region = '500112' WHERE usci = ?", center.usci());
        TestAgreement ofChongqing = agreement.with(a ->
                ((ObjectNode) a.at("/permission/0/scope")).putArray("regions").add("50*"));
        upload(officer, PATH, ofChongqing.bytes());

        String sample = officer.get(version(1) + "/try").expect(200).text("textarea");
        Answer tried = upload(officer, version(1) + "/try/activity", sample.getBytes(StandardCharsets.UTF_8));

        ObjectNode record = (ObjectNode) JsonMapper.shared().readTree(sample);
        assertThat(record.path("region").stringValue()).isEqualTo("500112");
        assertThat(record.path("center_id").stringValue()).isEqualTo(center.usci());
        assertThat(new Page(tried).has(".badge.good")).as(tried.text()).isTrue();
    }

    @Test
    void saysInPlainWordsWhatAVersionChanges() {
        gateway.putInForce(agreement.bytes());
        TestAgreement next = agreement.next(a -> ((ArrayNode) a.at("/permission/0/fields")).remove(5));
        upload(officer, PATH, next.bytes());

        Page page = officer.get(version(2)).expect(200);

        assertThat(page.attribute("select[name=against] option", "value")).hasValue("1");
        assertThat(page.text("main")).contains("/permission/0/fields");
        assertThat(act(officer, version(2) + "/withdraw").has("#flash .good")).isTrue();
        officer.get(version(2)).expect(404);
    }

    private TestAgreement withEveryTerm() {
        return agreement.with(a -> {
            ObjectNode permission = (ObjectNode) a.at("/permission/2");
            permission
                    .putObject("quota")
                    .put("rows_per_batch", 500)
                    .put("batches_per_day", 4)
                    .put("rows_per_month", 20000);
            permission.putObject("window").put("cron", "0-59 8-17 * * 1-5").put("tz", "Asia/Shanghai");
            permission.withArray("duties_pre").add("human_approval");
            permission
                    .withArray("duties_post")
                    .add("notify")
                    .add("delete_after:30d")
                    .add("report_use:90d");
            a.putArray("channels").add("api").add("offline");
            a.putObject("retention").put("days", 365).put("destroy_proof", true);
            a.putObject("revocation").put("notice_days", 5).put("effect", "stop");
            ArrayNode prohibitions = a.putArray("prohibition");
            prohibitions.addObject().put("action", "train_model");
            prohibitions.addObject().put("action", "commercial").put("dataset", "activity");
        });
    }

    @Test
    void saysEveryTermInChinese() {
        upload(officer, PATH, bytes(withEveryTerm().content()));

        assertThat(officer.get(version(1)).expect(200).text("main"))
                .contains("接口", "离线报送", "青岛市", "汇总单元不足5家时隐去", "24小时内出具回执", "30日后删除", "每90日报告使用情况")
                .contains("人工审批", "每批最多 500 条", "每天最多 4 批", "每月最多 20,000 条", "周一至周五，8:00至17:59（中国时间）")
                .contains("训练模型", "商业使用", "数据集：", "365 天", "5 个工作日", "期满删除须出具销毁证明", "日期仅到月")
                .contains("receipt_within:24h", "train_model")
                .doesNotContain("??");
    }

    @Test
    void saysEveryTermInEnglish() {
        ConsoleClient reader = ConsoleClient.signedIn(gateway, "OFFICER", null);
        reader.post("/language", Map.of("language", "en", "back", "/account"));
        upload(officer, PATH, bytes(withEveryTerm().content()));

        assertThat(reader.get(version(1)).expect(200).text("main"))
                .contains(
                        "by calls over the network",
                        "cells of fewer than 5 are suppressed",
                        "a receipt within 24 hours")
                .contains("the approval of a person", "at most 500 records in a batch", "at most 4 batches a day")
                .contains(
                        "at most 20,000 records a month",
                        "Monday to Friday, 8:00 to 17:59 (China Time)",
                        "train a model")
                .contains(
                        "365 days", "5 working days", "Destruction at the end must be proved", "in bands of attendees")
                .doesNotContain("??");
    }

    /** Two agreements of one center and one platform are told apart by their direction, and each by the last day on which it holds. */
    @Test
    void listsTheDirectionAndTheLastDay() {
        upload(officer, PATH, agreement.bytes());

        assertThat(officer.get(PATH + "?center=" + center.usci()).expect(200).text("table.list"))
                .contains("方向", "中心 → 平台", "2027-12-31")
                .doesNotContain("2028-01-01");
        assertThat(officer.get(story()).expect(200).text("table.list"))
                .contains("2026-01-01", "2027-12-31")
                .doesNotContain("2028-01-01", "00:00:00");
    }

    @Test
    void oneOfficerSuspendsAndAnotherResumes() {
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);
        gateway.putInForce(agreement.bytes());

        assertThat(act(officer, story() + "/suspend").has("#flash .good")).isTrue();
        assertThat(officer.get(story()).has("#standing")).isTrue();
        assertThat(act(officer, story() + "/resume").has("#flash .bad")).isTrue();
        assertThat(act(second, story() + "/resume").has("#flash .good")).isTrue();
        assertThat(act(officer, story() + "/revoke").has("#flash .good")).isTrue();
        assertThat(officer.get(story()).has("#standing")).isTrue();
    }

    @Test
    void nobodyResumesWhatWasSuspendedAgainSinceThePageWasOpened() {
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);
        gateway.putInForce(agreement.bytes());
        act(officer, story() + "/suspend").expect(200);
        Page stale = second.get(story()).expect(200);
        act(second, stale, story() + "/resume").expect(200);
        act(officer, story() + "/suspend").expect(200);

        Page refused = act(second, stale, story() + "/resume").expect(200);

        assertThat(refused.text("#flash .bad")).contains("在此期间有人提出了意见或作了改动，请先查看");
        assertThat(refused.text("#standing")).contains("已中止");
        assertThat(act(second, story() + "/resume").has("#flash .good")).isTrue();
    }

    @Test
    void nobodyPutsInForceWhatWasBroughtSinceThePageWasOpened() {
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);
        upload(officer, PATH, agreement.bytes());
        Page stale = second.get(version(1)).expect(200);
        act(officer, version(1) + "/withdraw").expect(200);
        TestAgreement other = agreement.with(a -> a.putArray("purpose").add("统计"));
        upload(officer, PATH, other.bytes());

        Page refused = act(second, stale, version(1) + "/activate").expect(200);

        assertThat(refused.text("#flash .bad")).contains("请先查看");
        assertThat(refused.has("form[action=" + version(1) + "/activate]")).isTrue();
        assertThat(act(second, version(1) + "/activate").has("#flash .good")).isTrue();
    }

    @Test
    void administratorsAndAuditorsReadOnly() {
        gateway.putInForce(agreement.bytes());
        for (String role : new String[] {"ADMIN", "AUDITOR"}) {
            ConsoleClient reader = ConsoleClient.signedIn(gateway, role, null);
            assertThat(reader.get(story()).expect(200).has("form[action=" + story() + "/suspend]"))
                    .isFalse();
            reader.get(version(1)).expect(200);
            act(reader, story() + "/suspend").expect(403);
            assertThat(upload(reader, PATH, agreement.bytes()).status()).isEqualTo(403);
        }
    }
}
