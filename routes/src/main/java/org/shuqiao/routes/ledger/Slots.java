package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.routes.failures.ReasonCode;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The places of slots. They are taken by one conditional statement on the slot's row, so however many gateways take some at once, no
 * more are held than there are. Must run inside a transaction; whoever locks a booking too locks it before its slot.
 */
final class Slots {
    /** Other slots that a visitor who finds one full is told of. */
    private static final int NEXT_FREE = 5;

    private final JdbcTemplate jdbc;

    Slots(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param endsAt exclusive */
    record Slot(String id, Instant startsAt, Instant endsAt, boolean open) {}

    /**
     * The slot as it stays until the transaction ends: it moves before, or after, and not between a look at its times and a booking.
     *
     * @return empty for an unknown slot, which one of another center is too
     */
    Optional<Slot> lock(String center, String slot) {
        return jdbc
                .query(
                        """
                        SELECT slot_id, starts_at, ends_at, open FROM slot WHERE center = ? AND slot_id = ?
                        FOR NO KEY UPDATE
                        """,
                        (row, n) -> new Slot(
                                row.getString(1),
                                row.getObject(2, OffsetDateTime.class).toInstant(),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                row.getBoolean(4)),
                        center,
                        slot)
                .stream()
                .findFirst();
    }

    /** @return false where there are not as many */
    boolean take(String center, String slot, int places) {
        return jdbc.update(
                        """
                        UPDATE slot SET held = held + ?
                        WHERE center = ? AND slot_id = ? AND open AND held + elsewhere + ? <= capacity
                        """,
                        places,
                        center,
                        slot,
                        places)
                == 1;
    }

    void giveBack(String center, String slot, int places) {
        jdbc.update("UPDATE slot SET held = held - ? WHERE center = ? AND slot_id = ?", places, center, slot);
    }

    /** The slot has not as many places, or takes nobody any more; where it would be possible instead stands beside. */
    RowRefusal refusal(ReasonCode reason, String center, Slot slot, int places, Instant now) {
        Instant after = slot.startsAt().isBefore(now) ? now : slot.startsAt();
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        ArrayNode free = facts.putArray("nextFree");
        for (ObjectNode one : nextFree(center, places, after)) {
            free.add(one);
        }
        return new RowRefusal(reason, facts);
    }

    private List<ObjectNode> nextFree(String center, int places, Instant after) {
        return jdbc.query(
                """
                SELECT slot_id, starts_at, ends_at, capacity - elsewhere - held FROM slot
                WHERE center = ? AND starts_at > ? AND open AND capacity - elsewhere - held >= ?
                ORDER BY starts_at, slot_id LIMIT ?
                """,
                (row, n) -> JsonNodeFactory.instance
                        .objectNode()
                        .put("slotId", row.getString(1))
                        .put(
                                "start",
                                ChinaTime.text(
                                        row.getObject(2, OffsetDateTime.class).toInstant()))
                        .put(
                                "end",
                                ChinaTime.text(
                                        row.getObject(3, OffsetDateTime.class).toInstant()))
                        .put("free", row.getInt(4)),
                center,
                after.atOffset(ZoneOffset.UTC),
                places,
                NEXT_FREE);
    }
}
