package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Claims what is to be prepared, and reads what a claim needs. */
public final class PreparationLedger {
    private final JdbcTemplate jdbc;
    private final String owner;
    private final Duration lease;

    /** @param owner this gateway's name, seen in the lease of a claimed row */
    public PreparationLedger(JdbcTemplate jdbc, String owner, Duration lease) {
        this.jdbc = jdbc;
        this.owner = owner;
        this.lease = lease;
    }

    /** Claims those of the submissions that still wait; others are prepared already or are somebody else's. */
    public List<Preparation> claimSubmissions(Collection<UUID> ids) {
        double seconds = lease.toMillis() / 1000.0;
        return jdbc.query(
                """
                WITH waiting AS (
                    SELECT id FROM submission
                    WHERE id = ANY (?) AND state = 'RECEIVED' AND (lease_until IS NULL OR lease_until < now())
                    FOR UPDATE SKIP LOCKED)
                UPDATE submission s
                SET attempt = attempt + 1, lease_owner = ?, lease_until = now() + make_interval(secs => ?),
                    wake_at = now() + make_interval(secs => ?)
                FROM waiting WHERE s.id = waiting.id
                RETURNING s.id, s.attempt, s.center, s.dataset, s.record_id, s.version, s.received_at, s.platform,
                          s.trace_parent
                """,
                (row, n) -> preparation(row, null),
                uuids(ids),
                owner,
                seconds,
                seconds);
    }

    /** Claims those of the transfers that are PENDING: released from quarantine, or their agreement changed. */
    public List<Preparation> claimPendingTransfers(Collection<UUID> ids) {
        double seconds = lease.toMillis() / 1000.0;
        return jdbc.query(
                """
                WITH waiting AS (
                    SELECT id FROM transfer
                    WHERE id = ANY (?) AND state = 'PENDING' AND (lease_until IS NULL OR lease_until < now())
                    FOR UPDATE SKIP LOCKED),
                claimed AS (
                    UPDATE transfer t
                    SET attempt = attempt + 1, lease_owner = ?, lease_until = now() + make_interval(secs => ?),
                        wake_at = now() + make_interval(secs => ?)
                    FROM waiting WHERE t.id = waiting.id
                    RETURNING t.id, t.submission, t.attempt, t.center, t.dataset, t.record_id, t.version, t.platform)
                SELECT c.submission, c.attempt, c.center, c.dataset, c.record_id, c.version, s.received_at, s.platform,
                       s.trace_parent, c.id, c.platform, CASE WHEN q.decision = 'RELEASE' THEN q.payload_hash END, q.hits::text,
                       coalesce(q.redacted, '{}'), a.payload_hash
                FROM claimed c JOIN submission s ON s.id = c.submission
                LEFT JOIN quarantine q ON q.transfer = c.id
                LEFT JOIN approval a ON a.transfer = c.id AND a.decision = 'APPROVE'
                """,
                (row, n) -> preparation(row, again(row)),
                uuids(ids),
                owner,
                seconds,
                seconds);
    }

    private static Preparation.Again again(ResultSet row) throws SQLException {
        byte[] released = row.getBytes(12);
        return new Preparation.Again(
                row.getObject(10, UUID.class),
                row.getString(11),
                released == null ? null : new Waiver(released, row.getString(13)),
                Set.copyOf(Arrays.asList((String[]) row.getArray(14).getArray())),
                row.getBytes(15));
    }

    private static Preparation preparation(ResultSet row, Preparation.@Nullable Again again) throws SQLException {
        return new Preparation(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getString(8),
                again,
                row.getString(9));
    }

    public List<ReceivedContent> contents(Collection<UUID> submissions) {
        return jdbc.query(
                "SELECT id, salt, body FROM submission_content WHERE id = ANY (?)",
                (row, n) -> new ReceivedContent(row.getObject(1, UUID.class), row.getBytes(2), row.getBytes(3)),
                uuids(submissions));
    }

    /** The id of the newest transfer of the lane that is older than {@code version}, for the statement's "supersedes". */
    public @Nullable UUID predecessor(Lane lane, long version) {
        return jdbc
                .queryForList(
                        "SELECT newest_transfer FROM lane WHERE key = ? AND newest_version < ?",
                        UUID.class,
                        lane.key(),
                        version)
                .stream()
                .findFirst()
                .orElse(null);
    }
}
