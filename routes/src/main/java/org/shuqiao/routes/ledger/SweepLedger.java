package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds work that is due and that nobody holds: its hint was lost, its lease ran out, or its time has come. */
public final class SweepLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Duration nextLook;

    /** @param nextLook how long a row that was found is left to its new hint */
    public SweepLedger(JdbcTemplate jdbc, TransactionTemplate transaction, Duration nextLook) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.nextLook = nextLook;
    }

    /** Submissions that wait for preparing. */
    public List<UUID> dueSubmissions(int limit) {
        return inTransaction(
                """
                WITH due AS (
                    SELECT id FROM submission WHERE state = 'RECEIVED' AND wake_at <= now()
                    ORDER BY wake_at LIMIT ? FOR UPDATE SKIP LOCKED)
                UPDATE submission s SET wake_at = now() + make_interval(secs => ?) FROM due
                WHERE s.id = due.id RETURNING s.id
                """,
                limit,
                seconds());
    }

    /** Transfers that wait for being prepared anew. */
    public List<UUID> duePendingTransfers(int limit) {
        endNeedlessWaiting();
        return inTransaction(
                """
                WITH due AS (
                    SELECT id FROM transfer WHERE state = 'PENDING' AND wake_at <= now()
                    ORDER BY wake_at LIMIT ? FOR UPDATE SKIP LOCKED)
                UPDATE transfer t SET wake_at = now() + make_interval(secs => ?) FROM due
                WHERE t.id = due.id RETURNING t.id
                """,
                limit,
                seconds());
    }

    /** A gateway that still took an agreement for suspended may have let a transfer wait after it had resumed. */
    private void endNeedlessWaiting() {
        jdbc.update(
                """
                UPDATE transfer t SET state = 'PENDING', reason = 'AGREEMENT_CHANGED', changed_at = now(), wake_at = now()
                WHERE t.state = 'WAITING' AND t.reason IN ('SUSPENDED', 'AGREEMENT_SIG')
                  AND NOT EXISTS (SELECT 1 FROM agreement a WHERE a.id = t.agreement AND a.state = 'SUSPENDED')
                """);
    }

    /** READY transfers of a platform that neither an operator nor its circuit keeps at rest. */
    public List<UUID> dueReadyTransfers(String platform, int limit) {
        return inTransaction(
                """
                WITH due AS (
                    SELECT t.id FROM transfer t JOIN platform p ON p.id = t.platform
                    WHERE t.platform = ? AND t.state = 'READY' AND t.wake_at <= now()
                      AND NOT p.paused AND coalesce(p.circuit_open_until, '-infinity') <= now()
                    ORDER BY t.wake_at LIMIT ? FOR UPDATE OF t SKIP LOCKED)
                UPDATE transfer t SET wake_at = now() + make_interval(secs => ?) FROM due
                WHERE t.id = due.id RETURNING t.id
                """,
                platform,
                limit,
                seconds());
    }

    /**
     * Ends the leases of a gateway that is known to be dead, because its successor of the same name has just started:
     * what it was sending is UNKNOWN, what it was preparing is free.
     */
    public void endLeasesOf(String owner) {
        transaction.executeWithoutResult(status -> {
            jdbc.update(
                    """
                    UPDATE transfer
                    SET state = 'UNKNOWN', reason = 'LEASE_LOST', lease_owner = NULL, lease_until = NULL,
                        may_have_arrived = true, due_at = now(), wake_at = now(), changed_at = now()
                    WHERE state = 'SENDING' AND lease_owner = ?
                    """,
                    owner);
            jdbc.update(
                    """
                    UPDATE transfer SET lease_owner = NULL, lease_until = NULL, wake_at = now()
                    WHERE state = 'PENDING' AND lease_owner = ?
                    """,
                    owner);
            jdbc.update(
                    """
                    UPDATE submission SET lease_owner = NULL, lease_until = NULL, wake_at = now()
                    WHERE state = 'RECEIVED' AND lease_owner = ?
                    """,
                    owner);
        });
    }

    /** SENDING transfers whose lease ran out: whether they arrived is UNKNOWN. The old attempt can no longer write. */
    public List<UUID> endLostLeases(int limit) {
        return inTransaction(
                """
                WITH lost AS (
                    SELECT id FROM transfer WHERE state = 'SENDING' AND wake_at <= now() AND lease_until < now()
                    ORDER BY wake_at LIMIT ? FOR UPDATE SKIP LOCKED)
                UPDATE transfer t
                SET state = 'UNKNOWN', reason = 'LEASE_LOST', lease_owner = NULL, lease_until = NULL,
                    may_have_arrived = true, due_at = now(), wake_at = now(), changed_at = now()
                FROM lost WHERE t.id = lost.id RETURNING t.id
                """,
                limit);
    }

    /**
     * UNKNOWN transfers of a platform that are due: READY again where the platform honours our idempotency key and the
     * budget of sends is not spent, else PARKED for a person.
     */
    public List<UUID> resolveUnknown(String platform, boolean resendable, int sendsAllowed, int limit) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<UUID> due = jdbc.queryForList(
                    """
                    SELECT t.id FROM transfer t JOIN platform p ON p.id = t.platform
                    WHERE t.platform = ? AND t.state = 'UNKNOWN' AND t.wake_at <= now()
                      AND NOT p.paused AND coalesce(p.circuit_open_until, '-infinity') <= now()
                    ORDER BY t.wake_at LIMIT ? FOR UPDATE OF t SKIP LOCKED
                    """,
                    UUID.class,
                    platform,
                    limit);
            resolve(due, resendable, sendsAllowed);
            return due;
        }));
    }

    /** Must run inside a transaction. */
    void resolve(Collection<UUID> due, boolean resendable, int sendsAllowed) {
        if (due.isEmpty()) {
            return;
        }
        jdbc.query(
                "SELECT 1 FROM lane WHERE key IN (SELECT lane FROM transfer WHERE id = ANY (?)) ORDER BY key FOR UPDATE",
                row -> {},
                uuids(due));
        jdbc.update(
                """
                UPDATE transfer t
                SET state = CASE WHEN NOT ? OR t.sends >= ? THEN 'PARKED'
                                 WHEN l.newest_version > t.version THEN 'SUPERSEDED' ELSE 'READY' END,
                    reason = CASE WHEN NOT ? THEN 'ASKS_A_PERSON' WHEN t.sends >= ? THEN 'BUDGET_SPENT'
                                  WHEN l.newest_version > t.version THEN 'NEWER_VERSION' ELSE t.reason END,
                    due_at = now(), wake_at = now(), changed_at = now()
                FROM lane l WHERE l.key = t.lane AND t.id = ANY (?) AND t.state = 'UNKNOWN'
                """,
                resendable,
                sendsAllowed,
                resendable,
                sendsAllowed,
                uuids(due));
        wakeLanesOf(due);
    }

    private void wakeLanesOf(Collection<UUID> resolved) {
        jdbc.update(
                """
                UPDATE transfer t SET wake_at = now()
                WHERE t.state = 'READY' AND t.wake_at > now() AND t.due_at <= now()
                  AND t.lane IN (SELECT lane FROM transfer WHERE id = ANY (?) AND state IN ('PARKED', 'SUPERSEDED'))
                """,
                uuids(resolved));
    }

    /** Makes the partitions of the coming months. */
    public void makePartitions() {
        jdbc.query("SELECT make_partitions(now() - interval '1 day', 2)", row -> {});
    }

    private List<UUID> inTransaction(String sql, Object... arguments) {
        return Objects.requireNonNull(transaction.execute(status -> jdbc.queryForList(sql, UUID.class, arguments)));
    }

    private double seconds() {
        return nextLook.toMillis() / 1000.0;
    }
}
