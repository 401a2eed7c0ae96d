package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A person of a center changes slots in the calendar, and what it shows, where a platform takes both. */
class OfferPagesTest {
    private static final String WEEK = "2099-12-08";
    private static GatewayUnderTest gateway;

    private TestCenter center;
    private ConsoleClient person;
    private String slot;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start("--shuqiao.platforms.capability-center.base-url=http://127.0.0.1:9");
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    @BeforeEach
    void aSlot() {
        center = gateway.newCenter();
        person = ConsoleClient.signedIn(gateway, "CENTER", center.usci());
        slot = "S-" + center.usci().substring(10);
        center.accepted(
                "slot",
                center.record("slot")
                        .put("record_id", slot)
                        .put("start", WEEK + "T09:30:00+08:00")
                        .put("end", WEEK + "T11:30:00+08:00")
                        .put("capacity", 30)
                        .put("booked", 5));
    }

    private Page calendar() {
        return person.get("/center/bookings?week=" + WEEK).expect(200);
    }

    private Page change(int capacity, int version) {
        calendar();
        return person.post(
                        "/center/slots/" + slot + "/capacity",
                        Map.of("capacity", "" + capacity, "version", "" + version, "week", WEEK))
                .expect(200);
    }

    private void hold(int places) {
        gateway.sql().update("UPDATE slot SET held = ? WHERE center = ?", places, center.usci());
    }

    private JsonNode slotNow() {
        return center.client().get("/api/v1/slots").expect(200).json().path(0);
    }

    @Test
    void givesASlotMorePlacesAndTellsThePlatformByItsNextVersion() {
        Page changed = change(45, 1);

        assertThat(changed.text(".flash")).contains("45 人");
        assertThat(changed.text(".week")).contains("共 45 位", "余 40");
        JsonNode newest = center.stored().path(0);
        assertThat(newest.path("dataset").asString("")).isEqualTo("slot");
        assertThat(newest.path("version").asInt()).isEqualTo(2);
        String submission = newest.path("submissionId").asString("");
        assertThat(center.awaitTransfer(submission, "DENIED").path("platform").asString(""))
                .as("on its way as every record; here without an agreement")
                .isEqualTo("capability-center");
        assertThat(slotNow().path("booked").asInt()).isEqualTo(5);
    }

    @Test
    void takesNoPlaceAwayThatIsBooked() {
        hold(8);

        Page refused = change(12, 1);

        assertThat(refused.text(".flash.bad")).contains("13 人", "先拒绝或取消预约");
        assertThat(slotNow().path("capacity").asInt()).isEqualTo(30);
        assertThat(change(13, 1).has(".flash.good")).isTrue();
        assertThat(slotNow().path("free").asInt()).isZero();
    }

    @Test
    void overwritesNothingThatSomebodyElseHasChanged() {
        change(40, 1);

        Page refused = change(20, 1);

        assertThat(refused.text(".flash.bad")).contains("被他人修改过");
        assertThat(slotNow().path("capacity").asInt()).isEqualTo(40);
    }

    @Test
    void refusesWhatIsNoNumberOfPlaces() {
        calendar();
        Page refused = person.post("/center/slots/" + slot + "/capacity", Map.of("capacity", "viele", "version", "1"));

        assertThat(refused.has(".flash.bad")).isTrue();
        assertThat(change(1_000_000, 1).has(".flash.bad")).isTrue();
        assertThat(slotNow().path("capacity").asInt()).isEqualTo(30);
    }

    private void booking(String id, int people) {
        hold(people);
        gateway.sql()
                .update(
                        """
                        INSERT INTO booking (center, booking_id, platform, slot_id, state, headcount, visit_at, message, requested_at)
                        VALUES (?, ?, 'capability-center', ?, 'REQUESTED', ?, '2099-12-08T01:30:00Z', gen_random_uuid(), now())
                        """,
                        center.usci(),
                        id,
                        slot,
                        people);
    }

    private Page decide(String id, String decision, String reason) {
        return person.post("/center/bookings/" + id, Map.of("decision", decision, "reason", reason, "week", WEEK))
                .expect(200);
    }

    @Test
    void rejectsABookingForAReasonOnly() {
        String id = "R-" + slot;
        booking(id, 8);
        assertThat(calendar().text(".week")).contains("余 17");

        assertThat(decide(id, "reject", " ").text(".flash.bad")).contains("请填写原因");
        Page rejected = decide(id, "reject", "当日设备检修");

        assertThat(rejected.text(".flash")).contains("已拒绝预约");
        assertThat(rejected.text(".week")).contains("已拒绝", "余 25");
        assertThat(rejected.text()).contains("没有等待答复的预约");
    }

    @Test
    @ExtendWith(WithinOneDay.class)
    void letsNobodyArriveBeforeTheDayOfTheVisit() {
        String id = "V-" + slot;
        booking(id, 3);
        Page requested = calendar();
        assertThat(requested.has(".visit button[value=reject]")).isTrue();
        assertThat(requested.has(".visit button[value=cancel]")).isFalse();

        Page approved = decide(id, "approve", "");

        assertThat(approved.has(".visit button[value=cancel]")).isTrue();
        assertThat(approved.has(".visit button[value=check_in]")).isFalse();
        gateway.sql().update("UPDATE booking SET visit_at = now() WHERE center = ?", center.usci());
        gateway.sql()
                .update(
                        "UPDATE slot SET starts_at = now(), ends_at = now() + interval '1 minute' WHERE center = ?",
                        center.usci());
        Page today = person.get("/center/bookings").expect(200);
        assertThat(today.has(".visit button[value=check_in]")).isTrue();
        assertThat(today.attribute(".visit button[value=check_in]", "data-confirm"))
                .hasValueSatisfying(question -> assertThat(question).contains("确定登记到访"));
        decide(id, "check_in", "");
        assertThat(person.get("/center/bookings").expect(200).attribute(".visit button[value=done]", "data-confirm"))
                .hasValueSatisfying(question -> assertThat(question).contains("确定完成"));
    }

