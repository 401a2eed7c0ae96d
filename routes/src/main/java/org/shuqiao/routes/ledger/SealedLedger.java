package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Records that were marked as important data or as state secrets: sealed, seen by officers only, and destroyed by them. */
public final class SealedLedger {
    /** Before every id. */
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;
    private final ActRows acts;

    SealedLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = leaves;
        this.acts = acts;
    }

    /**
     * A record about to be sealed.
     *
     * @param mark {@code CLASS_IMPORTANT} or {@code STATE_SECRET}
     * @param fingerprint tells whether the center has sent the same bytes before
     * @param content in sealed parts
     */
    public record NewSealed(
            UUID id, String center, String dataset, String mark, byte[] fingerprint, List<byte[]> content) {}

    /** @param destroyedAt null while it is there */
    public record SealedRecord(
            UUID id, String center, String dataset, String mark, Instant sealedAt, @Nullable Instant destroyedAt) {}

    /** What only an officer gets. */
    public record SealedContent(SealedRecord record, List<byte[]> content) {}

    /**
     * Stores a sealed record, unless the same bytes are there already.
     *
     * @param most that one center may have at a time
     * @return its id, or that of the one that is there; empty where the center has too many
     */
    public Optional<UUID> seal(NewSealed sealed, int most) {
        return Objects.requireNonNull(transaction.execute(status -> {
            boolean isNew = jdbc.update(
                            """
                            INSERT INTO sealed_record (id, center, dataset, mark, fingerprint, content)
                            SELECT ?, ?, ?, ?, ?, ?
                            WHERE (SELECT count(*) FROM (SELECT 1 FROM sealed_record
                                   WHERE center = ? AND content IS NOT NULL LIMIT ?) there) < ?
                            ON CONFLICT (center, fingerprint) WHERE content IS NOT NULL DO NOTHING
                            """,
                            sealed.id(),
                            sealed.center(),
                            sealed.dataset(),
                            sealed.mark(),
                            sealed.fingerprint(),
                            bytes(sealed.content(), part -> part),
                            sealed.center(),
                            most,
                            most)
                    == 1;
            if (isNew) {
                String id = sealed.id().toString();
                leaves.insert(LogLeaf.operatorAction("seal-record", id, sealed.center(), leaves.now()), null);
                return Optional.of(sealed.id());
            }
            return there(sealed);
        }));
    }

    private Optional<UUID> there(NewSealed sealed) {
        return jdbc
                .queryForList(
                        "SELECT id FROM sealed_record WHERE center = ? AND fingerprint = ? AND content IS NOT NULL",
                        UUID.class,
                        sealed.center(),
                        sealed.fingerprint())
                .stream()
                .findFirst();
    }

    /**
     * Those that nobody has destroyed, oldest first.
     *
     * @param after the last of the page before; null for the first page
     */
    public List<SealedRecord> waiting(@Nullable UUID after, int limit) {
        return jdbc.query(
                """
                SELECT id, center, dataset, mark, sealed_at, destroyed_at FROM sealed_record
                WHERE content IS NOT NULL AND id > ? ORDER BY id LIMIT ?
                """,
                (row, n) -> sealed(row),
                after == null ? FIRST : after,
                limit);
    }

    /** What is known of one without a look into it. @return empty where there is no such record, or none any more */
    public Optional<SealedRecord> find(UUID id) {
        return jdbc
                .query(
                        """
                        SELECT id, center, dataset, mark, sealed_at, destroyed_at FROM sealed_record
                        WHERE content IS NOT NULL AND id = ?
                        """,
                        (row, n) -> sealed(row),
                        id)
                .stream()
                .findFirst();
    }

    /**
     * Hands the content out, and writes down to whom.
     *
     * @return empty where there is no such record, or none any more
     */
    public Optional<SealedContent> open(UUID id, String officer) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<SealedContent> found = jdbc
                    .query(
                            "SELECT * FROM sealed_record WHERE id = ? AND content IS NOT NULL",
                            (row, n) -> new SealedContent(sealed(row), Arrays.asList((byte[][])
                                    row.getArray("content").getArray())),
                            id)
                    .stream()
                    .findFirst();
            if (found.isPresent()) {
                acts.record("open-sealed", id.toString(), "", officer, null);
            }
            return found;
        }));
    }

    /** Destroys the content; that there was one, and whose, is kept. @return false where there is none */
    public boolean destroy(UUID id, String officer, String reason) {
        return Objects.requireNonNull(transaction.execute(status -> {
            boolean destroyed = jdbc.update(
                            """
                            UPDATE sealed_record SET content = NULL, destroyed_at = now(), destroyed_by = ?, reason = ?
                            WHERE id = ? AND content IS NOT NULL
                            """,
                            officer,
                            reason,
                            id)
                    == 1;
            if (destroyed) {
                acts.record("destroy-sealed", id.toString(), reason, officer, null);
            }
            return destroyed;
        }));
    }

    private static SealedRecord sealed(ResultSet row) throws SQLException {
        OffsetDateTime destroyed = row.getObject("destroyed_at", OffsetDateTime.class);
        return new SealedRecord(
                row.getObject("id", UUID.class),
                row.getString("center"),
                row.getString("dataset"),
                row.getString("mark"),
                row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
                destroyed == null ? null : destroyed.toInstant());
    }
}
