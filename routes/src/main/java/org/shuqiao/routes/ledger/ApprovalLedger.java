package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Transfers that wait for an officer's approval. An answer holds for exactly the payload that was asked about. */
public final class ApprovalLedger {
    private static final String QUESTION = "SELECT t.id, t.center, t.dataset, t.platform, a.asked_at, a.payload_hash";
    private static final String WAITING =
            """
             FROM approval a JOIN transfer t ON t.id = a.transfer
            WHERE a.decision IS NULL AND t.state = 'WAITING' AND t.reason = 'DUTY_APPROVAL'
            """;
    /** Before every id. */
    private static final UUID FIRST = new UUID(0, 0);

    /** Who answers a question that nobody has answered in time. */
    private static final String NOBODY = "gateway";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;
    private final ActRows acts;

    ApprovalLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = leaves;
        this.acts = acts;
    }

    /** @param payloadHash SM3 of what would leave */
    public record Question(
            UUID transfer, String center, String dataset, String platform, Instant askedAt, byte[] payloadHash) {}

    /** @param payload what would leave, byte for byte */
    public record Shown(Question question, byte[] payload) {}

    /** What an officer can answer. */
    public enum Answer {
        APPROVE,
        REFUSE
    }

    /**
     * Oldest transfer first.
     *
     * @param after the last of the page before; null for the first page
     */
    public List<Question> waiting(@Nullable UUID after, int limit) {
        return jdbc.query(
                QUESTION + WAITING + " AND t.id > ? ORDER BY t.id LIMIT ?",
                (row, n) -> question(row),
                after == null ? FIRST : after,
                limit);
    }

    /** @return empty where the transfer waits for no approval */
    public Optional<Shown> find(UUID transfer) {
        return jdbc
                .query(
                        QUESTION + ", a.payload" + WAITING + " AND t.id = ? AND a.transfer = ?",
                        (row, n) -> new Shown(question(row), row.getBytes(7)),
                        transfer,
                        transfer)
                .stream()
                .findFirst();
    }

    private static Question question(ResultSet row) throws SQLException {
        return new Question(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getBytes(6));
    }

    /**
     * An officer's answer. Approved, the transfer is prepared anew, and exactly the payload that the officer saw may pass; refused, it is
     * denied for good.
     *
     * @param payloadHash SM3 of the payload that the officer saw
     * @return false where the transfer does not wait for an approval of this payload
     */
    public boolean answer(UUID transfer, byte[] payloadHash, Answer answer, String officer, String reason) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // The row of the transfer first, as whoever asks: then the question cannot change any more.
            jdbc.query("SELECT 1 FROM transfer WHERE id = ? FOR UPDATE", row -> {}, transfer);
            boolean open = !jdbc.query(
                            "SELECT 1" + WAITING + " AND t.id = ? AND a.transfer = ? AND a.payload_hash = ?",
                            (row, n) -> 1,
                            transfer,
                            transfer,
                            payloadHash)
                    .isEmpty();
            if (open) {
                boolean approved = answer == Answer.APPROVE;
                jdbc.update(
                        """
                        UPDATE transfer SET state = ?, reason = ?, due_at = now(), wake_at = now(), changed_at = now()
                        WHERE id = ?
                        """,
                        approved ? "PENDING" : "DENIED",
                        approved ? "DUTY_APPROVAL" : "APPROVAL_REFUSED",
                        transfer);
                record(transfer, payloadHash, answer.name(), officer, reason);
            }
            return open;
        }));
    }

    private void record(UUID transfer, byte[] payloadHash, String decision, String officer, String reason) {
        Instant at = leaves.now();
        jdbc.update(
                """
                UPDATE approval SET decision = ?, reason = ?, decided_by = ?, decided_at = ?, payload = NULL
                WHERE transfer = ?
                """,
                decision,
                reason,
                officer,
                at.atOffset(ZoneOffset.UTC),
                transfer);
        String hash = HexFormat.of().formatHex(payloadHash);
        leaves.insert(LogLeaf.approvalDecision(transfer, hash, decision, officer, at), transfer);
        acts.note("approval-" + ActRows.verb(decision), transfer.toString(), reason, officer);
    }

    private record Late(UUID transfer, byte[] payloadHash) {}

    /**
     * Denies what nobody has answered in time.
     *
     * @return how many were denied
     */
    public int endOverdue(Duration patience, int limit) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Late> late = jdbc.query(
                    """
                    WITH late AS (
                        SELECT a.transfer, a.payload_hash FROM approval a JOIN transfer t ON t.id = a.transfer
                        WHERE a.decision IS NULL AND a.asked_at < now() - make_interval(secs => ?)
                          AND t.state = 'WAITING' AND t.reason = 'DUTY_APPROVAL'
                        ORDER BY a.asked_at LIMIT ? FOR UPDATE OF t, a SKIP LOCKED)
                    UPDATE transfer t SET state = 'DENIED', reason = 'APPROVAL_OVERDUE', changed_at = now()
                    FROM late WHERE t.id = late.transfer RETURNING t.id, late.payload_hash
                    """,
                    (row, n) -> new Late(row.getObject(1, UUID.class), row.getBytes(2)),
                    patience.toMillis() / 1000.0,
                    limit);
            late.forEach(one -> record(one.transfer(), one.payloadHash(), "OVERDUE", NOBODY, ""));
            return late.size();
        }));
    }

    /**
     * Forgets questions about transfers that do not wait for an answer any more, with what would have left. One that is prepared anew
     * may ask the same again.
     */
    public void forgetNeedless(int limit) {
        transaction.executeWithoutResult(status -> jdbc.update(
                """
                WITH needless AS (
                    SELECT a.transfer FROM approval a JOIN transfer t ON t.id = a.transfer
                    WHERE a.decision IS NULL AND t.state <> 'PENDING' AND NOT (t.state = 'WAITING' AND t.reason = 'DUTY_APPROVAL')
                    ORDER BY a.asked_at LIMIT ? FOR UPDATE OF t, a SKIP LOCKED)
                DELETE FROM approval a USING needless WHERE a.transfer = needless.transfer
                """,
                limit));
    }
}
