package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes receipts and their log leaves, a batch in one statement. A receipt of a stage that is there already changes nothing; of
 * receipts of reviewing bodies there is one of each body.
 */
final class ReceiptRows {
    private final JdbcTemplate jdbc;
    private final LeafRows leaves;
    private final ReviewReturns returns;

    ReceiptRows(JdbcTemplate jdbc, LeafRows leaves) {
        this.jdbc = jdbc;
        this.leaves = leaves;
        this.returns = new ReviewReturns(jdbc);
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
                WITH row AS (SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS row (transfer, stage, receipt_id,
                        document, signature, user_id, platform_chain, reviewed_by, review, leaf_id, leaf, leaf_hash)),
                stored AS (
                    INSERT INTO receipt (transfer, stage, receipt_id, document, signature, user_id, platform_chain,
                                         reviewed_by, review)
                    SELECT transfer, stage, receipt_id, document, signature, user_id, platform_chain, reviewed_by,
                           review::jsonb FROM row
                    ON CONFLICT DO NOTHING)
                INSERT INTO log_leaf (id, type, subject, leaf, leaf_hash)
                SELECT leaf_id, 'receipt', transfer, leaf, leaf_hash FROM row
                WHERE NOT EXISTS (SELECT 1 FROM receipt r WHERE r.transfer = row.transfer AND r.stage = row.stage
                                    AND r.reviewed_by = row.reviewed_by)
                """,
                uuids(rows, Row::transfer),
                texts(rows, row -> row.receipt().stage()),
                texts(rows, row -> row.receipt().receiptId()),
                bytes(rows, row -> row.receipt().document()),
                bytes(rows, row -> row.receipt().signature()),
                texts(rows, row -> row.receipt().userId()),
                bytes(rows, row -> row.receipt().platformChain()),
                texts(rows, row -> row.receipt().reviewedBy()),
                texts(rows, ReceiptRows::review),
                uuids(rows, row -> leaves.newId()),
                bytes(made, LogLeaf::bytes),
                bytes(made, leaves::hash));
        returns.note(rows.stream()
                .filter(row -> row.receipt().isReturned())
                .map(Row::transfer)
                .toList());
    }

    private static List<Row> oncePerStage(List<Row> rows) {
        Map<List<Object>, Row> once = new LinkedHashMap<>();
        rows.forEach(row -> once.putIfAbsent(
                List.of(row.transfer(), row.receipt().stage(), row.receipt().reviewedBy()), row));
        return List.copyOf(once.values());
    }

    private static @Nullable String review(Row row) {
        Review review = row.receipt().review();
        return review == null ? null : review.json();
    }

    private static LogLeaf leaf(Row row) {
        VerifiedReceipt receipt = row.receipt();
        return LogLeaf.receipt(row.transfer(), receipt.stage(), receipt.document(), receipt.signature());
    }
}
