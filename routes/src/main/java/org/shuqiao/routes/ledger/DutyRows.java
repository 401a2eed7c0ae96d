package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.numbers;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes down what is to be done after transfers, when they become READY. Must run inside a transaction. */
final class DutyRows {
    private static final long NEVER = -1;

    private final JdbcTemplate jdbc;

    DutyRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(PreparedTransfer transfer, DutyAfter duty) {}

    /**
     * What a statement bound that was never sent is nobody's duty any more.
     *
     * @param again transfers that were prepared anew
     */
    void forget(Collection<UUID> again) {
        if (!again.isEmpty()) {
            jdbc.update(
                    """
                    DELETE FROM transfer_duty d USING transfer t
                    WHERE d.transfer = ANY (?) AND t.id = d.transfer AND d.acted_at IS NULL AND NOT t.may_have_arrived
                    """,
                    uuids(again));
        }
    }

    /**
     * Reports are owed by agreement: once a period of one is running, its arrivals need not be looked at. What leaves at once has arrived
     * a few seconds later.
     *
     * @param ready transfers that are READY now
     */
    void insert(Collection<PreparedTransfer> ready) {
        List<Row> rows = ready.stream()
                .flatMap(transfer -> transfer.duties().stream().map(duty -> new Row(transfer, duty)))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO transfer_duty (transfer, agreement, version, duty, lane, due_at, within)
                SELECT transfer, agreement, version, duty, lane,
                       CASE WHEN duty = 'REPORT_USE' THEN now() + interval '5 seconds'
                            WHEN within >= 0 THEN now() + make_interval(secs => within) END,
                       CASE WHEN within >= 0 THEN make_interval(secs => within) END
                FROM unnest(?, ?, ?::int[], ?, ?, ?) AS row (transfer, agreement, version, duty, lane, within)
                WHERE duty <> 'REPORT_USE'
                   OR NOT EXISTS (SELECT 1 FROM use_report r WHERE r.agreement = row.agreement AND r.running)
                ON CONFLICT (transfer, agreement, duty) DO UPDATE
                SET version = excluded.version, due_at = excluded.due_at, within = excluded.within, acted_at = NULL, done_at = NULL,
                    breached_at = NULL, closed_by = NULL, reason = NULL, proof_hash = NULL
                """,
                uuids(rows, row -> row.transfer().id()),
                texts(rows, row -> row.duty().agreement()),
                numbers(rows, row -> row.duty().version()),
                texts(rows, row -> row.duty().kind().name()),
                bytes(rows, row -> row.transfer().lane().key()),
                numbers(rows, row -> seconds(row.duty().within())));
    }

    private static long seconds(@Nullable Duration within) {
        return within == null ? NEVER : within.toSeconds();
    }
}
