package org.shuqiao.routes.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.attachments.Attachment;
import org.shuqiao.routes.attachments.AttachmentSource;
import org.shuqiao.routes.attachments.AttachmentType;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Attachments, in chunks, in the one ledger that all gateways share. Whatever is here is whole: an upload is one transaction. Everything
 * is asked for with its center, and nothing of another's is ever found.
 */
public final class AttachmentLedger implements AttachmentSource {
    /** What is in memory of an attachment that is written or read. */
    static final int CHUNK_BYTES = 256 << 10;

    private static final String COLUMNS = "SELECT a.id, a.center, a.sm3, a.bytes, a.type, a.stored_at, a.unused_since";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ActRows acts;
    private final AttachmentRows rows;

    AttachmentLedger(JdbcTemplate jdbc, TransactionTemplate transaction, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.acts = acts;
        this.rows = new AttachmentRows(jdbc);
    }

    /** How much one center may have here. */
    public record Quota(int files, long bytes) {}

    /** @param unusedSince since when no record names it; null while one does */
    public record StoredAttachment(UUID id, Attachment attachment, Instant storedAt, @Nullable Instant unusedSince) {}

    /**
     * Stores an attachment, unless the center has it already: then it is unused from now on at the earliest.
     *
     * @param id of the new one
     * @param content exactly as long as the attachment says
     * @return false where it was there
     * @throws Failure {@link FailureCode#ATTACHMENTS_FULL}
     */
    public boolean store(UUID id, Attachment attachment, InputStream content, Quota quota) {
        return Objects.requireNonNull(transaction.execute(status -> {
            UUID stored = jdbc.queryForObject(
                    """
                    INSERT INTO attachment AS a (id, center, sm3, bytes, type) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (center, sm3) DO UPDATE
                    SET unused_since = CASE WHEN a.unused_since IS NULL THEN NULL ELSE now() END
                    RETURNING id
                    """,
                    UUID.class,
                    id,
                    attachment.center(),
                    attachment.sm3(),
                    attachment.bytes(),
                    attachment.type().name());
            boolean isNew = id.equals(stored);
            if (isNew) {
                count(attachment, quota);
                write(id, attachment.bytes(), content);
            }
            return isNew;
        }));
    }

    private void count(Attachment attachment, Quota quota) {
        int counted = jdbc.update(
                """
                INSERT INTO attachment_use AS u (center, files, bytes) VALUES (?, 1, ?)
                ON CONFLICT (center) DO UPDATE SET files = u.files + 1, bytes = u.bytes + excluded.bytes
                WHERE u.files < ? AND u.bytes + excluded.bytes <= ?
                """,
                attachment.center(),
                attachment.bytes(),
                quota.files(),
                quota.bytes());
        if (counted == 0) {
            throw new Failure(
                    FailureCode.ATTACHMENTS_FULL, Map.of("maxFiles", quota.files(), "maxBytes", quota.bytes()));
        }
    }

    private void write(UUID id, long bytes, InputStream content) {
        try {
            int number = 0;
            for (long left = bytes; left > 0; number++) {
                byte[] chunk = content.readNBytes((int) Math.min(CHUNK_BYTES, left));
                if (chunk.length == 0) {
                    throw new IOException("an attachment is shorter than it was");
                }
                jdbc.update(
                        "INSERT INTO attachment_chunk (attachment, number, content) VALUES (?, ?, ?)",
                        id,
                        number,
                        chunk);
                left -= chunk.length;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public Optional<StoredAttachment> find(String center, String sm3) {
        return jdbc
                .query(
                        COLUMNS + " FROM attachment a WHERE a.center = ? AND a.sm3 = ?",
                        (row, n) -> stored(row),
                        center,
                        sm3)
                .stream()
                .findFirst();
    }

    /**
     * Newest first.
     *
     * @param before only those that were stored before this one; null for the first page
     */
    public List<StoredAttachment> list(String center, @Nullable UUID before, int limit) {
        return jdbc.query(
                COLUMNS
                        + " FROM attachment a WHERE a.center = ? AND (?::uuid IS NULL OR a.id < ?::uuid) ORDER BY a.id DESC LIMIT ?",
                (row, n) -> stored(row),
                center,
                before,
                before,
                limit);
    }

    @Override
    public Optional<Attachment> of(UUID transfer) {
        return jdbc
                .query(
                        COLUMNS
                                + """
                                 FROM transfer t JOIN transfer_content c ON c.id = t.id
                                JOIN attachment_reference r ON r.submission = t.submission
                                JOIN attachment a ON a.id = r.attachment
                                WHERE t.id = ? AND c.id = ? AND c.decision -> 'payload' @> '[{"step": "attachment"}]'
                                """,
                        (row, n) -> stored(row).attachment(),
                        transfer,
                        transfer)
                .stream()
                .findFirst();
    }

    @Override
    public Optional<InputStream> open(String sm3, String center) {
        return find(center, sm3)
                .map(found -> new ChunkedStream(found.attachment(), number -> chunk(found.id(), number)));
    }

    /** @return null where there is no such chunk (any more) */
    private byte @Nullable [] chunk(UUID id, int number) {
        return jdbc
                .query(
                        "SELECT content FROM attachment_chunk WHERE attachment = ? AND number = ?",
                        (row, n) -> row.getBytes(1),
                        id,
                        number)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** Writes down that an officer looks at the attachment of a transfer. */
    public void recordLook(UUID transfer, String officer) {
        transaction.executeWithoutResult(
                status -> acts.record("open-attachment", transfer.toString(), "", officer, transfer));
    }

    /** What became of a wish to delete. */
    public enum Deletion {
        DELETED,
        /** A record names it. */
        IN_USE,
        UNKNOWN
    }

    /** Deletes an attachment that no record names. */
    public Deletion delete(String center, String sm3) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<StoredAttachment> found = jdbc.query(
                    COLUMNS + " FROM attachment a WHERE a.center = ? AND a.sm3 = ? FOR UPDATE",
                    (row, n) -> stored(row),
                    center,
                    sm3);
            if (found.isEmpty()) {
                return Deletion.UNKNOWN;
            }
            if (found.get(0).unusedSince() == null) {
                return Deletion.IN_USE;
            }
            rows.delete(List.of(found.get(0).id()));
            return Deletion.DELETED;
        }));
    }

    /**
     * Deletes what no record has named for too long. Several gateways may do so at once.
     *
     * @return how many, at most {@code limit}
     */
    public int deleteUnused(Duration unusedFor, int limit) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<UUID> unused = jdbc.queryForList(
                    """
                    SELECT id FROM attachment WHERE unused_since < now() - make_interval(secs => ?)
                    ORDER BY unused_since LIMIT ? FOR UPDATE SKIP LOCKED
                    """,
                    UUID.class,
                    unusedFor.toMillis() / 1000.0,
                    limit);
            rows.delete(unused);
            return unused.size();
        }));
    }

    private static StoredAttachment stored(ResultSet row) throws SQLException {
        OffsetDateTime unused = row.getObject(7, OffsetDateTime.class);
        return new StoredAttachment(
                row.getObject(1, UUID.class),
                new Attachment(
                        row.getString(2), row.getString(3), row.getLong(4), AttachmentType.valueOf(row.getString(5))),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                unused == null ? null : unused.toInstant());
    }
}
