package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts what has not come to its end. Every count reads a partial index, so it costs what is open, not what ever was. */
public final class FigureLedger {
    private final JdbcTemplate jdbc;

    /** @param jdbc whose statements have a time limit */
    FigureLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Transfers of one platform that are in one state for one reason.
     *
     * @param overdue how many of them have been so for longer than was asked for, apart from what quota or window let them wait, and from
     *     the time that a receipt may take
     * @param since when the first of them came there
     * @param mostSends how often the most often sent of them was
     */
    public record Open(
            String platform,
            TransferState state,
            String reason,
            long transfers,
            long overdue,
            Instant since,
            Instant oldest,
            int mostSends) {}

    /** @param since of the oldest; null where there is none */
    public record Waiting(long count, @Nullable Instant since) {}

    /** What centers have not collected. */
    public record Unread(long centers, long messages, @Nullable Instant since) {}

    /** @param patience after which a transfer counts as overdue */
    public List<Open> open(Duration patience) {
        return jdbc.query(
                """
                SELECT platform, state, reason, count(*),
                       count(*) FILTER (WHERE greatest(changed_at, held_until) < now() - make_interval(secs => ?)
                                        AND NOT awaited),
                       min(changed_at), min(created_at), max(sends)
                FROM (SELECT platform, state, reason, changed_at, held_until, created_at, sends,
                             state = 'UNKNOWN' AND reason = 'RECEIPT_AWAITED' AND wake_at > now() AS awaited FROM transfer
                          WHERE state IN ('PENDING', 'READY', 'SENDING', 'UNKNOWN')
                      UNION ALL
                      SELECT platform, state, reason, changed_at, held_until, created_at, sends, false FROM transfer
                          WHERE state IN ('QUARANTINED', 'PARKED', 'WAITING')
                      UNION ALL
                      SELECT platform, state, reason, changed_at, held_until, created_at, sends, false FROM transfer
                          WHERE state = 'ACCEPTED') AS open
                GROUP BY platform, state, reason ORDER BY platform, state, reason
                """,
                FigureLedger::open,
                patience.toMillis() / 1000.0);
    }

    /** Transfers whose last receipt has not come in the time that an agreement gives it; {@code since} when the first of them was due. */
    public List<Open> late() {
        return jdbc.query(
                """
                SELECT t.platform, t.state, 'RECEIPT_LATE', count(DISTINCT t.id), count(DISTINCT t.id), min(d.due_at),
                       min(t.created_at), max(t.sends)
                FROM transfer_duty d JOIN transfer t ON t.id = d.transfer
                WHERE d.breached_at IS NOT NULL AND d.done_at IS NULL
                GROUP BY t.platform, t.state ORDER BY t.platform, t.state
                """,
                FigureLedger::open);
    }

    /** How much of what platforms said at their places could not be used, by platform. */
    public Map<String, Long> putAside() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.query("SELECT platform, count(*) FROM put_aside GROUP BY platform", row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }

    /** Reports of consumers that are overdue; {@code since} when the first of them was due. */
    public Waiting overdueReports() {
        return waiting("SELECT count(*), min(due_at) FROM use_report WHERE closed_at IS NULL AND due_at < now()");
    }

    /** Submissions that are not prepared. */
    public Waiting submissions() {
        return waiting("SELECT count(*), min(received_at) FROM submission WHERE state = 'RECEIVED'");
    }

    /** Leaves without a place in the tree; their age is that of the oldest id, which {@link LogLedger#waitingSince} gives. */
    public long leaves() {
        return requireNonNull(
                jdbc.queryForObject("SELECT count(*) FROM log_leaf WHERE tree_index IS NULL", Long.class));
    }

    public Unread unread() {
        return requireNonNull(jdbc.queryForObject(
                """
                SELECT count(*), coalesce(sum(i.last_seq - i.acked_seq), 0), min(m.received_at)
                FROM inbox i LEFT JOIN inbox_message m ON m.center = i.center AND m.seq = i.acked_seq + 1
                WHERE i.last_seq > i.acked_seq
                """,
                (row, n) -> new Unread(row.getLong(1), row.getLong(2), instant(row, 3))));
    }

    private static Open open(ResultSet row, int n) throws SQLException {
        return new Open(
                row.getString(1),
                TransferState.valueOf(row.getString(2)),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                requireNonNull(instant(row, 6)),
                requireNonNull(instant(row, 7)),
                row.getInt(8));
    }

    private Waiting waiting(String sql) {
        return requireNonNull(jdbc.queryForObject(sql, (row, n) -> new Waiting(row.getLong(1), instant(row, 2))));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
