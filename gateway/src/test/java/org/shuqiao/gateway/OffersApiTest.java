package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.mappings.Datasets;
import tools.jackson.databind.JsonNode;

/** Doors for what centers offer: slots, bookings, consents, monitoring figures. */
@ExtendWith(OneGateway.class)
class OffersApiTest {
    private final GatewayUnderTest gateway;
    private final TestCenter center;

    OffersApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
    }

    private void slot(String id, String start) {
        gateway.sql()
                .update(
                        """
                        INSERT INTO slot (center, slot_id, version, submission, title, venue, starts_at, ends_at, capacity, elsewhere, held, open)
                        VALUES (?, ?, 1, gen_random_uuid(), '观摩', '展厅', ?::timestamptz, ?::timestamptz + interval '1 hour', 10, 2, 3, true)
                        """,
                        center.usci(),
                        id,
                        start,
                        start);
    }

    private void booking(String id, String slot) {
        gateway.sql()
                .update(
                        """
                        INSERT INTO booking (center, booking_id, platform, slot_id, state, headcount, visit_at, message, requested_at)
                        VALUES (?, ?, 'capability-center', ?, 'REQUESTED', 3, '2099-01-01T00:00:00Z', gen_random_uuid(), now())
                        """,
                        center.usci(),
                        id,
                        slot);
    }

    private void figure(String metric, String period) {
        gateway.sql()
                .update(
                        """
                        INSERT INTO monitoring_value (center, metric, region, industry, period, platform, value, unit, source, as_of, version, message)
                        VALUES (?, ?, '500000', '', ?, 'capability-center', 41.5, '%', '平台', now(), 1, gen_random_uuid())
                        """,
                        center.usci(), metric, period);
    }

    private static Map<String, Object> consent(String id) {
        Map<String, Object> consent = new HashMap<>();
        consent.put("id", id);
        consent.put("owner", "91500000MA5U00169L");
        consent.put("dataset", "showcase_item");
        consent.put("from", "2026-01-01T00:00:00Z");
        consent.put("to", "2027-01-01T00:00:00Z");
        return consent;
    }

    @Test
    void listsSlotsWithTheirFreePlaces() {
        slot("past", "2020-01-01T00:00:00Z");
        slot("s1", "2099-01-01T00:00:00Z");
        slot("s2", "2099-01-02T00:00:00Z");

        JsonNode first =
                center.client().get("/api/v1/slots?limit=1").expect(200).json();
        JsonNode second = center.client()
                .get("/api/v1/slots?limit=5&after=s1")
                .expect(200)
                .json();

        assertThat(first.at("/0/slotId").asString("")).isEqualTo("s1");
        assertThat(first.at("/0/free").asInt()).isEqualTo(5);
        assertThat(second.toString()).contains("s2").doesNotContain("past");
    }

    @Test
    void showsACenterItsOwnBookingsOnly() {
        slot("s1", "2099-01-01T00:00:00Z");
        booking("b1", "s1");
        TestCenter other = gateway.newCenter();

        assertThat(center.client()
                        .get("/api/v1/bookings?slot=s1&state=REQUESTED&from=2098-01-01T00:00:00Z")
                        .expect(200)
                        .json())
                .hasSize(1);
        assertThat(other.client().get("/api/v1/bookings").expect(200).json()).isEmpty();
        other.client().get("/api/v1/bookings/b1").expectProblem(404, "NOT_FOUND");
        other.client()
                .post("/api/v1/bookings/b1/decision", Map.of("decision", "approve"))
                .expectProblem(404, "NOT_FOUND");
        gateway.officer().get("/api/v1/bookings").expectProblem(403, "NOT_ALLOWED");
        gateway.anonymous().get("/api/v1/bookings").expectProblem(401, "NOT_AUTHENTICATED");
    }

    private List<String> bookings(String question) {
        return center.client()
                .get("/api/v1/bookings?" + question)
                .expect(200)
                .json()
                .valueStream()
                .map(booking -> booking.path("bookingId").stringValue())
                .toList();
    }

    @Test
    void listsTheBookingsOfAWeekWithoutThoseOfTheNext() {
        slot("s1", "2099-01-01T00:00:00Z");
        booking("first", "s1");
        booking("next", "s1");
        gateway.sql()
                .update(
                        "UPDATE booking SET visit_at = '2099-01-08T00:00:00Z' WHERE center = ? AND booking_id = 'next'",
                        center.usci());

        assertThat(bookings("from=2099-01-01T00:00:00Z&to=2099-01-08T00:00:00Z"))
                .containsExactly("first");
        assertThat(bookings("from=2099-01-08T00:00:00Z&to=2099-01-15T00:00:00Z"))
                .containsExactly("next");
        assertThat(bookings("to=2099-01-01T00:00:00Z")).isEmpty();
        assertThat(bookings("to=2099-01-09T00:00:00Z")).containsExactlyInAnyOrder("first", "next");
        center.client().get("/api/v1/bookings?from=monday").expectProblem(400, "BAD_REQUEST");
        center.client().get("/api/v1/bookings?to=monday").expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void refusesDecisionsThatNobodyUnderstands() {
        slot("s1", "2099-01-01T00:00:00Z");
        booking("b1", "s1");
        String decide = "/api/v1/bookings/b1/decision";

        center.client().post(decide, Map.of("decision", "APPROVE")).expectProblem(400, "BAD_REQUEST");
        center.client().post(decide, Map.of()).expectProblem(400, "BAD_REQUEST");
        center.client().post(decide, Map.of("decision", "cancel")).expectProblem(400, "BAD_REQUEST");
        center.client()
                .post(decide, Map.of("decision", "reject", "reason", "长".repeat(201)))
                .expectProblem(400, "BAD_REQUEST");
        JsonNode refused = center.client()
                .post(decide, Map.of("decision", "check_in"))
                .expect(409)
                .json();
        assertThat(refused.path("legal").toString()).isEqualTo("[\"APPROVED\",\"REJECTED\",\"CANCELLED\"]");
        assertThat(center.client()
                        .get("/api/v1/bookings/b1")
                        .expect(200)
                        .json()
                        .path("state")
                        .asString(""))
                .isEqualTo("REQUESTED");
    }

    @Test
    void recordsAConsentOnceAndWithdrawsItOnce() {
        center.client().post("/api/v1/consents", consent("c1")).expect(201);
        center.client().post("/api/v1/consents", consent("c1")).expectProblem(409, "ALREADY_EXISTS");

        JsonNode withdrawn = center.client()
                .post("/api/v1/consents/c1/withdraw", Map.of())
                .expect(200)
                .json();

        assertThat(withdrawn.path("withdrawnAt").asString("")).isNotEmpty();
        center.client().post("/api/v1/consents/c1/withdraw", Map.of()).expectProblem(409, "WRONG_STATE");
        center.client().post("/api/v1/consents/c2/withdraw", Map.of()).expectProblem(404, "NOT_FOUND");
        assertThat(gateway.newCenter()
                        .client()
                        .get("/api/v1/consents")
                        .expect(200)
                        .json())
                .isEmpty();
    }

    @Test
    void refusesConsentsThatCanMeanNothing() {
        Map.<String, Object>of(
                        "owner", "91500000MA5U00169X",
                        "dataset", "activity",
                        "to", "2025-01-01T00:00:00Z",
                        "id", "not an id",
                        "item", "")
                .forEach((member, wrong) -> {
                    Map<String, Object> consent = consent("wrong");
                    consent.put(member, wrong);
                    center.client().post("/api/v1/consents", consent).expectProblem(400, "BAD_REQUEST");
                });
    }

    @Test
    void showsFiguresPageByPageAndLetsNobodyTakeThemAway() {
        figure("rate", "2026-01");
        figure("rate", "2026-02");
        figure("output", "2026-01");

        JsonNode first =
                center.client().get("/api/v1/monitoring?limit=2").expect(200).json();
        JsonNode second = center.client()
                .get("/api/v1/monitoring?limit=2&after=" + first.path("next").asString(""))
                .expect(200)
                .json();

        assertThat(first.path("use").asString("")).isEqualTo("display");
        assertThat(first.path("values")).hasSize(2);
        assertThat(second.path("values")).hasSize(1);
        assertThat(second.path("next").isNull() || second.path("next").isMissingNode())
                .isTrue();
        assertThat(center.client()
                        .get("/api/v1/monitoring?metric=rate&from=2026-02&to=2026-02&region=500000")
                        .expect(200)
                        .json()
                        .path("values"))
                .hasSize(1);
        center.client().get("/api/v1/monitoring?after=x").expectProblem(400, "BAD_REQUEST");
        center.client().get("/api/v1/monitoring/export").expectProblem(403, "DISPLAY_ONLY");
    }

    @Test
    void previewsWhatAPlatformWouldShow() {
        TestCenter member = gateway.newCenterWithAgreement();

        JsonNode preview = member.client()
                .post("/api/v1/submissions/activity/preview", member.activity())
                .expect(200)
                .json();

        assertThat(preview.at("/0/state").asString("")).isEqualTo("READY");
        assertThat(preview.at("/0/fields").toString())
                .contains("橡胶轮胎")
                .doesNotContain("13805320016", "91370283MA3D1K207F");
        assertThat(preview.at("/0/agreements/0/version").intValue()).isEqualTo(1);
        JsonNode attendees = change(preview, "/attendees");
        assertThat(attendees.path("transform").asString("")).isEqualTo("band:attendees");
        assertThat(attendees.at("/before/0").isNumber()).isTrue();
        assertThat(attendees.at("/after/0").isString()).isTrue();
        JsonNode mobile = change(preview, "/contacts/*/mobile");
        assertThat(mobile.path("fate").asString("")).isEqualTo("STRIPPED");
        assertThat(mobile.path("before").toString()).contains("13805320016");
        assertThat(mobile.path("after")).isEmpty();
        assertThat(member.stored()).isEmpty();
    }

    private static JsonNode change(JsonNode preview, String path) {
        return preview.at("/0/changes")
                .valueStream()
                .filter(change -> change.path("path").asString("").equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void takesNoRecordsThatNobodySubmits() {
        for (String dataset : new String[] {"booking", "take_down", "slot"}) {
            assertThat(Datasets.load().find(dataset)).isPresent();
            center.submit(dataset, center.record(dataset)).expectProblem(422, "DATASET_NOT_SUBMITTED");
        }
    }
}
