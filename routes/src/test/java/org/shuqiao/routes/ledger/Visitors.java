package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.ChinaTime;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Slots of the center of a {@link LedgerWorld}, and what visitors ask of them through its platform. */
final class Visitors {
    static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    static final Instant START = Instant.parse("2026-12-08T01:30:00Z");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LedgerWorld world;
    private final Map<String, ReturnEffect> effects;

    Visitors(LedgerWorld world) {
        this.world = world;
        this.effects = Map.of(
                BookingRows.DATASET, new BookingRows(world.jdbc()),
                BookingChangeRows.DATASET, new BookingChangeRows(world.jdbc()),
                MonitoringRows.DATASET, new MonitoringRows(world.jdbc()));
        world.ledger().centers().register(LedgerWorld.CENTER, "示范中心", "370212", "admin");
    }

    void slot(String id, long version, int capacity, Instant start, boolean open) {
        ObjectNode slot = JSON.createObjectNode()
                .put("title", "观摩")
                .put("venue", "体验厅")
                .put("start", ChinaTime.text(start))
                .put("end", ChinaTime.text(start.plusSeconds(7200)))
                .put("capacity", capacity)
                .put("open", open);
        NewSubmission row = submission("slot", id, version, slot);
        assertThat(world.store(row)).containsExactly(new Intake.Stored(row.id()));
    }

    void slot(String id, int capacity) {
        slot(id, 1, capacity, START, true);
    }

    NewSubmission submission(String dataset, String recordId, long version, ObjectNode record) {
        byte[] body = record.toString().getBytes(StandardCharsets.UTF_8);
        UUID id = world.newId();
        return new NewSubmission(
                id,
                LedgerWorld.CENTER,
                dataset,
                recordId,
                version,
                NOW,
                new byte[32],
                body,
                Sm3.digest(body),
                Sm3.digest((dataset + recordId + version).getBytes(StandardCharsets.UTF_8)),
                null,
                LedgerWorld.PLATFORM,
                null,
                null);
    }

    Optional<RowRefusal> book(String booking, String slot, int headcount) {
        return send(BookingRows.DATASET, booking, 1, request(slot, headcount));
    }

    static ObjectNode request(String slot, int headcount) {
        return JSON.createObjectNode().put("slot_id", slot).put("headcount", headcount);
    }

    Optional<RowRefusal> cancel(String booking, long version) {
        return send(
                BookingChangeRows.DATASET,
                booking,
                version,
                JSON.createObjectNode().put("change", "cancel"));
    }

    Optional<RowRefusal> amend(String booking, long version, int headcount) {
        return send(
                BookingChangeRows.DATASET,
                booking,
                version,
                JSON.createObjectNode().put("change", "amend").put("headcount", headcount));
    }

    Optional<RowRefusal> send(String dataset, String recordId, long version, ObjectNode record) {
        ReturnRow row = row(dataset, recordId, version, record);
        return world.inTransaction(ledger -> effect(dataset).apply(row));
    }

    ReturnEffect effect(String dataset) {
        return effects.get(dataset);
    }

    ReturnRow row(String dataset, String recordId, long version, ObjectNode record) {
        return new ReturnRow(
                world.newId(), LedgerWorld.CENTER, LedgerWorld.PLATFORM, dataset, recordId, version, record, NOW);
    }

    UUID decide(String booking, BookingState to) {
        return bookings().decide(LedgerWorld.CENTER, booking, to, this::telling);
    }

    NewSubmission telling(BookingLedger.Decided decided) {
        return submission(
                "booking_decision",
                decided.booking().id(),
                decided.booking().decision(),
                JSON.createObjectNode().put("to", decided.booking().state().name()));
    }

    BookingLedger bookings() {
        return world.ledger().bookings();
    }

    BookingState state(String booking) {
        return bookings().booking(LedgerWorld.CENTER, booking).orElseThrow().state();
    }

    BookingLedger.SlotView slot(String id) {
        return bookings().slots(LedgerWorld.CENTER, Instant.EPOCH, null, 100).stream()
                .filter(slot -> slot.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    List<String> slotIds(String after, int limit) {
        return bookings().slots(LedgerWorld.CENTER, NOW, after, limit).stream()
                .map(BookingLedger.SlotView::id)
                .toList();
    }
}
