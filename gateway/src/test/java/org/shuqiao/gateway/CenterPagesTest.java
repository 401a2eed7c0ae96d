package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A person of a center reports, follows, answers and shows, by the pages of the console. */
@ExtendWith(OneGateway.class)
class CenterPagesTest {
    private static final String CSV_HEADER =
            "记录标识*,管理办法*,所属期间*,行政区划,形成时间,活动编号*,活动状态*,活动类型*,活动名称*,开始时间*,结束时间*,连续天数*,是否线上*,参加人数,服务人次";

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final ConsoleClient person;

    CenterPagesTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
        this.person = ConsoleClient.signedIn(gateway, "CENTER", center.usci());
    }

    /** What a person would type for a record. */
    static Map<String, String> filledIn(JsonNode record) {
        Map<String, String> form = new HashMap<>();
        collect("", record, form);
        form.remove("/center_id");
        form.remove("/schema_version");
        return form;
    }

    private static void collect(String pointer, JsonNode value, Map<String, String> form) {
        if (value.isObject()) {
            value.properties().forEach(member -> collect(pointer + "/" + member.getKey(), member.getValue(), form));
        } else if (value.isArray() && value.path(0).isObject()) {
            for (int i = 0; i < value.size(); i++) {
                collect(pointer + "/" + i, value.get(i), form);
            }
        } else if (value.isArray()) {
            form.put(pointer, value.valueStream().map(JsonNode::asString).collect(Collectors.joining("\n")));
        } else {
            form.put(pointer, value.asString());
        }
    }

    /** As a browser sends a form of a page. */
    private Page act(String page, String path, Map<String, String> form) {
        return person.post(path, form, "Referer", gateway.anonymous().gateway() + page);
    }

    private Answer upload(String dataset, String type, String body) {
        return person.upload("/center/submit/" + dataset + "/file", type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<JsonNode> lines(Answer answer) {
        return answer.text()
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    @Test
    void tellsWhatWaitsForSomebody() {
        new TestInbox(gateway, center).with(3);

        Page page = person.get("/center").expect(200);

        assertThat(page.text()).contains("测试中心", center.usci(), "收件箱未确认", "3", "近 30 天没有提交记录");
        assertThat(page.has("a[href=/center/submit]")).isTrue();
    }

    @Test
    void takesARecordByFormAfterItsPreview() {
        ObjectNode record = center.activity();
        Map<String, String> form = filledIn(record);

        Page empty = person.get("/center/submit/activity").expect(200);
        form.put("_act", "preview");
        Page preview = person.post("/center/submit/activity", form).expect(200);

        assertThat(empty.has("[name=/record_id]")).isTrue();
        assertThat(empty.has("[name=/center_id]")).isFalse();
        assertThat(preview.text("#preview")).contains("青岛市公共数据服务平台", "将会发送", "已脱敏");
        assertThat(center.stored()).isEmpty();

        form.put("_act", "send");
        Page taken = person.post("/center/submit/activity", form).expect(200);

        assertThat(taken.text()).contains("记录已受理", record.path("record_id").asString(""));
        JsonNode stored = center.stored();
        assertThat(stored).hasSize(1);
        center.awaitTransfer(stored.at("/0/submissionId").asString(""), "STORED");
        String id = stored.at("/0/submissionId").asString("");
        Page followed = person.get("/center/submissions/" + id).expect(200);
        assertThat(followed.text()).contains("平台已入库", "青岛市公共数据服务平台");
        assertThat(person.get("/center/submissions?record="
                                + record.path("record_id").asString(""))
                        .text())
                .contains("活动");
    }

    @Test
    void asksBeforeAnotherLanguageEmptiesAFormThatCameBackFilledIn() {
        Map<String, String> form = filledIn(center.activity());
        form.put("_act", "preview");

        Page empty = person.get("/center/submit/activity").expect(200);
        Page filled = person.post("/center/submit/activity", form).expect(200);

        assertThat(empty.has("form.language[data-confirm]")).isFalse();
        assertThat(empty.attribute("form.language", "data-typed"))
                .hasValueSatisfying(question -> assertThat(question).contains("已填写而未提交的内容会丢失"));
        assertThat(filled.attribute("form.language", "data-confirm"))
                .isEqualTo(empty.attribute("form.language", "data-typed"));
    }

    @Test
    void keepsWhatWasFilledInAndSaysWhereItIsWrong() {
        Map<String, String> form = filledIn(center.activity());
        form.put("/record_id", "nicht erlaubt");
        form.put("/title", "");
        form.put("/attendees", "很多");
        form.put("_act", "send");

        Page page = person.post("/center/submit/activity", form).expect(422);

        assertThat(page.attribute("[name=/attendees]", "value")).hasValue("很多");
        assertThat(page.attribute("[name=/attendees]", "aria-invalid")).hasValue("true");
        assertThat(page.attribute("[name=/title]", "aria-invalid")).hasValue("true");
        assertThat(page.text("#f-record_id-error")).isNotEmpty();
        assertThat(page.attribute("[role=alert] a", "href")).isPresent();
        assertThat(center.stored()).isEmpty();
    }

    @Test
    void saysAtTheVersionThatItWasAcceptedBeforeAndLeadsThere() {
        ObjectNode record = center.activity();
        String first = center.accepted(record);
        Map<String, String> form = filledIn(record.put("title", "另一个名称"));
        form.put("_act", "send");

        Page page = person.post("/center/submit/activity", form).expect(409);

        assertThat(page.text("[role=alert]")).contains("此前已受理同一标识、同一版本的记录", "请将版本号加一");
        assertThat(page.text()).doesNotContain("幂等键");
        assertThat(page.attribute("[name=/version]", "aria-invalid")).hasValue("true");
        assertThat(page.text("#f-version-error")).contains("请加一");
        assertThat(page.attributes("[role=alert] a", "href")).contains("#f-version", "/center/submissions/" + first);
        assertThat(page.attribute("[name=/title]", "value")).hasValue("另一个名称");
        assertThat(center.stored()).hasSize(1);
    }

    @Test
    void saysAtTheStateThatAnActivityWhoseEndIsToComeWasNotHeld() {
        Map<String, String> form = filledIn(center.activity());
        form.put("/end", "2099-03-18T17:00:00+08:00");
        form.put("_act", "send");

        Page page = person.post("/center/submit/activity", form).expect(422);

        assertThat(page.text("#f-status-error")).contains("状态不能为已举办");
        assertThat(page.attribute("[name=/created_at]", "aria-invalid")).isEmpty();
    }

    @Test
    void addsARowWithoutSendingAnything() {
        Map<String, String> form = filledIn(center.activity());
        form.put("_add", "/contacts");

        Page page = person.post("/center/submit/activity", form).expect(200);

        assertThat(page.has("[name=/contacts/1/name]")).isTrue();
        assertThat(page.attribute("[name=/title]", "value")).hasValue(form.get("/title"));
        assertThat(center.stored()).isEmpty();
    }

    @Test
    void takesTheGoodRowsOfAFileAndTheOthersOnceTheyAreCorrected() {
        person.get("/center/submit/activity/file").expect(200);
        List<String> rows = new ArrayList<>(List.of(CSV_HEADER));
        for (int i = 1; i <= 40; i++) {
            rows.add("HD-" + center.usci().substring(10) + "-" + i
                    + ",qingdao-2021,2026/3,370212,2026/4/1 9:00,A-" + i + ",已举办,"
                    + (i == 7 ? "不存在的类型" : "培训实训") + ",第" + i + "期培训," + (i == 9 ? "昨天" : "2026/3/18 9:00")
                    + ",2026/3/18 17:00,1,否,30,30");
        }

        List<JsonNode> results =
                lines(upload("activity", "text/csv", String.join("\r\n", rows)).expect(200));

        assertThat(results).hasSize(40);
        assertThat(results).filteredOn(one -> one.path("status").asInt() == 202).hasSize(38);
        JsonNode wrong = results.get(6);
        assertThat(wrong.path("line").asInt()).isEqualTo(7);
        assertThat(wrong.at("/violations/0/pointer").asString("")).isEqualTo("/type");
        assertThat(wrong.at("/violations/0/message").asString("")).isNotEmpty();

        String corrected = "#需更正," + CSV_HEADER + "\r\n类型不对,"
                + rows.get(7).replace("不存在的类型", "培训实训") + "\r\n,"
                + rows.get(9).replace("昨天", "2026/3/18 9:00");
        List<JsonNode> again = lines(upload("activity", "text/csv", corrected).expect(200));
        List<JsonNode> whole = lines(upload(
                        "activity",
                        "text/csv",
                        String.join("\n", rows).replace("不存在的类型", "培训实训").replace("昨天", "2026/3/18 9:00"))
                .expect(200));

        assertThat(again).allMatch(one -> one.path("status").asInt() == 202).hasSize(2);
        assertThat(whole).allMatch(one -> one.path("status").asInt() == 202).hasSize(40);
        assertThat(center.stored()).hasSize(40);
    }

    private String row(int number) {
        return "HD-" + center.usci().substring(10) + "-" + number + ",qingdao-2021,2026/3,370212,2026/4/1 9:00,A-"
                + number + ",已举办,培训实训,第" + number + "期培训,2026/3/18 9:00,2026/3/18 17:00,1,否,30,30";
    }

    @Test
    void takesTheRowsToCorrectInTheBytesOfThePageThatMadeThem() {
        String file = "\uFEFF\"#需更正\",\"" + CSV_HEADER.replace(",", "\",\"") + "\"\r\n\"结束时间: 结束时间早于开始时间\",\""
                + row(1).replace(",", "\",\"") + "\"\r\n";

        List<JsonNode> results = lines(upload("activity", "text/csv", file).expect(200));

        assertThat(results)
                .singleElement()
                .satisfies(one -> assertThat(one.path("status").asInt()).isEqualTo(202));
        assertThat(center.stored()).hasSize(1);
    }

    @Test
    void saysOfEachRowWhetherItWasAcceptedBefore() {
        String file = String.join("\n", CSV_HEADER, row(1), row(2), row(1));

        List<JsonNode> first = lines(upload("activity", "text/csv", file).expect(200));
        List<JsonNode> again = lines(upload("activity", "text/csv", file).expect(200));

        assertThat(first).extracting(one -> one.path("repeated").asBoolean()).containsExactly(false, false, true);
        assertThat(again).extracting(one -> one.path("repeated").asBoolean()).containsExactly(true, true, true);
        assertThat(again)
                .extracting(one -> one.path("submissionId"))
                .isEqualTo(first.stream().map(one -> one.path("submissionId")).toList());
    }

    @Test
    void takesNothingOfAFileWhoseColumnsNobodyKnows() {
        Answer answer = upload("activity", "text/csv", "记录标识,金额\nR-1,5\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/columns/0").asString("")).isEqualTo("金额");
        assertThat(center.stored()).isEmpty();
    }

    @Test
    void takesAFileThatARecordNamesAndSaysItsSm3() {
        byte[] pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
                .getBytes(StandardCharsets.US_ASCII);

        Answer taken = person.upload("/center/attachments", "application/pdf", pdf);
        Answer refused = person.upload("/center/attachments", "image/png", pdf);

        assertThat(taken.expect(201).json().path("sm3").asString("")).isEqualTo(Sm3.hex(pdf));
        assertThat(refused.expect(422).json().path("message").asString("")).isNotEmpty();
        assertThat(center.client().get("/api/v1/attachments").expect(200).json())
                .hasSize(1);
    }

    @Test
    void takesAFileOfJsonLinesAsTheApiDoes() {
        String line = JsonMapper.shared().writeValueAsString(center.activity());

        List<JsonNode> results = lines(
                upload("activity", "application/x-ndjson", line + "\n{}\n").expect(200));

        assertThat(results.get(0).path("status").asInt()).isEqualTo(202);
        assertThat(results.get(1).path("status").asInt()).isEqualTo(422);
    }

    @Test
    void handsOutATableToFillIn() {
        Answer csv = person.http().get("/center/submit/activity/template.csv").expect(200);

        assertThat(csv.text()).startsWith("\uFEFF记录标识*").doesNotContain("center_id");
        assertThat(csv.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"activity.csv\"");
    }

    @Test
    void makesANewVersionOfWhatWasHandedIn() {
        ObjectNode record = center.activity();
        String id = center.accepted(record);

        Page form = person.get("/center/submit/activity?from=" + id).expect(200);

        assertThat(form.attribute("[name=/version]", "value")).hasValue("2");
        assertThat(form.attribute("[name=/title]", "value"))
                .hasValue(record.path("title").asString(""));
    }

    private List<String> idsOf(String query) {
        return person.get("/center/submissions?" + query).expect(200).attributes("table.list th a", "href").stream()
                .map(address -> address.substring(address.lastIndexOf('/') + 1))
                .toList();
    }

    @Test
    void listsWhatHasComeSoFarAsIsAskedFor() {
        String arrived = center.accepted(center.activity());
        String stopped = center.accepted(center.activity().put("title", "13805320016"));
        center.awaitTransfer(arrived, "STORED");
        center.awaitTransfer(stopped, "QUARANTINED");

        assertThat(idsOf("progress=ARRIVED")).containsExactly(arrived);
        assertThat(idsOf("progress=STOPPED")).containsExactly(stopped);
        assertThat(idsOf("progress=STOPPED&dataset=demand")).isEmpty();
        assertThat(idsOf("progress=UNDER_WAY")).isEmpty();
        assertThat(idsOf("progress=")).containsExactly(stopped, arrived);
        person.get("/center/submissions?progress=LOST").expect(400);
    }

    @Test
    void goesFromPageToPageOfWhatStopped() {
        String first = center.accepted(center.activity().put("title", "13805320016"));
        center.awaitTransfer(first, "QUARANTINED");
        gateway.sql()
                .update(
                        """
                        INSERT INTO submission (id, center, dataset, record_id, version, state, received_at, wake_at)
                        SELECT (substr(uuid7_floor(now() - i * interval '1 second')::text, 1, 14) || '7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
                               center, dataset, 'r' || i, version, state, received_at, wake_at
                        FROM submission, generate_series(1, 30) AS i WHERE id = ?::uuid
                        """,
                        first);
        gateway.sql()
                .update(
                        """
                        INSERT INTO transfer (id, submission, center, dataset, record_id, version, platform, lane, state, created_at, wake_at)
                        SELECT gen.id, gen.id, center, dataset, gen.record_id, version, platform, convert_to(gen.id::text, 'UTF8'), 'DENIED', created_at, wake_at
                        FROM transfer, (SELECT id, record_id FROM submission WHERE center = ? AND record_id LIKE 'r%') AS gen
                        WHERE submission = ?::uuid
                        """,
                        center.usci(), first);

        List<String> seen = new ArrayList<>(idsOf("progress=STOPPED"));
        Page page = person.get("/center/submissions?progress=STOPPED").expect(200);
        String next = page.attribute("a[rel=next]", "href").orElseThrow();
        seen.addAll(idsOf(next.substring(next.indexOf('?') + 1)));

        assertThat(page.attribute("#progress option[selected]", "value")).hasValue("STOPPED");
        assertThat(seen).hasSize(31).doesNotHaveDuplicates().contains(first);
    }

    @Test
    void leadsFromAFigureToTheSubmissionsThatItCounts() {
        center.awaitTransfer(center.accepted(center.activity().put("title", "13805320016")), "QUARANTINED");

        Page start = person.get("/center").expect(200);

        assertThat(start.text("a[href=/center/submissions?progress=STOPPED]")).contains("1 笔");
        assertThat(start.text("a[href=/center/submissions?progress=UNDER_WAY]")).contains("0 笔");
        assertThat(start.text("a[href=/center/submissions?progress=ARRIVED]")).contains("0 笔");
    }

    @Test
    void saysOnceThatNoAgreementCoversWhatNobodyGets() {
        TestCenter without = gateway.newCenter();
        ConsoleClient itsPerson = ConsoleClient.signedIn(gateway, "CENTER", without.usci());
        String id = without.accepted(without.activity());
        without.awaitTransfer(id, "DENIED");

        Page start = itsPerson.get("/center").expect(200);
        assertThat(start.text("a[href=/center/submissions?progress=STOPPED]")).contains("0 笔");
        assertThat(start.text()).contains("近 30 天没有受阻的传输");
        assertThat(start.text(".flash.warn")).contains("没有任何协议涵盖", "网关安全员");
        Page list = itsPerson.get("/center/submissions?progress=UNCOVERED").expect(200);
        assertThat(list.attributes("table.list th a", "href")).containsExactly("/center/submissions/" + id);
        assertThat(list.text("table.list .badge")).isEqualTo("没有协议涵盖，未送往任何平台");
        assertThat(itsPerson
                        .get("/center/submissions?progress=STOPPED")
                        .expect(200)
                        .has("table.list"))
                .isFalse();
        Page one = itsPerson.get("/center/submissions/" + id).expect(200);
        assertThat(one.text("#legs .flash.warn")).contains("未送往任何平台", "网关安全员");
        assertThat(one.select("#legs .badge.idle")).isNotEmpty();
        assertThat(one.select("#legs .badge.bad")).isEmpty();
        assertThat(one.text("#legs .badge")).contains("协议外");
    }

    @Test
    void doesNotSayThatNobodyGotWhatWasTakenDownAgain() {
        TestCenter without = gateway.newCenter();
        ConsoleClient itsPerson = ConsoleClient.signedIn(gateway, "CENTER", without.usci());
        without.awaitTransfer(without.accepted(without.activity()), "DENIED");
        String withdrawn = without.accepted(without.activity());
        without.awaitTransfer(withdrawn, "DENIED");
        gateway.sql()
                .update("UPDATE transfer SET state = 'WITHDRAWN', reason = '' WHERE submission = ?::uuid", withdrawn);

        Page start = itsPerson.get("/center").expect(200);

        assertThat(start.text("main")).doesNotContain("没有任何协议涵盖");
    }

    @Test
    void promisesARecordOnlyToPlatformsThatAnAgreementInForceNames() {
        ConsoleClient without =
                ConsoleClient.signedIn(gateway, "CENTER", gateway.newCenter().usci());

        for (String page : List.of("/center/submit/activity", "/center/submit/activity/file")) {
            assertThat(person.get(page).expect(200).text(".page-head")).contains("报送至：青岛市公共数据服务平台");
            assertThat(without.get(page).expect(200).text(".page-head"))
                    .contains("不会送往任何平台", "网关安全员")
                    .doesNotContain("报送至");
        }
        assertThat(person.get("/center/submit").expect(200).text(".card")).contains("报送至：青岛市公共数据服务平台");
        assertThat(without.get("/center/submit").expect(200).text("main")).doesNotContain("报送至");
    }

    @Test
    void namesTheFieldThatIsNotRightAsThePageDoes() {
        Map<String, String> blank = Map.of("label", " ");

        assertThat(act("/center/keys", "/center/keys", blank).text(".flash.bad"))
                .contains("填写的内容不符合要求：用途");
        person.post("/language", Map.of("language", "en", "back", "/center"));
        assertThat(act("/center/keys", "/center/keys", blank).text(".flash.bad"))
                .contains("This entry is not valid: Purpose");
        assertThat(act("/center/inbox", "/center/inbox/ack", Map.of("upTo", "99"))
                        .text(".flash.bad"))
                .as("no page has a field for it")
                .contains("This entry is not valid: upTo");
    }

    @Test
    void keepsEveryPageOfAnotherCenterToThatCenter() {
        TestCenter other = gateway.newCenterWithAgreement();
        String id = other.accepted(other.activity());
        JsonNode transfer = other.awaitTransfer(id, "STORED");
        String key = other.client().apiKey().split("_", 3)[1];
        booking(other, "b-other");

        person.get("/center/submissions/" + id).expect(404);
        person.get("/center/submissions/" + id + "/legs").expect(404);
        person.get("/center/submit/activity?from=" + id).expect(404);
        person.get("/center/transfers/" + transfer.path("transferId").asString("") + "/evidence")
                .expect(404);
        person.get("/center/inbox/" + UUID.randomUUID() + "/evidence").expect(404);
        person.post("/center/submissions/" + id + "/cancel", Map.of());
        person.post("/center/bookings/b-other", Map.of("decision", "approve"));
        person.post("/center/keys/" + key + "/revoke", Map.of());

        assertThat(person.get("/center/submissions").text()).doesNotContain(id);
        assertThat(person.get("/center/bookings").text()).doesNotContain("b-other");
        assertThat(person.get("/center/keys").text()).doesNotContain(key);
        assertThat(other.client()
                        .get("/api/v1/bookings/b-other")
                        .expect(200)
                        .json()
                        .path("state")
                        .asString(""))
                .isEqualTo("REQUESTED");
    }

    @Test
    void issuesAKeyThatIsSeenOnceAndEndsIt() {
        Page issued = person.post("/center/keys", Map.of("label", "业务系统")).expect(200);
        String key = issued.text("code.secret");

        GatewayClient program = gateway.anonymous().withKey(key);
        program.get("/api/v1/submissions").expect(200);
        Page list = person.get("/center/keys").expect(200);
        String id = key.split("_", 3)[1];

        assertThat(list.text()).contains("业务系统", id).doesNotContain(key);
        assertThat(acts("ISSUE_KEY", id)).isEqualTo(1);

        person.post("/center/keys/" + id + "/revoke", Map.of()).expect(200);

        program.get("/api/v1/submissions").expectProblem(401, "NOT_AUTHENTICATED");
        assertThat(acts("REVOKE_KEY", id)).isEqualTo(1);
    }

    @Test
    void neitherShowsNorEndsTheAccountsOfItsPeopleAmongItsKeys() {
        String account = gateway.sql()
                .queryForObject(
                        "SELECT key_id FROM account JOIN api_key ON id = key_id WHERE center = ?",
                        String.class,
                        center.usci());

        Page page = act("/center/keys", "/center/keys/" + account + "/revoke", Map.of());

        assertThat(page.text()).contains("未找到");
        assertThat(person.get("/center/keys").expect(200).text()).doesNotContain(account);
    }

    @Test
    void issuesNoMoreKeysThanACenterMayHave() {
        for (int i = 1; i < CenterKeys.MOST; i++) {
            person.post("/center/keys", Map.of("label", "程序 " + i)).expect(200);
        }

        Page page = act("/center/keys", "/center/keys", Map.of("label", "多余"));

        assertThat(page.has("code.secret")).isFalse();
        assertThat(page.text()).doesNotContain("多余");
    }

    private int acts(String action, String target) {
        return gateway.sql()
                .queryForObject(
                        "SELECT count(*) FROM operator_act WHERE action = ? AND target = ?",
                        Integer.class,
                        action,
                        target);
    }

    private void booking(TestCenter of, String id) {
        gateway.sql()
                .update(
                        """
                        INSERT INTO slot (center, slot_id, version, submission, title, venue, starts_at, ends_at, capacity, elsewhere, held, open)
                        VALUES (?, 's1', 1, gen_random_uuid(), '柔性产线观摩', '展厅', '2099-01-01T01:00:00Z', '2099-01-01T03:00:00Z', 10, 2, 3, true)
                        """,
                        of.usci());
        gateway.sql()
                .update(
                        """
                        INSERT INTO booking (center, booking_id, platform, slot_id, state, headcount, visit_at, message, requested_at)
                        VALUES (?, ?, 'capability-center', 's1', 'REQUESTED', 3, '2099-01-01T01:00:00Z', gen_random_uuid(), now())
                        """,
                        of.usci(),
                        id);
    }

    @Test
    void showsASlotAndItsBookingInTheCalendarAndAnswersIt() {
        booking(center, "b-1");

        Page week = person.get("/center/bookings?week=2099-01-01").expect(200);

        assertThat(week.text(".week")).contains("09:00–11:00", "柔性产线观摩", "余 5", "3 人");
        assertThat(week.text()).contains("待答复");
        assertThat(person.get("/center").text("a[href=/center/bookings]")).contains("1");

        Page refused = act("/center/bookings", "/center/bookings/b-1", Map.of("decision", "reject", "reason", ""));
        assertThat(refused.text(".flash.bad")).contains("请填写原因");

        Page answered = person.post("/center/bookings/b-1", Map.of("decision", "approve", "week", "2099-01-01"));
        assertThat(answered.expect(200).text(".flash")).contains("已同意预约");
        assertThat(person.get("/center/bookings?week=2099-01-01").text(".week")).contains("已同意");
    }

    @Test
    void namesWhoComesUntilThatIsDeletedButNoPerson() {
        TestInbox inbox = new TestInbox(gateway, center);
        inbox.append("{\"visitor_org\":\"渝链工业互联网\",\"leader\":{\"name\":\"陈立群\"}}", Instant.now());
        booking(center, "b-1");
        gateway.sql()
                .update(
                        "UPDATE booking SET message = m.id FROM inbox_message m WHERE m.center = ? AND booking.center = m.center",
                        center.usci());

        Page named = person.get("/center/bookings?week=2099-01-01").expect(200);
        Page request = person.get("/center/inbox").expect(200);
        inbox.delete(1);
        Page forgotten = person.get("/center/bookings?week=2099-01-01").expect(200);

        assertThat(named.text(".cards .card")).contains("来访单位：渝链工业互联网");
        assertThat(named.text(".week")).contains("来访单位：渝链工业互联网");
        assertThat(named.text()).doesNotContain("陈立群");
        assertThat(request.text("article dl")).contains("来访单位 渝链工业互联网");
        assertThat(forgotten.text("main")).contains("3 人").doesNotContain("来访单位");
    }

    @Test
    void asksFirstForTheAnswerThatIsDueFirst() {
        booking(center, "b-1");
        gateway.sql()
                .update(
                        """
                        WITH sooner AS (
                            INSERT INTO slot (center, slot_id, version, submission, title, venue, starts_at, ends_at, capacity, elsewhere, held, open)
                            SELECT center, 's0', 1, submission, '智能车间观摩', venue, '2098-12-01T01:00:00Z', '2098-12-01T03:00:00Z', 10, 2, 3, true
                            FROM slot WHERE center = ? RETURNING center, slot_id)
                        INSERT INTO booking (center, booking_id, platform, slot_id, state, headcount, visit_at, message, requested_at)
                        SELECT center, 'b-0', 'capability-center', slot_id, 'REQUESTED', 3, '2098-12-01T01:00:00Z',
                               '00000000-0000-7000-8000-000000000000', now() - interval '1 day'
                        FROM sooner
                        """,
                        center.usci());

        Page page = person.get("/center/bookings").expect(200);

        assertThat(page.attributes(".cards .card form.actions", "action"))
                .containsExactly("/center/bookings/b-0", "/center/bookings/b-1");
        assertThat(page.text(".cards .card")).contains("智能车间观摩", "12-01 09:00前答复", "01-01 09:00前答复");
        JsonNode listed = center.client().get("/api/v1/bookings").expect(200).json();
        assertThat(listed.at("/0/bookingId").asString("")).as("newest first").isEqualTo("b-1");
    }

    @Test
    void leadsFromABookingToTheRequestInTheInbox() {
        new TestInbox(gateway, center).with(3);
        String message = gateway.sql()
                .queryForObject(
                        "SELECT id::text FROM inbox_message WHERE center = ? AND seq = 2", String.class, center.usci());

        Page request = person.get("/center/inbox?message=" + message).expect(200);

        assertThat(request.text("article h2")).isNotEmpty();
        assertThat(request.text(".panel")).contains("第 2 条", "第 3 条").doesNotContain("第 1 条");
        person.get("/center/inbox?message=" + UUID.randomUUID()).expect(404);
    }

    @Test
    void showsMessagesInWordsAndAcknowledgesThem() {
        TestInbox inbox = new TestInbox(gateway, center).with(1);
        inbox.append("{\"visit_at\":\"2026-11-25T09:30:00+08:00\"}", Instant.now());

        Page unread = person.get("/center/inbox").expect(200);
        assertThat(unread.text()).contains("2 条消息未确认", "未确认", "2026-11-25 09:30:00");
        Page seen = person.post("/center/inbox/ack", Map.of("upTo", "2")).expect(200);

        assertThat(seen.text()).contains("没有未确认的消息");
        assertThat(act("/center/inbox", "/center/inbox/ack", Map.of("upTo", "99"))
                        .has(".flash.bad"))
                .isTrue();
    }

    @Test
    void recordsAConsentForTheShowcaseAndWithdrawsIt() {
        Page recorded = person.post(
                        "/center/showcase/consents",
                        Map.of(
                                "id",
                                "SQ-1",
                                "owner",
                                "91500000MA5U00169L",
                                "item",
                                "",
                                "from",
                                "2026-01-01",
                                "until",
                                "2026-12-31"))
                .expect(200);
        assertThat(recorded.text()).contains("SQ-1", "91500000MA5U00169L", "授权已登记");

        Page withdrawn =
                person.post("/center/showcase/consents/SQ-1/withdraw", Map.of()).expect(200);

        assertThat(withdrawn.text()).contains("授权已撤回");
    }

    @Test
    void triesCallsAsAProgramWouldMakeThem() {
        Page chosen = person.get("/center/try?call=dry-run").expect(200);
        assertThat(chosen.text("pre")).contains("curl", "Bearer $SHUQIAO_KEY");
        assertThat(person.get("/center/try?call=submission").expect(200).text("main"))
                .contains("GET /api/v1/submissions/{submissionId}");
        assertThat(chosen.text("textarea")).as("an example of this center").contains(center.usci());

        Page foreseen = person.post(
                        "/center/try",
                        Map.of(
                                "call",
                                "dry-run",
                                "name",
                                "activity",
                                "body",
                                JsonMapper.shared().writeValueAsString(center.activity())))
                .expect(200);
        Page refused = person.post(
                        "/center/try",
                        Map.of("call", "submission", "name", UUID.randomUUID().toString()))
                .expect(200);

        assertThat(foreseen.text("section .badge")).isEqualTo("200");
        assertThat(foreseen.text("section pre")).contains("\"platform\"", "qingdao");
        assertThat(refused.text("section .badge")).isEqualTo("404");
        assertThat(refused.text("section pre")).contains("NOT_FOUND");
        assertThat(center.stored()).isEmpty();
    }

    @Test
    void speaksEnglishToo() {
        Page page = person.post("/language", Map.of("language", "en", "back", "/center"))
                .expect(200);

        assertThat(page.text()).contains("Waiting for you");
        assertThat(person.get("/center/submit/activity").expect(200).text())
                .contains("Record id", "Preview what platforms get");
        assertThat(person.get("/center/submit").expect(200).text("main")).doesNotContain("、");
    }

    @Test
    void offersWhatPlatformsTakeAndNothingElse() {
        Page offers = person.get("/center/submit").expect(200);

        assertThat(offers.attributes("main a", "href"))
                .contains("/center/submit/activity", "/center/submit/activity/file");
        assertThat(offers.text()).doesNotContain("观摩预约场次");
        assertThat(person.get("/center/submit/slot").expect(422).text()).isNotEmpty();
        person.get("/center/submit/no-such-thing").expect(404);
        assertThat(person.get("/center/showcase").expect(200).text()).contains("没有平台在此接收展示项");
    }
}
