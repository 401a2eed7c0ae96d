package org.shuqiao.gateway;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.BookingLedger;
import org.shuqiao.routes.ledger.BookingState;
import org.shuqiao.routes.steps.Accepted;
import org.shuqiao.routes.steps.BookingDecision;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A center sees its slots and who has booked them, and decides. Names of visitors are in the inbox only. */
@RestController
@Tag(name = "Bookings", description = "For centers: slots, bookings and decisions on them")
public class BookingController {
    private static final int PAGE = 100;
    private static final int REASON_CHARS = 200;

    private final Journeys journeys;
    private final BookingLedger ledger;

    BookingController(Journeys journeys) {
        this.journeys = journeys;
        this.ledger = journeys.ledger().bookings();
    }

    /**
     * @param booked places that the center has given away itself
     * @param held places that bookings hold
     * @param free places that can still be booked; none in a slot that is closed
     */
    public record Slot(
            String slotId,
            long version,
            String title,
            String venue,
            Instant start,
            Instant end,
            int capacity,
            int booked,
            int held,
            int free,
            boolean open) {

        static Slot of(BookingLedger.SlotView slot) {
            int free = slot.open() ? Math.max(0, slot.capacity() - slot.elsewhere() - slot.held()) : 0;
            return new Slot(
                    slot.id(),
                    slot.version(),
                    slot.title(),
                    slot.venue(),
                    slot.startsAt(),
                    slot.endsAt(),
                    slot.capacity(),
                    slot.elsewhere(),
                    slot.held(),
                    free,
                    slot.open());
        }
    }

    /**
     * @param messageId the inbox message that holds the request
     * @param decisions what can be decided now
     */
    public record Booking(
            String bookingId,
            String platform,
            String slotId,
            BookingState state,
            int headcount,
            Instant visitAt,
            UUID messageId,
            Instant requestedAt,
            Instant changedAt,
            List<Choice> decisions) {

        static Booking of(BookingLedger.Booking booking) {
            return new Booking(
                    booking.id(),
                    booking.platform(),
                    booking.slot(),
                    booking.state(),
                    booking.headcount(),
                    booking.visitAt(),
                    booking.message(),
                    booking.requestedAt(),
                    booking.changedAt(),
                    Choice.from(booking.state()));
        }
    }

    /** What a center can decide, by the name it has in calls in lower case. */
    public enum Choice {
        APPROVE(BookingState.APPROVED),
        REJECT(BookingState.REJECTED),
        CANCEL(BookingState.CANCELLED),
        CHECK_IN(BookingState.CHECKED_IN),
        NO_SHOW(BookingState.NO_SHOW),
        DONE(BookingState.DONE);

        private final BookingState to;

        Choice(BookingState to) {
            this.to = to;
        }

        static List<Choice> from(BookingState state) {
            return List.of(values()).stream()
                    .filter(choice -> state.exits().contains(choice.to))
                    .toList();
        }

        /** The visitor is told why. */
        public boolean needsReason() {
            return this == REJECT || this == CANCEL;
        }
    }

    /** @param reason needed to reject and to cancel; told to the platform */
    public record Decision(String decision, @Nullable String reason) {}

    /** @param submissionId the submission that tells the platform */
    public record Decided(Booking booking, UUID submissionId, String statusUrl) {}

    @GetMapping("/api/v1/slots")
    @Operation(
            summary = "List slots by their start; `after` is the last slot of the page before",
            description = "Without `from`, slots that have ended are left out.")
    public List<Slot> slots(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "20") int limit,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Instant start = from == null ? journeys.parts().clock().instant() : from;
        return ledger.slots(caller.ownCenter(), start, Members.searched(after, "after"), rows(limit)).stream()
                .map(Slot::of)
                .toList();
    }

    @GetMapping("/api/v1/bookings")
    @Operation(
            summary = "List bookings, newest first; `after` is the last messageId of the page before",
            description = "By slot, state and time of the visit (`from` inclusive, `to` exclusive).")
    public List<Booking> bookings(
            @RequestParam(required = false) @Nullable String slot,
            @RequestParam(required = false) @Nullable BookingState state,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "20") int limit,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        BookingLedger.Query query = new BookingLedger.Query(Members.searched(slot, "slot"), state, from, to);
        return ledger.bookings(caller.ownCenter(), query, after, rows(limit)).stream()
                .map(Booking::of)
                .toList();
    }

    /** Those on which nobody has decided, the slot that begins next first. */
    public List<Booking> waiting(int limit, ApiKeys.Caller caller) {
        return ledger.waiting(caller.ownCenter(), rows(limit)).stream()
                .map(Booking::of)
                .toList();
    }

    @GetMapping("/api/v1/bookings/{id}")
    @Operation(summary = "See one booking and what can be decided on it")
    public Booking booking(
            @PathVariable String id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        return find(caller.ownCenter(), id);
    }

    @PostMapping("/api/v1/bookings/{id}/decision")
    @Operation(
            summary = "Decide: approve, reject, cancel, check_in, no_show or done",
            description =
                    "The booking's new state and the record that tells the platform are stored together; the record"
                            + " then travels like any submission.")
    @ApiResponse(responseCode = "202", description = "Decided, and on its way")
    @ApiResponse(responseCode = "409", description = "Not possible in its present state", content = @Content)
    public ResponseEntity<Decided> decide(
            @PathVariable String id,
            @RequestBody Decision decision,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Choice choice = choice(decision.decision());
        String reason = reason(choice, decision.reason());
        String center = caller.ownCenter();
        Accepted told = journeys.decide(new BookingDecision(center, storable(id), choice.to, reason));
        return ResponseEntity.accepted()
                .body(new Decided(find(center, id), told.submission(), "/api/v1/submissions/" + told.submission()));
    }

    private Booking find(String center, String id) {
        return ledger.booking(center, storable(id))
                .map(Booking::of)
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "booking")));
    }

    private static String storable(String id) {
        return requireNonNull(Members.searched(id, "id"));
    }

    private static Choice choice(@Nullable String name) {
        for (Choice choice : Choice.values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(name)) {
                return choice;
            }
        }
        throw Members.refused("decision");
    }

    private static @Nullable String reason(Choice choice, @Nullable String reason) {
        if (reason == null && !choice.needsReason()) {
            return null;
        }
        String text = Members.text(reason, "reason").strip();
        if (text.codePointCount(0, text.length()) > REASON_CHARS) {
            throw Members.refused("reason");
        }
        return text;
    }

    private static int rows(int limit) {
        return Math.max(1, Math.min(limit, PAGE));
    }
}