    @Test
    void leadsToTheFormOfItsNextVersion() {
        Page form = person.get("/center/slots/" + slot).expect(200);

        assertThat(form.attribute("[name=/version]", "value")).hasValue("2");
        assertThat(form.attribute("[name=/capacity]", "value")).hasValue("30");
    }

    /** By what its form has before anything is changed. */
    private Page submitted(String act, Map<String, String> changes) {
        Page form = person.get("/center/slots/" + slot).expect(200);
        Map<String, String> texts = new HashMap<>(Map.of("_act", act));
        for (String name :
                List.of("/record_id", "/version", "/title", "/venue", "/start", "/end", "/capacity", "/created_at")) {
            texts.put(name, form.attribute("[name=" + name + "]", "value").orElseThrow());
        }
        texts.putAll(Map.of("/booked", "5", "/open", "true", "/region", "370212"));
        texts.putAll(changes);
        return person.post("/center/submit/slot", texts);
    }

    @Test
    void refusesByFormFewerPlacesThanAreGiven() {
        hold(8);

        Page refused = submitted("send", Map.of("/capacity", "12")).expect(422);

        assertThat(refused.text(".flash")).contains("未作改动", "13 人");
        assertThat(refused.attribute("[name=/capacity]", "value")).hasValue("12");
        assertThat(slotNow().path("capacity").asInt()).isEqualTo(30);
        assertThat(submitted("send", Map.of("/capacity", "13")).expect(200).text(".flash"))
                .contains("记录已受理");
    }

    @Test
    void refusesByFormASlotThatHasBegun() {
        Map<String, String> begun = Map.of("/start", "2021-05-05T09:00", "/end", "2021-05-05T11:00");

        assertThat(submitted("preview", begun).expect(422).text(".flash")).contains("时段须在将来开始");
        assertThat(submitted("send", begun).expect(422).text(".flash")).contains("时段须在将来开始");
        assertThat(slotNow().path("start").asString("")).startsWith(WEEK);
    }

    @Test
    void asksBeforeVisitorsAreMovedToAnotherTime() {
        Map<String, String> later = Map.of("/start", WEEK + "T13:30", "/end", WEEK + "T15:30");
        Page nobody = submitted("preview", later).expect(200);
        hold(8);
        Page moved = submitted("preview", later).expect(200);
        Page same = submitted("preview", Map.of("/capacity", "40")).expect(200);

        assertThat(nobody.has("button[value=send][data-confirm]")).isFalse();
        assertThat(moved.attribute("button[value=send]", "data-confirm"))
                .hasValueSatisfying(question -> assertThat(question).contains("已有 8 人预约", WEEK + " 13:30"));
        assertThat(same.has("button[value=send][data-confirm]")).isFalse();
    }

    @Test
    void keepsTheSlotsOfOneCenterFromAnother() {
        ConsoleClient other =
                ConsoleClient.signedIn(gateway, "CENTER", gateway.newCenter().usci());

        other.get("/center/slots/" + slot).expect(404);
        other.post("/center/slots/" + slot + "/capacity", Map.of("capacity", "45", "version", "1"));

        assertThat(slotNow().path("capacity").asInt()).isEqualTo(30);
    }

    @Test
    void changesNothingOfASlotWhoseRecordIsGone() {
        gateway.sql().update("UPDATE slot SET submission = gen_random_uuid() WHERE center = ?", center.usci());

        assertThat(change(45, 1).has(".flash.bad")).isTrue();
        assertThat(slotNow().path("capacity").asInt()).isEqualTo(30);
    }

    @Test
    void showsTheNewestVersionOfEachShowcaseItemByItsTitle() {
        center.client()
                .post(
                        "/api/v1/consents",
                        Map.of(
                                "id", "SQ-1",
                                "owner",
                                        center.record("showcase_item")
                                                .path("owner_usci")
                                                .asString(""),
                                "dataset", "showcase_item",
                                "from", "2020-01-01T00:00:00Z",
                                "to", "2099-12-31T16:00:00Z"))
                .expect(201);
        ObjectNode item = center.record("showcase_item").put("consent_id", "SQ-1");
        center.accepted("showcase_item", item.put("version", 1).put("title", "旧标题"));
        String newest = center.accepted("showcase_item", item.put("version", 2).put("title", "轴承产线"));

        Page page = person.get("/center/showcase").expect(200);

        assertThat(page.select("tbody tr th a")).hasSize(1);
        assertThat(page.text("tbody")).contains("轴承产线", "2099-12-31").doesNotContain("旧标题");
        assertThat(page.has("a[href=/center/submit/showcase_item?from=" + newest + "]"))
                .isTrue();
    }

    @Test
    void leadsFromARequestInTheInboxToTheCalendar() {
        new TestInbox(gateway, center).with(1);

        assertThat(person.get("/center/inbox").expect(200).has("article a[href=/center/bookings]"))
                .isTrue();
    }
}
