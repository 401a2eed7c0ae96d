package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Packages that people carry to platforms: what waits for one, and what was in each. */
public final class PackageLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ActRows acts;

    PackageLedger(JdbcTemplate jdbc, TransactionTemplate transaction, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.acts = acts;
    }

    /** @param transfers how many are in it */
    public record Made(UUID id, String platform, String madeBy, Instant madeAt, int transfers) {}

    /** @param signature over the manifest, in the platform's form */
    public record Stored(Made made, byte[] manifest, byte[] signature) {}

    /** Transfers that wait for a package of this platform, oldest first. */
    public List<UUID> waiting(String platform, int limit) {
        return jdbc.queryForList(
                """
                SELECT id FROM transfer WHERE platform = ? AND state = 'READY' AND due_at <= now() ORDER BY id LIMIT ?
                """,
                UUID.class,
                platform,
                limit);
    }

    /** Commits that a package was made; who made it stands in the log. */
    public void store(UUID id, String platform, byte[] manifest, byte[] signature, List<UUID> transfers, String actor) {
        transaction.executeWithoutResult(status -> {
            jdbc.update(
                    "INSERT INTO package (id, platform, made_by, manifest, signature) VALUES (?, ?, ?, ?, ?)",
                    id,
                    platform,
                    actor,
                    manifest,
                    signature);
            jdbc.update(
                    """
                    INSERT INTO package_row (package, row, transfer)
                    SELECT ?, row, transfer FROM unnest(?) WITH ORDINALITY AS t (transfer, row)
                    """,
                    id,
                    uuids(transfers));
            acts.record("make-package", id.toString(), "", actor, null);
        });
    }

    /** Newest first. @param before the last one of the page before; null for the first page */
    public List<Made> list(String platform, @Nullable UUID before, int limit) {
        return jdbc.query(
                """
                SELECT id, platform, made_by, made_at, (SELECT count(*) FROM package_row r WHERE r.package = p.id)
                FROM package p WHERE platform = ? AND (?::uuid IS NULL OR id < ?::uuid) ORDER BY id DESC LIMIT ?
                """,
                (row, n) -> new Made(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getInt(5)),
                platform,
                before,
                before,
                limit);
    }

    public Optional<Stored> find(UUID id) {
        return jdbc
                .query(
                        """
                        SELECT id, platform, made_by, made_at, (SELECT count(*) FROM package_row r WHERE r.package = p.id),
                               manifest, signature
                        FROM package p WHERE id = ?
                        """,
                        (row, n) -> new Stored(
                                new Made(
                                        row.getObject(1, UUID.class),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getObject(4, OffsetDateTime.class).toInstant(),
                                        row.getInt(5)),
                                row.getBytes(6),
                                row.getBytes(7)),
                        id)
                .stream()
                .findFirst();
    }

    /** Who has taken a package stands in the log. */
    public void recordTaken(UUID id, String actor) {
        transaction.executeWithoutResult(status -> acts.record("take-package", id.toString(), "", actor, null));
    }
}
