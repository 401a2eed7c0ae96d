package org.shuqiao.routes.ledger;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.BookingLedger.Booking;
import org.shuqiao.routes.ledger.BookingLedger.Query;
import tools.jackson.databind.node.ObjectNode;

class BookingLedgerTest {
    private static final Query ALL = new Query(null, null, null, null);

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private Visitors visitors;

    @BeforeEach
    void visitors() {
        visitors = new Visitors(world);
    }

    @Test
    void aSlotFollowsItsNewestSubmission() {
        visitors.slot("s1", 2, 30, Visitors.START, true);
        visitors.slot("s1", 1, 10, Visitors.START, true);

        assertThat(visitors.slot("s1").capacity()).isEqualTo(30);
        assertThat(visitors.slot("s1").version()).isEqualTo(2);
    }

    @Test
    void knowsASlotWithItsSubmissionToItsOwnCenterAlone() {
        visitors.slot("s1", 12);
        BookingLedger bookings = world.ledger().bookings();

        BookingLedger.SlotView slot = bookings.slot(LedgerWorld.CENTER, "s1").orElseThrow();

        assertThat(slot).isEqualTo(visitors.slot("s1"));
        assertThat(world.jdbc()
                        .queryForObject(
                                "SELECT record_id FROM submission WHERE id = ?", String.class, slot.submission()))
                .isEqualTo("s1");
        assertThat(bookings.slot("somebody", "s1")).isEmpty();
    }

    @Test
    void aRequestHoldsItsPlacesAtOnce() {
        visitors.slot("s1", 10);

        assertThat(visitors.book("b1", "s1", 4)).isEmpty();

        assertThat(visitors.state("b1")).isEqualTo(BookingState.REQUESTED);
        assertThat(visitors.slot("s1").held()).isEqualTo(4);
    }

    @Test
    void aFullSlotIsRefusedWithTheNextFreeOnes() {
        visitors.slot("s1", 5);
        IntStream.range(0, 7)
                .forEach(i -> visitors.slot("later-" + i, 1, 5, Visitors.START.plus(Duration.ofDays(7L - i)), true));
        visitors.slot("closed", 1, 50, Visitors.START.plus(Duration.ofHours(3)), false);
        visitors.slot("small", 1, 1, Visitors.START.plus(Duration.ofHours(4)), true);
        visitors.slot("earlier", 1, 50, Visitors.START.minus(Duration.ofDays(1)), true);
        visitors.book("b1", "s1", 4);

        RowRefusal refused = visitors.book("b2", "s1", 2).orElseThrow();

        assertThat(refused.reason()).isEqualTo(ReasonCode.SLOT_FULL);
        assertThat(refused.facts().path("nextFree").valueStream().map(slot -> slot.path("slotId")
                        .stringValue()))
                .containsExactly("later-6", "later-5", "later-4", "later-3", "later-2");
        assertThat(refused.facts().at("/nextFree/0/free").intValue()).isEqualTo(5);
        assertThat(refused.facts().at("/nextFree/0/start").stringValue()).isEqualTo("2026-12-09T09:30:00+08:00");
        assertThat(visitors.slot("s1").held()).isEqualTo(4);
    }

    @Test
    void twoHundredRequestsAtOnceForTenPlacesHoldExactlyTen() throws Exception {
        visitors.slot("s1", 10);
        ExecutorService gateways = Executors.newFixedThreadPool(24);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Optional<RowRefusal>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String booking = "b" + i;
            answers.add(gateways.submit(() -> {
                start.await();
                return visitors.book(booking, "s1", 1);
            }));
        }
        start.countDown();
        List<RowRefusal> refusals = new ArrayList<>();
        for (Future<Optional<RowRefusal>> answer : answers) {
            answer.get().ifPresent(refusals::add);
        }
        gateways.shutdown();

