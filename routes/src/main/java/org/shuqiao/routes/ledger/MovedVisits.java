package org.shuqiao.routes.ledger;

import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Visits that are still to come move with their slot, and with them the day until which visitors' names and numbers are kept. Must run
 * inside a transaction.
 */
final class MovedVisits {
    private final JdbcTemplate jdbc;

    MovedVisits(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Holds the bookings of a slot, which are locked before it. */
    void lock(String center, String slot) {
        jdbc.query(
                "SELECT 1 FROM booking WHERE center = ? AND slot_id = ? ORDER BY booking_id FOR NO KEY UPDATE",
                row -> {},
                center,
                slot);
    }

    /**
     * The slot has its new times and is locked. A visit that would come after its end is one at its beginning. What an agreement or a
     * revocation wants deleted earlier is.
     */
    void move(String center, String slot, Duration by) {
        double kept = BookingRows.CONTACT_KEPT.toSeconds();
        jdbc.update(
                """
                WITH before AS (
                    SELECT b.booking_id, b.platform, b.visit_at FROM booking b
                    WHERE b.center = ? AND b.slot_id = ? AND b.state IN ('REQUESTED', 'APPROVED')),
                moved AS (
                    UPDATE booking b
                    SET visit_at = CASE WHEN o.visit_at + make_interval(secs => ?) < s.ends_at
                                        THEN o.visit_at + make_interval(secs => ?) ELSE s.starts_at END,
                        changed_at = now()
                    FROM before o, slot s
                    WHERE (make_interval(secs => ?) <> interval '0' OR o.visit_at >= s.ends_at)
                      AND b.center = ? AND b.booking_id = o.booking_id AND s.center = b.center AND s.slot_id = b.slot_id
                    RETURNING b.booking_id, b.platform, o.visit_at AS before, b.visit_at AS after)
                UPDATE inbox_message m
                SET delete_at = least(CASE WHEN m.delete_at >= v.before + make_interval(secs => ?) THEN m.retain_until
                                           ELSE m.delete_at END,
                                      v.after + make_interval(secs => ?))
                FROM moved v
                WHERE m.center = ? AND m.platform = v.platform AND m.dataset IN (?, ?) AND m.record_id = v.booking_id
                  AND m.deleted_at IS NULL
                """,
                center,
                slot,
                (double) by.toSeconds(),
                (double) by.toSeconds(),
                (double) by.toSeconds(),
                center,
                kept,
                kept,
                center,
                BookingRows.DATASET,
                BookingChangeRows.DATASET);
    }
}
