package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;

/** Deletes payloads that went out, each with the leaf that proves it. Must run inside a transaction that holds the transfers' rows. */
final class PayloadRows {
    private final JdbcTemplate jdbc;
    private final LeafRows leaves;
    private final AttachmentRows attachments;

    PayloadRows(JdbcTemplate jdbc, LeafRows leaves) {
        this.jdbc = jdbc;
        this.leaves = leaves;
        this.attachments = new AttachmentRows(jdbc);
    }

    /**
     * What has no payload any more is left as it is. The record that a center handed in goes with the last payload that was made of
     * it, once nothing can be made of it again: what was masked would otherwise still be here in clear. So does the file that only
     * this record has named.
     */
    void delete(Collection<UUID> transfers, String rule) {
        if (transfers.isEmpty()) {
            return;
        }
        Instant now = leaves.now();
        for (UUID transfer : transfers) { // one at a time: together they may be large
            jdbc.query(
                            "SELECT payload FROM transfer_content WHERE id = ? AND payload IS NOT NULL FOR UPDATE",
                            (row, n) -> Sm3.hex(row.getBytes(1)),
                            transfer)
                    .forEach(hash -> leaves.insert(LogLeaf.transferDeletion(transfer, hash, rule, now), transfer));
        }
        jdbc.update("UPDATE transfer_content SET payload = NULL WHERE id = ANY (?)", uuids(transfers));
        jdbc.update(
                """
                DELETE FROM submission_content b
                WHERE b.id IN (SELECT submission FROM transfer WHERE id = ANY (?))
                  AND NOT EXISTS (
                      SELECT 1 FROM transfer t JOIN transfer_content c ON c.id = t.id
                      WHERE t.submission = b.id
                        AND (c.payload IS NOT NULL
                             OR t.state IN ('PENDING', 'WAITING', 'QUARANTINED', 'READY', 'SENDING', 'UNKNOWN')))
                """,
                uuids(transfers));
        attachments.release(transfers, rule, leaves);
    }
}
