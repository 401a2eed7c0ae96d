package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads for people: what agreements still want done after transfers. */
public final class DutyLedger {
    private static final UUID FIRST = new UUID(0, 0);

    /**
     * In SQL, of a transfer {@code t}: what is wanted after it. What counts from the end of the send has no time before that end, and a
     * receipt that came in time counts at once, not only when the time is over. Reports are owed by agreement, not by transfer.
     */
    static final String OF_TRANSFER =
            """
            (SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'duty', d.duty, 'agreement', d.agreement, 'agreementVersion', d.version, 'dueAt', to_jsonb(d.due),
                 'state', CASE WHEN d.breached_at IS NOT NULL THEN 'BREACHED'
                               WHEN d.done_at IS NOT NULL OR d.duty = 'RECEIPT_WITHIN' AND d.receipt_at <= d.due THEN 'DONE'
                               ELSE 'OPEN' END,
                 'reason', CASE WHEN d.breached_at IS NOT NULL THEN 'RECEIPT_LATE' ELSE '' END)
                 ORDER BY d.agreement, d.duty), '[]')::text
             FROM (SELECT o.*, %s AS receipt_at,
                          CASE WHEN o.duty = 'RETENTION' THEN o.due_at
                               WHEN o.duty IN ('RECEIPT_WITHIN', 'DELETE_AFTER')
                                   AND (t.state IN ('ACCEPTED', 'STORED', 'WITHDRAWN', 'REJECTED') OR o.acted_at IS NOT NULL)
                               THEN %s + o.within END AS due
                   FROM transfer_duty o WHERE o.transfer = t.id AND o.duty <> 'REPORT_USE') d) AS duties
            """
                    .formatted(AcceptedSend.lastReceiptAt("t"), AcceptedSend.endedAt("t"));

    private final JdbcTemplate jdbc;

    DutyLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A duty that is not done.
     *
     * @param dueAt null where it waits for something else than a time
     * @param actedAt when we did our part; null while that is open
     * @param breachedAt when it was found not to be kept in time; null where it was not
     * @param takenDownBy the submission that takes it down; null where there is none
     * @param takeDownState of the transfer of that submission; null before it is prepared
     */
    public record Open(
            UUID transfer,
            String agreement,
            int version,
            DutyAfter.Kind duty,
            @Nullable Instant dueAt,
            @Nullable Instant actedAt,
            @Nullable Instant breachedAt,
            @Nullable UUID takenDownBy,
            @Nullable TransferState takeDownState) {}

    /**
     * What revocations demand and what we did our part of, in the order of the transfers; those of one transfer are never parted, so
     * there may be a few more than {@code limit}.
     *
     * @param after the last transfer of the page before; null for the first page
     */
    public List<Open> open(@Nullable UUID after, int limit) {
        UUID from = after == null ? FIRST : after;
        return jdbc.query(
                """
                SELECT d.*, (SELECT t.state FROM transfer t WHERE t.submission = d.taken_down_by LIMIT 1) AS state
                FROM ((SELECT * FROM transfer_duty
                       WHERE acted_at IS NOT NULL AND done_at IS NULL AND transfer > ?
                       ORDER BY transfer FETCH FIRST ? ROWS WITH TIES)
                      UNION ALL
                      (SELECT o.* FROM revocation r JOIN transfer_duty o ON o.agreement = r.agreement AND o.version <= r.version
                       WHERE r.outcome IN ('REVOKED', 'ENDED') AND r.deletes
                         AND o.duty = 'STOP_AND_DELETE' AND o.acted_at IS NULL AND o.transfer > ?
                       ORDER BY o.transfer FETCH FIRST ? ROWS WITH TIES)) d
                ORDER BY d.transfer FETCH FIRST ? ROWS WITH TIES
                """,
                (row, n) -> new Open(
                        row.getObject("transfer", UUID.class),
                        row.getString("agreement"),
                        row.getInt("version"),
                        DutyAfter.Kind.valueOf(row.getString("duty")),
                        instant(row, "due_at"),
                        instant(row, "acted_at"),
                        instant(row, "breached_at"),
                        row.getObject("taken_down_by", UUID.class),
                        row.getString("state") == null ? null : TransferState.valueOf(row.getString("state"))),
                from,
                limit,
                from,
                limit,
                limit);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
