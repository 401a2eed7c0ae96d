package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes payloads that went out and that an agreement lets us keep no longer. Several gateways may do so at once. */
public final class RetentionLedger {
    private static final String RULE = "agreement-retention";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final PayloadRows payloads;
    private final VoidedLeaves voided;

    RetentionLedger(JdbcTemplate jdbc, TransactionTemplate transaction, PayloadRows payloads, VoidedLeaves voided) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.payloads = payloads;
        this.voided = voided;
    }

    /**
     * What is being sent, prepared anew, or about to be sent again is left for the next time. What has not left by then never will: it is DENIED, and what
     * waits for a person is given up.
     *
     * @return how many were looked at, at most {@code limit}
     */
    public int deleteDue(int limit) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<UUID> due = jdbc.queryForList(
                    """
                    SELECT d.transfer FROM transfer_duty d JOIN transfer t ON t.id = d.transfer
                    WHERE d.duty = 'RETENTION' AND d.acted_at IS NULL AND d.due_at <= now()
                      AND t.state NOT IN ('PENDING', 'QUARANTINED', 'SENDING', 'UNKNOWN')
                      AND NOT (t.may_have_arrived AND t.state IN ('READY', 'WAITING'))
                    ORDER BY d.due_at LIMIT ? FOR UPDATE OF d, t SKIP LOCKED
                    """,
                    UUID.class,
                    limit);
            voided.insert(end(due));
            payloads.delete(due, RULE);
            jdbc.update(
                    """
                    UPDATE transfer_duty SET acted_at = now(), done_at = now()
                    WHERE duty = 'RETENTION' AND acted_at IS NULL AND due_at <= now() AND transfer = ANY (?)
                    """,
                    uuids(due));
            return due.size();
        }));
    }

    /** @return those that are DENIED now */
    private List<UUID> end(List<UUID> due) {
        return jdbc.queryForList(
                """
                WITH ended AS (
                    UPDATE transfer
                    SET state = CASE WHEN state = 'PARKED' THEN 'ABANDONED' ELSE 'DENIED' END,
                        reason = 'RETENTION_ENDED', changed_at = now(), wake_at = now()
                    WHERE id = ANY (?) AND state IN ('READY', 'WAITING', 'PARKED') RETURNING id, state)
                SELECT id FROM ended WHERE state = 'DENIED'
                """,
                UUID.class,
                uuids(due));
    }
}
