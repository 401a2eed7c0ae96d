package org.shuqiao.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.shuqiao.routes.SignedReturns.body;
import static org.shuqiao.routes.SignedReturns.booking;
import static org.shuqiao.routes.SignedReturns.record;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.BookingState;
import org.shuqiao.routes.ledger.ConsentLedger;
import org.shuqiao.routes.ledger.ConsentLedger.Consent;
import org.shuqiao.routes.ledger.MonitoringLedger.Query;
import org.shuqiao.routes.steps.BookingDecision;
import org.shuqiao.routes.steps.ReceivedBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a center offers, from one end to the other: slots out, bookings in, decisions out; items out, and down again. */
class OffersRouteTest {
    private static final String CENTER = "91500000MA5U000036";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path home;

    private static CapabilityStub platform;
    private static TestGateway gateway;
    private static SignedReturns sender;
    private static ConsentLedger consents;

    @BeforeAll
    static void start() throws Exception {
        platform = new CapabilityStub(home.resolve("keys"));
        gateway = new TestGateway(home, CENTER, "500112", platform.access());
        gateway.permitReturns("in", CENTER, agreement -> {});
        sender = new SignedReturns(platform.key());
        consents = gateway.ledger.consents();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        platform.close();
    }

    private static UUID submit(String dataset, ObjectNode record) {
        return gateway.accept(dataset, JSON.writeValueAsBytes(record));
    }

    private static void awaitState(UUID submission, String state) {
        await().atMost(SOON).until(() -> gateway.transfer(submission), state::equals);
    }

    private static JsonNode payload(UUID submission) {
        byte[] payload = gateway.database()
                .jdbc()
                .queryForObject(
                        "SELECT payload FROM transfer_content WHERE id = ?",
                        byte[].class,
                        gateway.transferId(submission));
        return JSON.readTree(payload);
    }

    private static int codeOf(String dataset, byte[] body) {
        return gateway.journeys().takeReturn(sender.of(dataset, body)).receipt().httpStatus();
    }

    private static ObjectNode item(String id, Instant from) {
        ObjectNode item = record("showcase_item", id, CENTER);
        return item.put("consent_id", "consent-" + id)
                .put("publish_from", ChinaTime.text(from))
                .put("publish_to", "2099-01-01T00:00:00+08:00");
    }

    private static void consent(String item, String dataset) {
        consents.record(
                CENTER,
                new Consent(
                        "consent-" + item,
                        "91500000MA5U00169L",
                        dataset,
                        item,
                        Instant.EPOCH,
                        Instant.parse("2100-01-01T00:00:00Z"),
                        null),
                "test");
    }

    @Test
    void aSlotGoesOutAndADecisionFollowsItsBooking() {
        ObjectNode slot = record("slot", "slot-1", CENTER)
                .put("start", SignedReturns.VISIT)
                .put("end", "2099-12-08T11:30:00+08:00")
                .put("capacity", 15)
                .put("booked", 0);
        awaitState(submit("slot", slot), "ACCEPTED");

        ObjectNode first = booking("visit-1", CENTER).put("slot_id", "slot-1");
        assertThat(codeOf("booking", body("visits-1", first))).isEqualTo(200);
        ObjectNode second = booking("visit-2", CENTER).put("slot_id", "slot-1");
        assertThat(codeOf("booking", body("visits-2", second)))
                .as("12 of 15 places are held")
                .isEqualTo(409);

        UUID told = gateway.journeys()
                .decide(new BookingDecision(CENTER, "visit-1", BookingState.APPROVED, null))
                .submission();
        awaitState(told, "ACCEPTED");
        assertThat(payload(told).path("cljg").stringValue()).isEqualTo("同意");
        assertThat(payload(told).path("yybh").stringValue()).isEqualTo("visit-1");
        assertThat(codeOf("booking_change", body("changes-1", change("visit-1"))))
                .isEqualTo(200);
        assertThat(gateway.ledger
                        .bookings()
                        .booking(CENTER, "visit-1")
                        .orElseThrow()
                        .state())
                .isEqualTo(BookingState.CANCELLED);
    }

    private static ObjectNode change(String booking) {
        ObjectNode change = record("booking_change", booking, CENTER).put("change", "cancel");
        change.remove("headcount");
        return change;
    }

