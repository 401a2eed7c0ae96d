package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes payloads whose time has come, each with the leaf that proves it. */
public final class DeletionLedger {
    private static final String CONTACT_RULE = "contact-30-days-after-visit";
    private static final String RETENTION_RULE = "agreement-retention";
    private static final String REVOCATION_RULE = "agreement-revoked";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;

    DeletionLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = leaves;
    }

    private record Due(UUID message, byte[] payloadHash, String rule) {}

    /** @return how many were deleted, at most {@code limit} */
    public int deleteDue(int limit) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Instant now = leaves.now();
            List<Due> due = due(now, limit);
            for (Due one : due) {
                String hash = HexFormat.of().formatHex(one.payloadHash());
                leaves.insert(LogLeaf.deletion(one.message(), hash, one.rule(), now), one.message());
            }
            jdbc.update(
                    "UPDATE inbox_message SET payload = NULL, deleted_at = ? WHERE id = ANY (?)",
                    now.atOffset(ZoneOffset.UTC),
                    uuids(due, Due::message));
            return due.size();
        }));
    }

    /** A booking's message that is due for its visit says so; one that is due before that is due by its agreement. */
    private List<Due> due(Instant now, int limit) {
        return jdbc.query(
                """
                SELECT m.id, m.payload_hash,
                       EXISTS (SELECT 1 FROM booking b
                               WHERE b.center = m.center AND b.booking_id = m.record_id AND m.dataset IN (?, ?)
                                 AND b.visit_at + make_interval(secs => ?) <= m.delete_at),
                       EXISTS (SELECT 1 FROM revocation r
                               WHERE r.outcome IN ('REVOKED', 'ENDED') AND r.deletes
                                 AND m.decision -> 'agreements' @> jsonb_build_array(jsonb_build_object('id', r.agreement)))
                FROM inbox_message m
                WHERE m.delete_at <= ? AND m.deleted_at IS NULL
                ORDER BY m.delete_at LIMIT ? FOR UPDATE OF m SKIP LOCKED
                """,
                (row, n) -> new Due(
                        row.getObject(1, UUID.class), row.getBytes(2), rule(row.getBoolean(3), row.getBoolean(4))),
                BookingRows.DATASET,
                BookingChangeRows.DATASET,
                (double) BookingRows.CONTACT_KEPT.toSeconds(),
                now.atOffset(ZoneOffset.UTC),
                limit);
    }

    private static String rule(boolean visited, boolean revoked) {
        if (visited) {
            return CONTACT_RULE;
        }
        return revoked ? REVOCATION_RULE : RETENTION_RULE;
    }
}
