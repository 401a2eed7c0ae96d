package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.ledger.SubmissionView.ReceiptView;
import org.shuqiao.routes.ledger.SubmissionView.TransferView;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads for people: what became of a submission, and the material of its evidence. */
public final class ReadLedger {
    private static final String TRANSFERS =
            """
            SELECT t.id, t.submission, t.center, t.platform, t.state, t.reason, t.sends, t.changed_at, c.decision::text,
                   c.payload, r.receipt_id, r.stage, r.received_at, t.due_at, %s,
                   (SELECT q.hits::text FROM quarantine q
                    WHERE q.transfer = t.id AND t.state IN ('QUARANTINED', 'WITHHELD', 'EXPIRED')),
                   (SELECT json_agg(v.review || jsonb_build_object('at', v.received_at) ORDER BY v.received_at, v.came)::text
                    FROM receipt v WHERE v.transfer = t.id AND v.reviewed_by <> ''),
                   (SELECT w.transfer FROM review_return w WHERE w.corrected_by = t.id ORDER BY w.version DESC LIMIT 1)
            FROM transfer t JOIN transfer_content c ON c.id = t.id
            LEFT JOIN LATERAL (SELECT * FROM receipt r WHERE r.transfer = t.id ORDER BY r.received_at DESC, r.came DESC NULLS LAST LIMIT 1) r ON true
            """
                    .formatted(DutyLedger.OF_TRANSFER);

    private final JdbcTemplate jdbc;

    public ReadLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What evidence is made of.
     *
     * @param payload null once it was deleted
     */
    public record SignedTransferContent(
            UUID id,
            String center,
            byte @Nullable [] payload,
            String contentType,
            byte[] statement,
            byte[] signature,
            byte[] signingChain) {}

    /**
     * @param signature DER
     * @param userId that the signature was made under
     */
    public record StoredReceipt(
            String stage, byte[] document, byte[] signature, String userId, byte[] platformChain, Instant receivedAt) {}

    /**
     * What two officers say of a paper.
     *
     * @param signature DER, by a gateway
     * @param signingChain of that gateway
     */
    public record StoredWord(byte[] document, byte[] signature, byte[] signingChain) {}

    /** @param payloadHashes SM3 of every payload of the envelope, in their order; ours is among them */
    public record StoredManifest(
            int attempt,
            byte[] envelopeHash,
            List<byte[]> payloadHashes,
            String outcome,
            String platformCode,
            Instant finishedAt) {}

    /** @return empty where the submission is unknown or another center's */
    public Optional<SubmissionView> submission(UUID id, String center) {
        return submissions("id = ? AND center = ?", 1, id, center).stream().findFirst();
    }

    /**
     * Newest first.
     *
     * @param before only submissions older than this one; null for the first page
     * @param dataset null for every dataset; {@code recordId} likewise
     */
    public List<SubmissionView> submissions(
            String center, @Nullable UUID before, @Nullable String dataset, @Nullable String recordId, int limit) {
        return submissions(
                """
                center = ? AND (?::uuid IS NULL OR id < ?::uuid) AND (?::text IS NULL OR dataset = ?)
                AND (?::text IS NULL OR record_id = ?)
                """,
                limit,
                center,
                before,
                before,
                dataset,
                dataset,
                recordId,
                recordId);
    }

    /** Those of these that are the center's, newest first. */
    List<SubmissionView> submissions(String center, Collection<UUID> ids) {
        return submissions("center = ? AND id = ANY (?)", ids.size(), center, uuids(ids));
    }

