package org.shuqiao.routes.steps;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.InvalidRecord;
import org.shuqiao.mappings.MarkedRecord;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.BookingLedger;
import org.shuqiao.routes.ledger.NewSubmission;
import tools.jackson.databind.node.ObjectNode;

/** Moves a booking and stores what tells its platform, in one transaction; then the decision travels as any record does. */
public final class DecideBooking {
    private static final String DATASET = "booking_decision";

    private final BookingLedger ledger;
    private final OwnRecords records;
    private final Hints hints;

    public DecideBooking(BookingLedger ledger, OwnRecords records, Hints hints) {
        this.ledger = ledger;
        this.records = records;
        this.hints = hints;
    }

    /**
     * @return the submission that tells the platform
     * @throws Failure where the booking is unknown or cannot go there, or the reason is missing or too long
     */
    public Accepted decide(BookingDecision decision) {
        try {
            UUID submission = ledger.decide(
                    decision.center(),
                    decision.booking(),
                    decision.to(),
                    decided -> telling(decided, decision.reason()));
            hints.prepareSubmissions(List.of(submission));
            return new Accepted(submission);
        } catch (InvalidRecord invalid) {
            throw new Failure(FailureCode.INVALID_RECORD, Map.of("violations", invalid.violations()));
        } catch (MarkedRecord grave) {
            // Only the reason can be marked, and nothing of it was kept.
            throw new Failure(SealRecord.code(grave.mark()));
        }
    }

    private NewSubmission telling(BookingLedger.Decided decided, @Nullable String reason) {
        BookingLedger.Booking booking = decided.booking();
        ObjectNode record = records.head(DATASET, booking.id(), booking.decision(), decided.center(), decided.region());
        record.put("slot_id", booking.slot())
                .put("decision", booking.state().name().toLowerCase(Locale.ROOT))
                .put("headcount", booking.headcount())
                .put("decided_at", records.now());
        if (reason != null) {
            record.put("reason", reason);
        }
        return records.submission(DATASET, record, booking.platform());
    }
}