        assertThat(refusals).hasSize(190).allSatisfy(refused -> assertThat(refused.reason())
                .isEqualTo(ReasonCode.SLOT_FULL));
        List<Booking> held = visitors.bookings().bookings(LedgerWorld.CENTER, ALL, null, 1000);
        assertThat(held).hasSize(10);
        held.forEach(booking -> visitors.decide(booking.id(), BookingState.APPROVED));
        assertThat(visitors.bookings()
                        .bookings(LedgerWorld.CENTER, new Query("s1", BookingState.APPROVED, null, null), null, 1000))
                .hasSize(10);
        assertThat(visitors.slot("s1").held()).isEqualTo(10);
    }

    @Test
    void whatExpiresFirstWaitsFirstWheneverItWasAskedFor() {
        visitors.slot("later", 1, 5, Visitors.START.plus(Duration.ofMinutes(30)), true);
        visitors.slot("sooner", 5);
        visitors.slot("answered", 5);
        ObjectNode atItsEnd =
                Visitors.request("sooner", 1).put("visit_at", ChinaTime.text(Visitors.START.plusSeconds(7000)));
        assertThat(visitors.send(BookingRows.DATASET, "b1", 1, atItsEnd)).isEmpty();
        assertThat(visitors.book("b2", "later", 1)).isEmpty();
        assertThat(visitors.book("b3", "sooner", 1)).isEmpty();
        assertThat(visitors.book("b4", "answered", 1)).isEmpty();
        visitors.decide("b4", BookingState.APPROVED);

        assertThat(visitors.bookings().waiting(LedgerWorld.CENTER, 10))
                .extracting(Booking::id)
                .containsExactly("b1", "b3", "b2");
        assertThat(visitors.bookings().waiting(LedgerWorld.CENTER, 2))
                .extracting(Booking::id)
                .containsExactly("b1", "b3");
        assertThat(visitors.bookings().waiting("91500000MA5U000036", 10)).isEmpty();
    }

    @Test
    void anIndexLeadsToWhatWaitsAmongManyBookings() {
        visitors.slot("s1", 5);
        world.jdbc()
                .update(
                        """
                        INSERT INTO booking (center, booking_id, platform, slot_id, state, headcount, visit_at, message, requested_at)
                        SELECT center, 'b' || i, 'p', slot_id, CASE WHEN i % 100 = 0 THEN 'REQUESTED' ELSE 'DONE' END, 1, starts_at,
                               gen_random_uuid(), now()
                        FROM slot, generate_series(1, 20000) AS i
                        """);
        world.jdbc().execute("ANALYZE booking, slot");

        assertThat(String.join(
                        "\n",
                        world.jdbc()
                                .queryForList(
                                        "EXPLAIN " + BookingLedger.WAITING, String.class, LedgerWorld.CENTER, 20)))
                .contains("booking_undecided")
                .doesNotContain("Seq Scan on booking");
    }

    @Test
    void aSlotOfAnotherCenterIsUnknown() {
        world.ledger().centers().register("91500000MA5U000036", "别处", "500112", "admin");
        world.jdbc()
                .update(
                        """
                        INSERT INTO slot (center, slot_id, version, submission, title, venue, starts_at, ends_at, capacity, elsewhere, open)
                        VALUES ('91500000MA5U000036', 'theirs', 1, gen_random_uuid(), '', '', now(), now(), 9, 0, true)
                        """);

        assertThat(visitors.book("b1", "theirs", 1)).map(RowRefusal::reason).contains(ReasonCode.SLOT_UNKNOWN);
    }

    @Test
    void aClosedSlotOrOneThatHasBegunTakesNobody() {
        visitors.slot("shut", 1, 5, Visitors.START, false);
        visitors.slot("begun", 1, 5, Visitors.NOW, true);

        assertThat(visitors.book("b1", "shut", 1)).map(RowRefusal::reason).contains(ReasonCode.SLOT_CLOSED);
        assertThat(visitors.book("b2", "begun", 1)).map(RowRefusal::reason).contains(ReasonCode.SLOT_CLOSED);
    }

    @Test
    void aVisitOutsideOfItsSlotIsRefused() {
        visitors.slot("s1", 5);

        assertThat(visitors.send(
                        BookingRows.DATASET,
                        "b1",
                        1,
                        Visitors.request("s1", 1).put("visit_at", ChinaTime.text(Visitors.START.plusSeconds(7200)))))
                .map(RowRefusal::reason)
                .contains(ReasonCode.VISIT_OUTSIDE_SLOT);
    }

    @Test
    void aBookingIsRequestedOnce() {
        visitors.slot("s1", 5);
        visitors.book("b1", "s1", 1);

        assertThat(visitors.send(BookingRows.DATASET, "b1", 2, Visitors.request("s1", 2)))
                .map(RowRefusal::reason)
                .contains(ReasonCode.BOOKING_EXISTS);
        assertThat(visitors.slot("s1").held()).isEqualTo(1);
    }

    @Test
    void contactDataOfARequestIsDueThirtyDaysAfterTheVisit() {
        visitors.slot("s1", 5);
        visitors.book("b1", "s1", 1);

        ReturnRow row = visitors.row(BookingRows.DATASET, "b1", 1, Visitors.request("s1", 1));
        Optional<Instant> deleteAt = world.inTransaction(
                ledger -> visitors.effect(BookingRows.DATASET).deleteAt(row));

        assertThat(deleteAt).contains(Visitors.START.plus(Duration.ofDays(30)));
    }

    @Test
    void aDecisionAndTheSubmissionThatTellsItAreOne() {
        visitors.slot("s1", 5);
        visitors.book("b1", "s1", 2);

        UUID submission = visitors.decide("b1", BookingState.APPROVED);

        assertThat(visitors.state("b1")).isEqualTo(BookingState.APPROVED);
        assertThat(world.claimed(submission).only()).isEqualTo(LedgerWorld.PLATFORM);
        assertThatThrownBy(
                        () -> visitors.bookings().decide(LedgerWorld.CENTER, "b1", BookingState.CHECKED_IN, decided -> {
                            throw new IllegalStateException("no submission");
                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(visitors.state("b1")).isEqualTo(BookingState.APPROVED);
    }

    @Test
    void decisionsOfABookingAreVersionsOfOneRecord() {
        visitors.slot("s1", 5);
        visitors.book("b1", "s1", 2);

        visitors.decide("b1", BookingState.APPROVED);
        visitors.decide("b1", BookingState.CHECKED_IN);
        visitors.decide("b1", BookingState.DONE);

        assertThat(world.jdbc()
                        .queryForList(
                                "SELECT version FROM submission WHERE dataset = 'booking_decision' AND record_id = 'b1' ORDER BY version",
                                Long.class))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void anIllegalDecisionIsRefusedWithTheLegalOnes() {
        visitors.slot("s1", 5);
        visitors.book("b1", "s1", 2);

        Failure refused = catchThrowableOfType(Failure.class, () -> visitors.decide("b1", BookingState.DONE));

        assertThat(refused.code()).isEqualTo(FailureCode.WRONG_STATE);
        assertThat(refused.facts())
                .containsEntry("state", "REQUESTED")
                .containsEntry("legal", List.of("APPROVED", "REJECTED", "CANCELLED"));
    }

    @Test
    void aRejectedCancelledOrMissedVisitGivesItsPlacesBack() {
        visitors.slot("s1", 9);
        List.of("b1", "b2", "b3").forEach(booking -> visitors.book(booking, "s1", 3));

        visitors.decide("b1", BookingState.REJECTED);
        visitors.decide("b2", BookingState.APPROVED);
        visitors.decide("b2", BookingState.NO_SHOW);
        visitors.cancel("b3", 1);

        assertThat(visitors.slot("s1").held()).isZero();
        assertThat(visitors.state("b3")).isEqualTo(BookingState.CANCELLED);
    }

    @Test
    void aVisitorMayComeWithMoreOrFewerAsLongAsThereArePlaces() {
        visitors.slot("s1", 10);
        visitors.book("b1", "s1", 4);

        assertThat(visitors.amend("b1", 1, 9)).isEmpty();
        assertThat(visitors.amend("b1", 2, 11)).map(RowRefusal::reason).contains(ReasonCode.SLOT_FULL);
        assertThat(visitors.slot("s1").held()).isEqualTo(9);
        assertThat(visitors.amend("b1", 3, 2)).isEmpty();
        assertThat(visitors.slot("s1").held()).isEqualTo(2);
    }

    @Test
    void aChangeThatIsOlderUnknownOrTooLateIsRefused() {
        visitors.slot("s1", 10);
        visitors.book("b1", "s1", 4);
        visitors.amend("b1", 2, 5);

        assertThat(visitors.amend("b1", 1, 6)).map(RowRefusal::reason).contains(ReasonCode.NEWER_VERSION);
        assertThat(visitors.cancel("nobody", 1)).map(RowRefusal::reason).contains(ReasonCode.BOOKING_UNKNOWN);
        visitors.decide("b1", BookingState.REJECTED);
        assertThat(visitors.cancel("b1", 3)).map(RowRefusal::reason).contains(ReasonCode.BOOKING_STATE);
        assertThat(visitors.slot("s1").held()).isZero();
    }

    @Test
    void pagesOfBookingsAndSlotsHaveNoGapAndNoRepetition() {
        IntStream.range(0, 5).forEach(i -> visitors.slot("s" + i, 10));
        IntStream.range(0, 5).forEach(i -> visitors.book("b" + i, "s" + i, 1));

        List<Booking> first = visitors.bookings().bookings(LedgerWorld.CENTER, ALL, null, 3);
        List<Booking> pages = new ArrayList<>(first);
        pages.addAll(visitors.bookings()
                .bookings(LedgerWorld.CENTER, ALL, first.get(2).message(), 3));

        // Not by their names: messages of one millisecond have no order.
        assertThat(pages).extracting(booking -> booking.message().toString()).isSortedAccordingTo(reverseOrder());
        assertThat(pages).extracting(Booking::id).containsExactlyInAnyOrder("b0", "b1", "b2", "b3", "b4");
        assertThat(visitors.slotIds(null, 3)).containsExactly("s0", "s1", "s2");
        assertThat(visitors.slotIds("s2", 3)).containsExactly("s3", "s4");
    }

    private List<String> visits(Instant from, Instant to) {
        return visitors.bookings().bookings(LedgerWorld.CENTER, new Query(null, null, from, to), null, 10).stream()
                .map(Booking::id)
                .toList();
    }

    @Test
    void aTimeOfVisitsHasItsBeginningAndNotItsEnd() {
        Instant next = Visitors.START.plus(Duration.ofDays(7));
        visitors.slot("s1", 10);
        visitors.slot("s2", 1, 10, next, true);
        visitors.book("b1", "s1", 1);
        visitors.book("b2", "s2", 1);

        assertThat(visits(Visitors.START, next)).containsExactly("b1");
        assertThat(visits(next, next.plusSeconds(1))).containsExactly("b2");
        assertThat(visits(Visitors.START.plusSeconds(1), next)).isEmpty();
        assertThat(visits(Visitors.START, next.plusSeconds(1))).containsExactlyInAnyOrder("b1", "b2");
    }

    private void letSlotsBegin() {
        letSlotsBegin(Duration.ZERO);
    }

    /** By the clock of the database, which is what makes requests expire. */
    private void letSlotsBegin(Duration fromNow) {
        world.jdbc()
                .update(
                        """
                        UPDATE slot SET starts_at = now() + make_interval(secs => ?), ends_at = now() + make_interval(secs => ?)
                        """,
                        fromNow.toSeconds(),
                        fromNow.plusHours(2).toSeconds());
    }

    private List<UUID> expire() {
        return visitors.bookings().expire(10, visitors::telling);
    }

    @Test
    void aRequestThatNobodyHasDecidedOnGivesItsPlacesBackWhenItsSlotBegins() {
        visitors.slot("s1", 10);
        visitors.book("waits", "s1", 4);
        visitors.book("comes", "s1", 3);
        visitors.decide("comes", BookingState.APPROVED);
        letSlotsBegin(Duration.ofDays(1));
        assertThat(expire()).as("the slot has not begun").isEmpty();

        letSlotsBegin();

        assertThat(expire()).hasSize(1);
        assertThat(visitors.state("waits")).isEqualTo(BookingState.EXPIRED);
        assertThat(visitors.state("comes")).isEqualTo(BookingState.APPROVED);
        assertThat(visitors.slot("s1").held()).isEqualTo(3);
        assertThat(expire()).isEmpty();
        assertThat(world.jdbc()
                        .queryForList(
                                "SELECT record_id FROM submission WHERE dataset = 'booking_decision'", String.class))
                .containsExactlyInAnyOrder("waits", "comes");
    }

    @Test
    void nobodyDecidesOnWhatHasExpiredNorLetsAnythingExpire() {
        visitors.slot("s1", 10);
        visitors.book("b1", "s1", 4);

        assertWrongState(() -> visitors.decide("b1", BookingState.EXPIRED));
        letSlotsBegin();
        expire();
        assertWrongState(() -> visitors.decide("b1", BookingState.APPROVED));
        assertThat(visitors.cancel("b1", 2)).map(RowRefusal::reason).contains(ReasonCode.BOOKING_STATE);
        assertThat(visitors.slot("s1").held()).isZero();
    }

    private static void assertWrongState(ThrowingCallable decision) {
        assertThatThrownBy(decision).isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.code())
                .isEqualTo(FailureCode.WRONG_STATE));
    }

    @Test
    void aDecisionAndTheEndOfItsTimeAtOnceAreOneOfTheTwo() {
        visitors.slot("s1", 1_000);
        IntStream.range(0, 30).forEach(i -> visitors.book("b" + i, "s1", 1));
        letSlotsBegin();

        CompletableFuture<Integer> expired = LedgerWorld.atOnce(() -> {
            int all = 0;
            for (int round = 0; round < 10; round++) {
                all += expire().size();
            }
            return all;
        });
        int approved = 0;
        for (int i = 29; i >= 0; i--) {
            try {
                visitors.decide("b" + i, BookingState.APPROVED);
                approved++;
            } catch (Failure tooLate) {
                assertThat(tooLate.code()).isEqualTo(FailureCode.WRONG_STATE);
            }
        }

        assertThat(expired.join() + approved + expire().size()).isEqualTo(30);
        assertThat(visitors.slot("s1").held()).isEqualTo(approved);
    }

    @Test
    void visitsMoveWithTheirSlot() {
        visitors.slot("s1", 10);
        visitors.send(
                BookingRows.DATASET,
                "late",
                1,
                Visitors.request("s1", 1).put("visit_at", ChinaTime.text(Visitors.START.plusSeconds(3600))));
        Instant moved = Visitors.START.plus(Duration.ofDays(3));

        visitors.slot("s1", 2, 10, moved, true);
        assertThat(visitAt("late")).isEqualTo(moved.plusSeconds(3600));

        world.jdbc().update("UPDATE booking SET visit_at = visit_at + interval '1 hour'");
        visitors.slot("s1", 3, 10, moved, true);
        assertThat(visitAt("late")).as("it would be after the end").isEqualTo(moved);
    }

    private Instant visitAt(String booking) {
        return visitors.bookings()
                .booking(LedgerWorld.CENTER, booking)
                .orElseThrow()
                .visitAt();
    }
}
