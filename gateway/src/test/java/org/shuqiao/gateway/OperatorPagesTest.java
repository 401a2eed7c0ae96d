package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** An operator at the console: sees routes, platforms and transfers, pauses, resumes, and decides about what is parked. */
@ExtendWith(OneGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorPagesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final ConsoleClient operator;

    OperatorPagesTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
        this.operator = ConsoleClient.signedIn(gateway, "OPERATOR", null);
    }

    @AfterEach
    void calm() {
        gateway.calm();
        // What pages show may be a moment old, unless somebody has acted on one of them.
        operator.post("/operator/routes/decide-booking/resume", Map.of()).expect(200);
    }

    private Page page(String path) {
        return page(operator, path);
    }

    private static Page page(ConsoleClient reader, String path) {
        Page page = reader.get(path).expect(200);
        assertThat(page.html()).as("a message is missing").doesNotContain("??");
        return page;
    }

    /** Refused by the platform until it is too old to be tried again. */
    private String parked() {
        return parked(center);
    }

    private String parked(TestCenter center) {
        gateway.platform().refuse(429, "4290");
        String submission = center.accepted(center.activity());
        await().until(() ->
                center.transfer(submission).path("reason").asString("").equals("PLATFORM_QUOTA"));
        gateway.sql()
                .update(
                        """
                        UPDATE transfer SET created_at = created_at - interval '100 hours', due_at = now(), wake_at = now()
                        WHERE submission = ?
                        """,
                        UUID.fromString(submission));
        gateway.operator()
                .post("/api/v1/ops/platforms/qingdao/resume", Map.of())
                .expect(204);
        return center.awaitTransfer(submission, "PARKED").path("transferId").stringValue();
    }

    @Test
    void pausesARouteWithAReasonAndResumesIt() {
        assertThat(page("/operator/routes").text()).contains("受理提交", "发送：");

        Page paused = operator.post("/operator/routes/decide-booking/pause", Map.of("reason", "夜间维护"))
                .expect(200);

        assertThat(paused.has(".flash.good")).isTrue();
        assertThat(paused.text("#live")).contains("已暂停", "夜间维护");
        assertThat(paused.text(".timeline")).contains("暂停", "夜间维护");
        Page resumed = operator.post("/operator/routes/decide-booking/resume", Map.of())
                .expect(200);
        assertThat(resumed.text("#live")).contains("运行").doesNotContain("夜间维护");
    }

    @Test
    void tellsOnTheRouteThatDeliversWhoSwitchedItsPlatformOffAndWhy() {
        page("/operator/platforms/qingdao");
        Page platform = operator.post("/operator/platforms/qingdao/pause", Map.of("reason", "moving to another room"))
                .expect(200);

        Page paused = page("/operator/routes/deliver-qingdao");
        assertThat(paused.text("#live"))
                .contains("已暂停", "moving to another room")
                .containsPattern("停用人 \\S+");
        assertThat(paused.text(".timeline")).contains("暂停", "moving to another room");
        assertThat(platform.text("#live")).contains("moving to another room", "经办：");

        operator.post("/operator/routes/deliver-qingdao/resume", Map.of()).expect(200);
        Page resumed = page("/operator/routes/deliver-qingdao");
        assertThat(resumed.text("#live")).doesNotContain("停用人");
        assertThat(resumed.text(".timeline")).contains("恢复", "moving to another room");
    }

    @Test
    void tellsAFailureOfACallerFromOneThatNeedsSomebody() {
        center.client().post("/api/v1/submissions/activity", Map.of());

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(page("/operator/routes").text("td")).contains("调用方错误："));
    }

    @Test
    void refusesToPauseWithoutAReason() {
        page("/operator/routes/decide-booking");

        Page refused = operator.post("/operator/routes/decide-booking/pause", Map.of("reason", " "));

        assertThat(refused.has(".flash.bad")).isTrue();
        assertThat(page("/operator/routes/decide-booking").text("#live")).doesNotContain("已暂停");
    }

    @Test
    void saysWhereAWaitingTransferIsAndSendsItWhenThePlatformIsResumed() {
        Page paused = operator.post("/operator/platforms/qingdao/pause", Map.of("reason", "平台停机"))
                .expect(200);
        assertThat(paused.text("#live")).contains("已暂停", "平台停机", "未熔断");
        assertThat(page("/operator/platforms").text()).contains("平台停机");
        String submission = center.accepted(center.activity());
        String id = center.awaitTransfer(submission, "READY").path("transferId").stringValue();

        Page waiting = page("/operator/transfers/" + id);
        assertThat(waiting.text("#answers")).contains("等待发往", "平台停机", "恢复后立即发送");

        operator.post("/operator/platforms/qingdao/resume", Map.of()).expect(200);
        center.awaitTransfer(submission, "STORED");
        Page stored = page("/operator/transfers/" + id);
        assertThat(stored.text("#answers")).contains("已入库");
        assertThat(stored.text(".timeline")).contains("已受理", "发送", "平台回执");
        assertThat(stored.text("table"))
                .contains("协议状态", "通过", "生效中", "中心向平台提供")
                .doesNotContain("ACTIVE", "OUT", "STORE")
                .doesNotContainPattern("\\d{4}-\\d\\d-\\d\\dT");
        assertThat(stored.has("#decide")).isFalse();
    }

    @Test
    void drainsAPlatformAndSaysWhenNothingIsUnderWay() {
        page("/operator/platforms/qingdao");
        operator.post("/operator/platforms/qingdao/drain", Map.of("reason", "升级"))
                .expect(200);

        assertThat(page("/operator/platforms/qingdao").text("#live")).contains("排空中", "升级");
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        page("/operator/routes/deliver-qingdao").text("#live"))
                .contains("已排空"));
    }

    @Test
    void findsATransferByWhatIsKnownOfIt() {
        String submission = center.accepted(center.activity());
        String id =
                center.awaitTransfer(submission, "STORED").path("transferId").stringValue();
        String row = "a[href=/operator/transfers/" + id + "]";

        assertThat(page("/operator/transfers?state=STORED&platform=qingdao&dataset=activity&from=&to=&center="
                                + center.usci())
                        .has(row))
                .isTrue();
        assertThat(page("/operator/transfers?id=" + submission).has(row)).isTrue();
        assertThat(page("/operator/transfers?id=" + id).has("#answers")).isTrue();
        Page none = page("/operator/transfers?reason=NO_ANSWER&center=" + center.usci());
        assertThat(none.has(row)).isFalse();
        assertThat(none.has(".empty")).isTrue();
        assertThat(page("/operator/transfers?id=unknown").has(".empty")).isTrue();
    }

    @Test
    void saysWhenATransferWasMadeAndHowLongAgo() {
        center.awaitTransfer(center.accepted(center.activity()), "STORED");

        assertThat(page("/operator/transfers?center=" + center.usci()).text("tbody"))
                .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d \\d+ \\S+前$");
    }

    @Test
    void showsWhatNoAgreementCoversAsNoFailure() {
        TestCenter without = gateway.newCenter();
        String id = without.awaitTransfer(without.accepted(without.activity()), "DENIED")
                .path("transferId")
                .stringValue();

        for (String address : List.of("/operator/transfers?center=" + without.usci(), "/operator/transfers/" + id)) {
            Page page = page(address);
            assertThat(page.text(".badge.idle")).contains("协议外");
            assertThat(page.has("main .badge.bad")).isFalse();
        }
    }

    @Test
    void findsTheTransfersOfACenterByItsNameAndShowsBoth() {
        TestCenter named = gateway.newCenterWithAgreement();
        gateway.sql().update("UPDATE center SET name = '即墨轴承促进中心' WHERE usci = ?", named.usci());
        String submission = named.accepted(named.activity());
        String id = named.awaitTransfer(submission, "STORED").path("transferId").stringValue();

        Page found = page("/operator/transfers?center=" + URLEncoder.encode("轴承", StandardCharsets.UTF_8));

        assertThat(found.select("tbody tr")).hasSize(1);
        assertThat(found.text("tbody")).contains("即墨轴承促进中心", named.usci());
        assertThat(found.attribute("input[name=center]", "value")).hasValue("轴承");
        assertThat(page("/operator/transfers/" + id).text(".facts")).contains("即墨轴承促进中心", named.usci());
        assertThat(operator.postPart("/operator/transfers/bulk/count", Map.of("action", "REPLAY", "center", "轴承"))
                        .text())
                .contains("没有符合条件");
    }

    @Test
    void findsTheTransfersOfARecordByWhatItsCenterCallsItAndKeepsThatOutOfTheAddress() {
        ObjectNode record = center.activity();
        String called = record.required("record_id").stringValue();
        String id = center.awaitTransfer(center.accepted(record), "STORED")
                .required("transferId")
                .stringValue();
        page("/operator/transfers");

        Page found = operator.post(
                "/operator/transfers/record", Map.of("center", center.usci(), "record", " " + called + " "));

        assertThat(found.expect(200).attributes("table.list a", "href")).containsExactly("/operator/transfers/" + id);
        assertThat(found.text("table.list")).doesNotContain(called);
        assertThat(found.attribute("#record", "value")).hasValue(called);
        assertThat(operator.post(
                                "/operator/transfers/record",
                                Map.of("center", center.usci(), "record", called.substring(1)))
                        .expect(200)
                        .has(".empty"))
                .isTrue();
        assertThat(page("/operator/transfers/record").has("form[role=search]"))
                .as("where a browser goes back to")
                .isTrue();
    }

    @Test
    void saysThatATimeThatEndsBeforeItBeginsHoldsNothing() {
        Page page = page("/operator/transfers?from=2026-03-02T00:00&to=2026-03-01T00:00");

        assertThat(page.has(".empty")).isTrue();
        assertThat(page.text("#backwards")).contains("晚于");
        assertThat(page.attribute("#to", "aria-invalid")).hasValue("true");
        assertThat(page("/operator/transfers?from=2026-03-02T00:00&to=").has("#backwards"))
                .isFalse();
    }

    @Test
    void leadsFromPageToPageAndBackToTheNewest() {
        TestCenter busy = gateway.newCenterWithAgreement();
        for (int i = 0; i < 51; i++) {
            busy.accepted(busy.activity());
        }
        String search = "/operator/transfers?center=" + busy.usci();
        await().atMost(SOON).until(() -> page(search).has("[rel=next]"));

        String older = page(search).attribute("[rel=next]", "href").orElseThrow();

        Page last = page(older);
        assertThat(last.has("[rel=next]")).isFalse();
        assertThat(last.select("tbody tr")).hasSize(1);
        assertThat(last.attributes("a", "href")).contains(search);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=LOST", "from=gestern", "cursor=x", "reason=%00"})
    void refusesWhatIsNoQuestion(String query) {
        operator.get("/operator/transfers?" + query).expect(400);
    }

    @Test
    void aPageOfNothingIsNotFound() {
        operator.get("/operator/transfers/" + UUID.randomUUID()).expect(404);
        operator.get("/operator/routes/nowhere").expect(404);
        operator.get("/operator/platforms/nowhere").expect(404);
        operator.get("/operator/platforms/nowhere/aside").expect(404);
        operator.get("/operator/transfers/no-id").expect(400);
    }

    @Test
    void replaysAParkedTransfer() {
        String id = parked();
        Page parked = page("/operator/transfers/" + id);
        assertThat(parked.text("#answers")).contains("等待人工处理", "配额");
        gateway.platform().behaveHonestly();

        operator.post("/operator/transfers/" + id + "/replay", Map.of()).expect(200);

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        page("/operator/transfers/" + id).text("#answers"))
                .contains("已入库"));
        assertThat(page("/operator/transfers/" + id).text(".timeline")).contains("重新发送");
        assertThat(operator.post("/operator/transfers/" + id + "/replay", Map.of())
                        .has(".flash.bad"))
                .isTrue();
    }

    @Test
    void givesAParkedTransferUpOnlyWithAReason() {
        String id = parked();
        page("/operator/transfers/" + id);

        assertThat(operator.post("/operator/transfers/" + id + "/abandon", Map.of("reason", ""))
                        .has(".flash.bad"))
                .isTrue();
        Page given = operator.post("/operator/transfers/" + id + "/abandon", Map.of("reason", "中心已作废"))
                .expect(200);

        assertThat(given.text("#answers")).contains("已放弃");
        assertThat(given.text(".timeline")).contains("放弃", "中心已作废");
    }

    @Test
    void countsManyBeforeItSendsThemAgain() {
        TestCenter alone = gateway.newCenterWithAgreement();
        parked(alone);
        parked(alone);
        gateway.platform().behaveHonestly();
        Map<String, String> search = Map.of("action", "REPLAY", "center", alone.usci(), "reason", "PLATFORM_QUOTA");

        Page counted =
                operator.postPart("/operator/transfers/bulk/count", search).expect(200);
        assertThat(counted.text()).contains("将重新发送 2 笔");
        String token = counted.attribute("input[name=token]", "value").orElseThrow();
        Map<String, String> step = Map.of(
                "action", "REPLAY", "center", alone.usci(), "reason", "PLATFORM_QUOTA", "token", token, "why", "平台已恢复");
        Page done = operator.postPart("/operator/transfers/bulk/step", step).expect(200);

        assertThat(done.text()).contains("已重新发送 2／2 笔");
        assertThat(done.html()).doesNotContain("??");
        operator.postPart(
                        "/operator/transfers/bulk/step",
                        Map.of("action", "ABANDON", "center", alone.usci(), "token", token, "why", "x"))
                .expect(409);
        operator.postPart("/operator/transfers/bulk/count", Map.of("action", "DELETE"))
                .expect(400);
    }

    @Test
    void showsWhatIsStuckAndLeadsToIt() {
        parked();

        Page stuck = page("/operator/stuck?patience=NONE");

        assertThat(stuck.text()).contains("已搁置", "平台配额");
        assertThat(stuck.has("a[href=/operator/transfers?platform=qingdao&state=PARKED&reason=PLATFORM_QUOTA]"))
                .isTrue();
        page("/operator/stuck");
        operator.get("/operator/stuck?patience=LONG").expect(400);
    }

    @Test
    void showsWhatOfAPlatformsPlaceCouldNotBeUsed() {
        gateway.sql()
                .update(
                        "INSERT INTO put_aside (platform, source, row, reason) VALUES ('qingdao', 'result-1.csv', 3, 'UNKNOWN_CODE')"
                                + " ON CONFLICT DO NOTHING");
        try {
            assertThat(page("/operator/platforms/qingdao").has("a[href=/operator/platforms/qingdao/aside]"))
                    .isTrue();
            assertThat(page("/operator/platforms/qingdao/aside").text()).contains("result-1.csv", "4", "结果码");
        } finally {
            gateway.sql().update("DELETE FROM put_aside WHERE source = 'result-1.csv'");
        }
    }

    @Test
    void anAuditorSeesAndChangesNothing() {
        ConsoleClient auditor = ConsoleClient.signedIn(gateway, "AUDITOR", null);

        Page route = auditor.get("/operator/routes/decide-booking").expect(200);
        assertThat(route.has("#switch")).isFalse();
        assertThat(auditor.get("/operator/transfers").expect(200).has("#bulk")).isFalse();
        auditor.post("/operator/routes/decide-booking/pause", Map.of("reason", "x"))
                .expect(403);
        assertThat(page("/operator/routes/decide-booking").text("#live")).doesNotContain("已暂停");
    }

    @Test
    void speaksEnglishToThoseWhoWantIt() {
        ConsoleClient reader = ConsoleClient.signedIn(gateway, "ADMIN", null);
        reader.post("/language", Map.of("language", "en", "back", "/operator/routes"))
                .expect(200);

        for (String path : new String[] {
            "/operator/routes",
            "/operator/routes/prepare",
            "/operator/platforms",
            "/operator/platforms/qingdao",
            "/operator/transfers",
            "/operator/stuck"
        }) {
            assertThat(withoutWhatPeopleWrote(page(reader, path).text("main")))
                    .as(path)
                    .doesNotContainPattern("\\p{IsHan}");
        }
    }

    /** Names of centers and reasons of acts, which are the same in every language. */
    private String withoutWhatPeopleWrote(String text) {
        return gateway
                .sql()
                .queryForList("SELECT name FROM center UNION SELECT reason FROM operator_act", String.class)
                .stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .reduce(text, (rest, written) -> rest.replace(written, ""));
    }
}
