package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.TreeHead;
import org.springframework.jdbc.core.JdbcTemplate;

/** The checkpoints that were signed of the log, and their time stamps. What is written here is published, and never changes. */
public final class CheckpointLedger {
    private static final String CHECKPOINTS =
            """
            SELECT c.size, c.root, c.note, s.pem, c.signed_at, t.tsr FROM log_checkpoint c
            JOIN signing_chain s ON s.fingerprint = c.chain LEFT JOIN log_timestamp t ON t.size = c.size
            """;

    private final JdbcTemplate jdbc;

    CheckpointLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param note the signed note, as it is published
     * @param chain PEM of the log key's certificates, leaf first
     * @param timestamp RFC 3161 response over the note; null where there is none
     */
    public record StoredCheckpoint(
            TreeHead head, byte[] note, byte[] chain, Instant signedAt, byte @Nullable [] timestamp) {}

    /** Publishes; of two checkpoints of one size the first stays. */
    public void publish(StoredCheckpoint checkpoint) {
        byte[] fingerprint = Sm3.digest(checkpoint.chain());
        jdbc.update(
                "INSERT INTO signing_chain (fingerprint, pem) VALUES (?, ?) ON CONFLICT DO NOTHING",
                fingerprint,
                checkpoint.chain());
        jdbc.update(
                """
                INSERT INTO log_checkpoint (size, root, note, chain, signed_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                checkpoint.head().size(),
                checkpoint.head().root(),
                checkpoint.note(),
                fingerprint,
                checkpoint.signedAt().atOffset(ZoneOffset.UTC));
    }

    public Optional<StoredCheckpoint> newest() {
        return first(CHECKPOINTS + "ORDER BY c.size DESC LIMIT 1");
    }

    /** The first checkpoint of a tree that holds the leaf {@code index}. */
    public Optional<StoredCheckpoint> firstCovering(long index) {
        return first(CHECKPOINTS + "WHERE c.size > ? ORDER BY c.size LIMIT 1", index);
    }

    /** The first of these that has a time stamp. */
    public Optional<StoredCheckpoint> firstStampedCovering(long index) {
        return first(
                CHECKPOINTS
                        + "WHERE c.size = (SELECT x.size FROM log_timestamp x WHERE x.size > ? ORDER BY x.size LIMIT 1)",
                index);
    }

    /** How large the tree was that was published at a time. */
    public record Grown(Instant at, long size) {}

    /** How large the published tree was at {@code from}, then after every {@code step} until {@code to}. */
    public List<Grown> growth(Instant from, Instant to, Duration step) {
        return jdbc.query(
                """
                SELECT moment, coalesce((SELECT size FROM log_checkpoint WHERE signed_at <= moment
                                         ORDER BY signed_at DESC LIMIT 1), 0)
                FROM generate_series(?::timestamptz, ?::timestamptz, make_interval(secs => ?)) AS moment
                """,
                (row, n) -> new Grown(row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2)),
                from.atOffset(ZoneOffset.UTC),
                to.atOffset(ZoneOffset.UTC),
                step.toSeconds());
    }

    /** @param size of the tree whose checkpoint an authority has seen */
    public record Stamped(long size, String authority, Instant stampedAt) {}

    public Optional<Stamped> newestStamp() {
        return jdbc
                .query(
                        "SELECT size, authority, stamped_at FROM log_timestamp ORDER BY size DESC LIMIT 1",
                        (row, n) -> new Stamped(
                                row.getLong(1),
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant()))
                .stream()
                .findFirst();
    }

    /** When the oldest checkpoint was signed whose time nobody has attested: every stamp covers all before it. */
    public Optional<Instant> unstampedSince() {
        return jdbc
                .query(
                        """
                        SELECT signed_at FROM log_checkpoint
                        WHERE size > coalesce((SELECT max(size) FROM log_timestamp), 0) ORDER BY size LIMIT 1
                        """,
                        (row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .stream()
                .findFirst();
    }

    /** Keeps a time stamp; of two over one checkpoint the first stays. */
    public void stamp(long size, String authority, byte[] tsr, Instant stampedAt) {
        jdbc.update(
                """
                INSERT INTO log_timestamp (size, authority, tsr, stamped_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                size,
                authority,
                tsr,
                stampedAt.atOffset(ZoneOffset.UTC));
    }

    private Optional<StoredCheckpoint> first(String sql, Object... arguments) {
        List<StoredCheckpoint> found = jdbc.query(sql, CheckpointLedger::checkpoint, arguments);
        return found.stream().findFirst();
    }

    private static StoredCheckpoint checkpoint(ResultSet row, int n) throws SQLException {
        return new StoredCheckpoint(
                new TreeHead(row.getLong(1), row.getBytes(2)),
                row.getBytes(3),
                row.getBytes(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getBytes(6));
    }
}