    @Test
    void aDecisionWhoseReasonIsTooLongChangesNothing() {
        codeOf("booking", body("long-reason", booking("visit-9", CENTER)));

        Failure refused = catchThrowableOfType(Failure.class, () -> gateway.journeys()
                .decide(new BookingDecision(CENTER, "visit-9", BookingState.REJECTED, "长".repeat(201))));

        assertThat(refused.code()).isEqualTo(FailureCode.INVALID_RECORD);
        assertThat(gateway.ledger
                        .bookings()
                        .booking(CENTER, "visit-9")
                        .orElseThrow()
                        .state())
                .isEqualTo(BookingState.REQUESTED);
    }

    @Test
    void case31AnItemWithoutConsentIsDenied() {
        UUID denied = submit("showcase_item", item("no-consent", Instant.EPOCH.plusSeconds(86400L * 20000)));
        awaitState(denied, "DENIED CONSENT");
        assertThat(gateway.database()
                        .jdbc()
                        .queryForObject(
                                "SELECT decision #>> '{trail,0,steps,-1}' FROM transfer_content WHERE id = ?",
                                String.class,
                                gateway.transferId(denied)))
                .as("the last step of the trail")
                .contains("\"step\": \"consent\"", "\"reason\": \"CONSENT\"");
        consent("other-dataset", "demand");
        awaitState(submit("showcase_item", item("other-dataset", Instant.now())), "DENIED CONSENT");
    }

    @Test
    void anItemThatIsToBeShownLaterWaits() {
        consent("later", "showcase_item");

        UUID later = submit("showcase_item", item("later", Instant.now().plus(Duration.ofDays(30))));

        awaitState(later, "READY PUBLISH_WINDOW");
        assertThat(platform.has(gateway.transferId(later).toString())).isFalse();
        assertThat(consents.withdraw(CENTER, "consent-later", "test")).isTrue();
        awaitState(later, "DENIED CONSENT_WITHDRAWN");
    }

    @Test
    void case32AnItemIsTakenDownWhenItsConsentIsWithdrawn() {
        consent("shown", "showcase_item");
        UUID shown = submit("showcase_item", item("shown", Instant.now().minusSeconds(60)));
        awaitState(shown, "ACCEPTED");

        consents.withdraw(CENTER, "consent-shown", "test");

        UUID takeDown = await().atMost(SOON).until(() -> takenDownBy(shown), id -> id != null);
        awaitState(takeDown, "ACCEPTED");
        assertThat(payload(takeDown).path("zsbh").stringValue()).isEqualTo("shown");
        assertThat(new String(JSON.writeValueAsBytes(payload(takeDown)), UTF_8)).contains("企业撤回授权");
        platform.decide(gateway.transferId(takeDown).toString(), "STORED");
        gateway.database()
                .jdbc()
                .update("UPDATE transfer SET due_at = now(), wake_at = now() WHERE state = 'ACCEPTED'");
        awaitState(shown, "WITHDRAWN TAKEN_DOWN");
    }

    private static UUID takenDownBy(UUID submission) {
        return gateway.database()
                .jdbc()
                .queryForObject(
                        "SELECT taken_down_by FROM publication WHERE transfer = ?",
                        UUID.class,
                        gateway.transferId(submission));
    }

    @Test
    void case34FiguresMayBeShownAndAreTakenAwayOnlyByAnAgreementThatSaysSo() {
        assertThat(codeOf("monitoring", body("figures", record("monitoring", "series-1", CENTER))))
                .isEqualTo(200);

        assertThat(gateway.ledger
                        .monitoring()
                        .values(new Query(CENTER, "equipment_networked_rate", null, null, null, null, null), null, 10))
                .hasSize(3);
        assertThat(gateway.journeys().monitoringTerms().storable(CENTER)).isEmpty();

        gateway.permitReturns("in", CENTER, agreement -> {
            agreement.put("version", 2);
            agreement.path("permission").forEach(permission -> ((ObjectNode) permission).put("action", "store"));
        });
        assertThat(gateway.journeys().monitoringTerms().storable(CENTER)).containsExactly("capability-center");
    }

    @Test
    void whatPlatformsSendOrTheGatewayMakesIsNotSubmitted() {
        for (String dataset : new String[] {"booking", "monitoring", "booking_decision", "take_down"}) {
            Failure refused = catchThrowableOfType(Failure.class, () -> gateway.journeys()
                    .accept(new ReceivedBody(
                            CENTER, dataset, null, JSON.writeValueAsBytes(record(dataset, "x", CENTER)))));
            assertThat(refused.code()).isEqualTo(FailureCode.DATASET_NOT_SUBMITTED);
        }
    }
}
