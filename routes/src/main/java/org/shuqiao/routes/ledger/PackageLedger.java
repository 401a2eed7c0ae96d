package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
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

    /** @param mediaType PDF, PNG or JPEG */
    public record Scan(String mediaType, String sm3, byte[] content) {}

    /** @param signature over the manifest, in the platform's form */
    public record Stored(Made made, byte[] manifest, byte[] signature) {}

    /**
     * Transfers that wait for a package of this platform, oldest first; at least one, if any waits.
     *
     * @param maxBytes of their payloads together
     */
    public List<UUID> waiting(String platform, int limit, int maxBytes) {
        return jdbc.queryForList(
                """
                WITH oldest AS (
                    SELECT id FROM transfer WHERE platform = ? AND state = 'READY' AND due_at <= now() ORDER BY id LIMIT ?),
                summed AS (
                    SELECT o.id, row_number() OVER (ORDER BY o.id) AS place,
                           sum(octet_length(c.payload)) OVER (ORDER BY o.id) AS bytes
                    FROM oldest o JOIN transfer_content c ON c.id = o.id)
                SELECT id FROM summed WHERE place = 1 OR bytes <= ? ORDER BY id
                """,
                UUID.class,
                platform,
                limit,
                maxBytes);
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

    /**
     * Newest first.
     *
     * @param before the last one of the page before; null for the first page
     */
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

    /** A transfer in a package; {@code reason} is empty where there is none. */
    public record Packed(UUID transfer, String center, String dataset, TransferState state, String reason) {}

    /** What is in a package, in its order. */
    public List<Packed> packed(UUID id) {
        return jdbc.query(
                """
                SELECT t.id, t.center, t.dataset, t.state, coalesce(t.reason, '')
                FROM package_row r JOIN transfer t ON t.id = r.transfer WHERE r.package = ? ORDER BY r.row
                """,
                (row, n) -> new Packed(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        TransferState.valueOf(row.getString(4)),
                        row.getString(5)),
                id);
    }

    /** What is known of a scan besides its content. */
    public record ScanEntry(String sm3, String mediaType, String uploadedBy, Instant uploadedAt) {}

    /** Oldest first. */
    public List<ScanEntry> scans(UUID packageId) {
        return jdbc.query(
                """
                SELECT sm3, media_type, uploaded_by, uploaded_at FROM package_scan
                WHERE package = ? ORDER BY uploaded_at, sm3
                """,
                (row, n) -> new ScanEntry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()),
                packageId);
    }

    /**
     * Keeps a scan; the same again changes nothing.
     *
     * @param atMost scans of one package
     * @throws Failure ATTACHMENTS_FULL
     */
    public void keep(UUID packageId, Scan scan, int atMost, String officer) {
        transaction.executeWithoutResult(status -> {
            lock(packageId);
            if (scan(packageId, scan.sm3()).isPresent()) {
                return;
            }
            Integer there = jdbc.queryForObject(
                    "SELECT count(*) FROM package_scan WHERE package = ?", Integer.class, packageId);
            if (there == null || there >= atMost) {
                throw new Failure(FailureCode.ATTACHMENTS_FULL, Map.of("files", atMost));
            }
            jdbc.update(
                    "INSERT INTO package_scan (package, sm3, media_type, content, uploaded_by) VALUES (?, ?, ?, ?, ?)",
                    packageId,
                    scan.sm3(),
                    scan.mediaType(),
                    scan.content(),
                    officer);
            acts.record("keep-scan", packageId + " " + scan.sm3(), "", officer, null);
        });
    }

    private void lock(UUID packageId) {
        jdbc.queryForList("SELECT 1 FROM package WHERE id = ? FOR UPDATE", packageId);
    }

    public Optional<Scan> scan(UUID packageId, String sm3) {
        return jdbc
                .query(
                        "SELECT media_type, sm3, content FROM package_scan WHERE package = ? AND sm3 = ?",
                        (row, n) -> new Scan(row.getString(1), row.getString(2), row.getBytes(3)),
                        packageId,
                        sm3)
                .stream()
                .findFirst();
    }

    /** Who has taken a package stands in the log. From the first time on it may be on its way. */
    public void recordTaken(UUID id, String actor) {
        transaction.executeWithoutResult(status -> {
            jdbc.update("UPDATE package SET taken_at = now() WHERE id = ? AND taken_at IS NULL", id);
            acts.record("take-package", id.toString(), "", actor, null);
        });
    }
}
