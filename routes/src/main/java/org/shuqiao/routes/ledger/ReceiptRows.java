package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.util.List;
import java.util.UUID;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes receipts, a batch in one statement. A receipt of a stage that is there already changes nothing. */
final class ReceiptRows {
    private final JdbcTemplate jdbc;

    ReceiptRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    record Row(UUID transfer, VerifiedReceipt receipt) {}

    /** The rows of the transfers must be locked by this transaction. */
    void insert(List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO receipt (transfer, stage, receipt_id, document, signature, user_id, platform_chain)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                uuids(rows, Row::transfer),
                texts(rows, row -> row.receipt().stage()),
                texts(rows, row -> row.receipt().receiptId()),
                bytes(rows, row -> row.receipt().document()),
                bytes(rows, row -> row.receipt().signature()),
                texts(rows, row -> row.receipt().userId()),
                bytes(rows, row -> row.receipt().platformChain()));
    }
}
