package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.shuqiao.routes.ledger.PreparedTransfer.AskedApproval;
import org.springframework.jdbc.core.JdbcTemplate;

/** Questions for a person, written with the verdicts that wait for the answer. */
final class ApprovalRows {
    private final JdbcTemplate jdbc;

    ApprovalRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A question about the same payload keeps its age; an answer about another one does not count. */
    void ask(Collection<PreparedTransfer> rows) {
        List<PreparedTransfer> asking = rows.stream()
                .filter(row -> row.approval() != null && row.state() == TransferState.WAITING)
                .toList();
        if (asking.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO approval (transfer, payload_hash, payload) SELECT * FROM unnest(?, ?, ?)
                ON CONFLICT (transfer) DO UPDATE
                SET payload_hash = excluded.payload_hash, payload = excluded.payload, decision = NULL, reason = NULL,
                    decided_by = NULL, decided_at = NULL,
                    asked_at = CASE WHEN approval.payload_hash = excluded.payload_hash THEN approval.asked_at ELSE now() END
                """,
                uuids(asking, PreparedTransfer::id),
                bytes(asking, row -> question(row).payloadHash()),
                bytes(asking, row -> question(row).payload()));
    }

    private static AskedApproval question(PreparedTransfer row) {
        return Objects.requireNonNull(row.approval());
    }
}
