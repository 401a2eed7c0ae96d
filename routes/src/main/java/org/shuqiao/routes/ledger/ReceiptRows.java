package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes receipts and their log leaves, a batch in one statement. A receipt of a stage that is there already changes nothing. */
final class ReceiptRows {
    private final JdbcTemplate jdbc;
    private final LeafRows leaves;

    ReceiptRows(JdbcTemplate jdbc, LeafRows leaves) {
        this.jdbc = jdbc;
        this.leaves = leaves;
    }

    record Row(UUID transfer, VerifiedReceipt receipt) {}

    /** The rows of the transfers must be locked by this transaction, or a leaf could be written twice. */
    void insert(List<Row> received) {
        List<Row> rows = oncePerStage(received);
        if (rows.isEmpty()) {
            return;
        }
        List<LogLeaf> made = rows.stream().map(ReceiptRows::leaf).toList();
        jdbc.update(
                """
                WITH row AS (SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS row (transfer, stage, receipt_id,
                        document, signature, user_id, platform_chain, leaf_id, leaf, leaf_hash)),
                stored AS (
                    INSERT INTO receipt (transfer, stage, receipt_id, document, signature, user_id, platform_chain)
                    SELECT transfer, stage, receipt_id, document, signature, user_id, platform_chain FROM row
                    ON CONFLICT DO NOTHING)
                INSERT INTO log_leaf (id, type, subject, leaf, leaf_hash)
                SELECT leaf_id, 'receipt', transfer, leaf, leaf_hash FROM row
                WHERE NOT EXISTS (SELECT 1 FROM receipt r WHERE r.transfer = row.transfer AND r.stage = row.stage)
                """,
                uuids(rows, Row::transfer),
                texts(rows, row -> row.receipt().stage()),
                texts(rows, row -> row.receipt().receiptId()),
                bytes(rows, row -> row.receipt().document()),
                bytes(rows, row -> row.receipt().signature()),
                texts(rows, row -> row.receipt().userId()),
                bytes(rows, row -> row.receipt().platformChain()),
                uuids(rows, row -> leaves.newId()),
                bytes(made, LogLeaf::bytes),
                bytes(made, leaves::hash));
    }

    private static List<Row> oncePerStage(List<Row> rows) {
        Map<List<Object>, Row> once = new LinkedHashMap<>();
        rows.forEach(
                row -> once.putIfAbsent(List.of(row.transfer(), row.receipt().stage()), row));
        return List.copyOf(once.values());
    }

    private static LogLeaf leaf(Row row) {
        VerifiedReceipt receipt = row.receipt();
        return LogLeaf.receipt(row.transfer(), receipt.stage(), receipt.document(), receipt.signature());
    }
}