    private List<SubmissionView> submissions(String condition, int limit, @Nullable Object... arguments) {
        List<SubmissionView> bare = jdbc.query(
                "SELECT id, dataset, record_id, version, state, received_at FROM submission WHERE " + condition
                        + " ORDER BY id DESC LIMIT " + limit,
                (row, n) -> new SubmissionView(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class).toInstant(),
                        List.of()),
                arguments);
        Map<UUID, List<TransferView>> transfers = transfersOf(
                        bare.stream().map(SubmissionView::id).toList())
                .stream()
                .collect(Collectors.groupingBy(TransferView::submission));
        return bare.stream()
                .map(s -> new SubmissionView(
                        s.id(),
                        s.dataset(),
                        s.recordId(),
                        s.version(),
                        s.state(),
                        s.receivedAt(),
                        transfers.getOrDefault(s.id(), List.of())))
                .toList();
    }

    private List<TransferView> transfersOf(Collection<UUID> submissions) {
        return jdbc.query(
                TRANSFERS + "WHERE t.submission = ANY (?) ORDER BY t.id", ReadLedger::transfer, uuids(submissions));
    }

    /** @return empty where there is no such transfer */
    public Optional<TransferView> transfer(UUID id) {
        return jdbc.query(TRANSFERS + "WHERE t.id = ? AND c.id = ?", ReadLedger::transfer, id, id).stream()
                .findFirst();
    }

    private static TransferView transfer(ResultSet row, int n) throws SQLException {
        byte[] payload = row.getBytes(10);
        String receiptId = row.getString(11);
        return new TransferView(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getObject(8, OffsetDateTime.class).toInstant(),
                row.getObject(14, OffsetDateTime.class).toInstant(),
                row.getString(9),
                row.getString(15),
                row.getString(16),
                row.getString(17),
                row.getObject(18, UUID.class),
                payload == null ? null : Sm3.digest(payload),
                receiptId == null
                        ? null
                        : new ReceiptView(
                                receiptId,
                                row.getString(12),
                                row.getObject(13, OffsetDateTime.class).toInstant()));
    }

    /** @return empty where the transfer is unknown or was never signed */
    public Optional<SignedTransferContent> signedContent(UUID transfer) {
        return jdbc
                .query(
                        """
                        SELECT t.id, t.center, c.payload, c.content_type, c.statement, c.signature, s.pem
                        FROM transfer t JOIN transfer_content c ON c.id = t.id
                        JOIN signing_chain s ON s.fingerprint = c.signing_chain
                        WHERE t.id = ? AND c.id = ?
                        """,
                        (row, n) -> new SignedTransferContent(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getBytes(3),
                                row.getString(4),
                                row.getBytes(5),
                                row.getBytes(6),
                                row.getBytes(7)),
                        transfer,
                        transfer)
                .stream()
                .findFirst();
    }

    /** The log's leaves of deletions of a transfer's payloads; more than one where it was prepared anew since. */
    public List<byte[]> deletions(UUID transfer) {
        return leaves(transfer, "deletion");
    }

    /** The log's leaves of what was not kept in time after a transfer, oldest first; also after what it was before it was prepared anew. */
    public List<byte[]> breaches(UUID transfer) {
        return leaves(transfer, "breach");
    }

    private List<byte[]> leaves(UUID transfer, String type) {
        return jdbc.query(
                "SELECT leaf FROM log_leaf WHERE subject = ? AND type = ? ORDER BY id",
                (row, n) -> row.getBytes(1),
                transfer,
                type);
    }

    public List<StoredReceipt> receipts(UUID transfer) {
        return jdbc.query(
                """
                SELECT stage, document, signature, user_id, platform_chain, received_at FROM receipt
                WHERE transfer = ? ORDER BY received_at, came NULLS FIRST, stage
                """,
                (row, n) -> new StoredReceipt(
                        row.getString(1),
                        row.getBytes(2),
                        row.getBytes(3),
                        row.getString(4),
                        row.getBytes(5),
                        row.getObject(6, OffsetDateTime.class).toInstant()),
                transfer);
    }

    /** What officers have entered of papers, oldest first. */
    public List<StoredWord> words(UUID transfer) {
        return jdbc.query(
                """
                SELECT w.document, w.signature, e.signing_chain FROM entered_word w JOIN entered_receipt e ON e.id = w.receipt
                WHERE w.transfer = ? ORDER BY e.confirmed_at, e.id
                """,
                (row, n) -> new StoredWord(row.getBytes(1), row.getBytes(2), row.getBytes(3)),
                transfer);
    }

    /** The attempts whose outcome is known, oldest first. */
    public List<StoredManifest> manifests(UUID transfer) {
        return jdbc.query(
                """
                SELECT m.attempt, m.envelope_hash, coalesce(m.payload_hashes, e.payload_hashes), m.outcome, m.platform_code,
                       m.finished_at
                FROM delivery_manifest m LEFT JOIN delivery_envelope e ON e.hash = m.envelope_hash
                WHERE m.transfer = ? ORDER BY m.attempt
                """,
                (row, n) -> new StoredManifest(
                        row.getInt(1),
                        row.getBytes(2),
                        List.of((byte[][]) row.getArray(3).getArray()),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class).toInstant()),
                transfer);
    }
}
