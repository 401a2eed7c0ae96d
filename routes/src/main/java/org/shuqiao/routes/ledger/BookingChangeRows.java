package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Slots.Slot;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/** A visitor cancels a booking, or comes with more people or fewer. The record's version counts the changes of one booking. */
final class BookingChangeRows implements ReturnEffect {
    static final String DATASET = "booking_change";

    private final JdbcTemplate jdbc;
    private final Slots slots;

    BookingChangeRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.slots = new Slots(jdbc);
    }

    private record Booking(String slot, BookingState state, int headcount, Instant visitAt, long change) {}

    @Override
    public Optional<RowRefusal> apply(ReturnRow row) {
        Booking booking = lock(row).orElse(null);
        if (booking == null) {
            return Optional.of(RowRefusal.of(ReasonCode.BOOKING_UNKNOWN));
        }
        if (row.version() <= booking.change()) {
            return Optional.of(RowRefusal.of(ReasonCode.NEWER_VERSION));
        }
        if (!booking.state().isChangeable()) {
            return Optional.of(new RowRefusal(
                    ReasonCode.BOOKING_STATE,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("state", booking.state().name())));
        }
        return switch (row.record().path("change").asString("")) {
            case "cancel" -> cancel(row, booking);
            case "amend" -> amend(row, booking);
            default -> Optional.of(RowRefusal.of(ReasonCode.FIELD_MISSING));
        };
    }

    /** A booking of another platform is not this one's to change. */
    private Optional<Booking> lock(ReturnRow row) {
        return jdbc
                .query(
                        """
                        SELECT slot_id, state, headcount, visit_at, change FROM booking
                        WHERE center = ? AND booking_id = ? AND platform = ? FOR UPDATE
                        """,
                        (found, n) -> new Booking(
                                found.getString(1),
                                BookingState.valueOf(found.getString(2)),
                                found.getInt(3),
                                found.getObject(4, OffsetDateTime.class).toInstant(),
                                found.getLong(5)),
                        row.center(),
                        row.recordId(),
                        row.platform())
                .stream()
                .findFirst();
    }

    private Optional<RowRefusal> cancel(ReturnRow row, Booking booking) {
        slots.giveBack(row.center(), booking.slot(), booking.headcount());
        change(row, BookingState.CANCELLED, booking.headcount());
        return Optional.empty();
    }

    private Optional<RowRefusal> amend(ReturnRow row, Booking booking) {
        int places = row.record().path("headcount").intValue(booking.headcount());
        int more = places - booking.headcount();
        if (more > 0 && !slots.take(row.center(), booking.slot(), more)) {
            Slot slot = slots.lock(row.center(), booking.slot()).orElseThrow();
            return Optional.of(slots.refusal(ReasonCode.SLOT_FULL, row.center(), slot, places, row.receivedAt()));
        }
        if (more < 0) {
            slots.giveBack(row.center(), booking.slot(), -more);
        }
        change(row, booking.state(), places);
        return Optional.empty();
    }

    private void change(ReturnRow row, BookingState state, int headcount) {
        jdbc.update(
                """
                UPDATE booking SET state = ?, headcount = ?, change = ?, changed_at = now()
                WHERE center = ? AND booking_id = ?
                """,
                state.name(),
                headcount,
                row.version(),
                row.center(),
                row.recordId());
    }

    @Override
    public Optional<Instant> deleteAt(ReturnRow row) {
        return lock(row).map(booking -> booking.visitAt().plus(BookingRows.CONTACT_KEPT));
    }
}
