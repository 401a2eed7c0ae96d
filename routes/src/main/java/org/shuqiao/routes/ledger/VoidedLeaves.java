package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;

/** Says in the log that statements no longer speak for their transfers, which are prepared anew or will never leave. */
final class VoidedLeaves {
    private final JdbcTemplate jdbc;
    private final LeafRows leaves;

    VoidedLeaves(JdbcTemplate jdbc, LeafRows leaves) {
        this.jdbc = jdbc;
        this.leaves = leaves;
    }

    private record Voided(UUID transfer, LogLeaf leaf) {}

    /**
     * For one that ends because its content is not what was signed: the log, and not the content, knows the statement. Must run in the
     * transaction that ends it, after it has its reason.
     */
    void insertOfLog(UUID transfer) {
        Instant now = leaves.now();
        jdbc.query(
                        """
                        SELECT convert_from(l.leaf, 'UTF8')::jsonb ->> 'statementHash', t.reason
                        FROM log_leaf l, transfer t
                        WHERE l.subject = ? AND l.type = 'transfer' AND t.id = ? ORDER BY l.id DESC LIMIT 1
                        """,
                        (row, n) -> LogLeaf.voided(transfer, row.getString(1), row.getString(2), now),
                        transfer,
                        transfer)
                .forEach(leaf -> leaves.insert(leaf, transfer));
    }

    /**
     * Must run in the transaction that replaces the statements, before it does, or that denies the transfers, after it has, with their
     * rows locked. A statement that was never made is not voided.
     *
     * @param ended transfers that were prepared anew, or are DENIED
     */
    void insert(Collection<UUID> ended) {
        if (ended.isEmpty()) {
            return;
        }
        Instant now = leaves.now();
        List<Voided> voided = jdbc.query(
                """
                SELECT t.id, c.statement, t.reason FROM transfer t JOIN transfer_content c ON c.id = t.id
                WHERE t.id = ANY (?) AND c.id = ANY (?) AND c.statement IS NOT NULL
                """,
                (row, n) -> {
                    UUID transfer = row.getObject(1, UUID.class);
                    return new Voided(
                            transfer, LogLeaf.voided(transfer, Sm3.hex(row.getBytes(2)), row.getString(3), now));
                },
                uuids(ended),
                uuids(ended));
        jdbc.update(
                "INSERT INTO log_leaf (id, type, subject, leaf, leaf_hash) SELECT id, 'void', subject, leaf, hash"
                        + " FROM unnest(?, ?, ?, ?) AS row (id, subject, leaf, hash)",
                uuids(voided, row -> leaves.newId()),
                uuids(voided, Voided::transfer),
                bytes(voided, row -> row.leaf().bytes()),
                bytes(voided, row -> leaves.hash(row.leaf())));
    }
}
