package org.shuqiao.routes.ledger;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what proves a message that a platform sent. */
public final class MessageProofLedger {
    private final JdbcTemplate jdbc;

    MessageProofLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What evidence of a message is made of, all as of one moment.
     *
     * @param batch our id of the batch that it came in
     * @param payload null once it was deleted
     * @param receipt our answer to the batch
     * @param deletion the log's leaf of the deletion; null while there is none
     */
    public record SignedMessage(
            UUID id,
            UUID batch,
            byte @Nullable [] payload,
            byte[] statement,
            byte[] signature,
            byte[] signingChain,
            ReturnReceipt.Signed receipt,
            byte @Nullable [] deletion) {}

    /** @return empty where the message is unknown or another center's */
    public Optional<SignedMessage> find(UUID message, String center) {
        return jdbc
                .query(
                        """
                        SELECT m.id, m.batch, m.payload, m.statement, m.signature, s.pem, b.receipt, b.signature, r.pem, d.leaf
                        FROM inbox_message m JOIN signing_chain s ON s.fingerprint = m.signing_chain
                        JOIN return_batch b ON b.id = m.batch JOIN signing_chain r ON r.fingerprint = b.signing_chain
                        LEFT JOIN log_leaf d ON d.subject = m.id AND d.type = 'deletion'
                        WHERE m.id = ? AND m.center = ?
                        """,
                        (row, n) -> new SignedMessage(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getBytes(3),
                                row.getBytes(4),
                                row.getBytes(5),
                                row.getBytes(6),
                                new ReturnReceipt.Signed(row.getBytes(7), row.getBytes(8), row.getBytes(9)),
                                row.getBytes(10)),
                        message,
                        center)
                .stream()
                .findFirst();
    }
}
