package org.shuqiao.routes.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Slots.Slot;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ObjectNode;

/** A visitor asks for places: they are held at once, so that an approval never fails, or the row is refused. */
final class BookingRows implements ReturnEffect {
    static final String DATASET = "booking";

    /** How long after the visit names and numbers of visitors are kept. */
    static final Duration CONTACT_KEPT = Duration.ofDays(30);

    private final JdbcTemplate jdbc;
    private final Slots slots;

    BookingRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.slots = new Slots(jdbc);
    }

    @Override
    public Optional<RowRefusal> apply(ReturnRow row) {
        ObjectNode record = row.record();
        int places = record.path("headcount").intValue(0);
        if (places < 1 || !record.path("slot_id").isString()) {
            return Optional.of(RowRefusal.of(ReasonCode.FIELD_MISSING));
        }
        if (visitAt(row.center(), row.recordId()).isPresent()) {
            return Optional.of(RowRefusal.of(ReasonCode.BOOKING_EXISTS));
        }
        return slots.lock(row.center(), record.path("slot_id").stringValue())
                .map(slot -> hold(row, slot, places))
                .orElseGet(() -> Optional.of(RowRefusal.of(ReasonCode.SLOT_UNKNOWN)));
    }

    private Optional<RowRefusal> hold(ReturnRow row, Slot slot, int places) {
        Instant now = row.receivedAt();
        if (!slot.open() || !slot.startsAt().isAfter(now)) {
            return Optional.of(slots.refusal(ReasonCode.SLOT_CLOSED, row.center(), slot, places, now));
        }
        Instant visit = visit(row.record(), slot);
        if (visit == null) {
            return Optional.of(RowRefusal.of(ReasonCode.VISIT_OUTSIDE_SLOT));
        }
        if (!slots.take(row.center(), slot.id(), places)) {
            return Optional.of(slots.refusal(ReasonCode.SLOT_FULL, row.center(), slot, places, now));
        }
        insert(row, slot, places, visit);
        return Optional.empty();
    }

    /** @return the slot's start where the record names no time, null where its time lies outside of the slot */
    private static @Nullable Instant visit(ObjectNode record, Slot slot) {
        Instant named = ChinaTime.instant(record.path("visit_at").asString(""));
        if (named == null) {
            return slot.startsAt();
        }
        return named.isBefore(slot.startsAt()) || !named.isBefore(slot.endsAt()) ? null : named;
    }

    private void insert(ReturnRow row, Slot slot, int places, Instant visit) {
        jdbc.update(
                """
                INSERT INTO booking (center, booking_id, platform, slot_id, state, headcount, visit_at, message, requested_at)
                VALUES (?, ?, ?, ?, 'REQUESTED', ?, ?, ?, ?)
                """,
                row.center(),
                row.recordId(),
                row.platform(),
                slot.id(),
                places,
                visit.atOffset(ZoneOffset.UTC),
                row.messageId(),
                row.receivedAt().atOffset(ZoneOffset.UTC));
    }

    @Override
    public Optional<Instant> deleteAt(ReturnRow row) {
        return visitAt(row.center(), row.recordId()).map(visit -> visit.plus(CONTACT_KEPT));
    }

    private Optional<Instant> visitAt(String center, String booking) {
        return jdbc
                .query(
                        "SELECT visit_at FROM booking WHERE center = ? AND booking_id = ?",
                        (row, n) -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        center,
                        booking)
                .stream()
                .findFirst();
    }
}
