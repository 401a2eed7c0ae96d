package org.shuqiao.routes.steps;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.BookingLedger;
import org.shuqiao.routes.ledger.NewSubmission;
import tools.jackson.databind.node.ObjectNode;

/** Makes the record that tells a platform what became of a booking; it travels as any record does. */
public final class TellBooking {
    private static final String DATASET = "booking_decision";

    private final OwnRecords records;

    public TellBooking(OwnRecords records) {
        this.records = records;
    }

    /** @param reason told to the platform; null where none is needed */
    NewSubmission submission(BookingLedger.Decided decided, @Nullable String reason) {
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
