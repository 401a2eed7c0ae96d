package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Consents of enterprises, as their centers record and withdraw them; each act leaves a leaf in the log. */
public final class ConsentLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;
    private final VoidedLeaves voided;

    ConsentLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves, VoidedLeaves voided) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = leaves;
        this.voided = voided;
    }

    /**
     * @param owner USCI of the enterprise that consents
     * @param dataset what kind of record it consents to
     * @param item the one record that it is for; null for every one of the dataset that is the owner's
     * @param until exclusive
     * @param withdrawnAt null while it stands
     */
    public record Consent(
            String id,
            String owner,
            String dataset,
            @Nullable String item,
            Instant from,
            Instant until,
            @Nullable Instant withdrawnAt) {

        /** Whether it is for this record at all, whatever the time. */
        public boolean covers(String itemOwner, String itemDataset, String recordId) {
            return owner.equals(itemOwner) && dataset.equals(itemDataset) && (item == null || item.equals(recordId));
        }

        public boolean isValidAt(Instant time) {
            return withdrawnAt == null && !time.isBefore(from) && time.isBefore(until);
        }
    }

    /** @return false where the center has a consent of this id */
    public boolean record(String center, Consent consent, String actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            boolean isNew = jdbc.update(
                            """
                            INSERT INTO consent (center, id, owner, dataset, item, valid_from, valid_until)
                            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                            """,
                            center,
                            consent.id(),
                            consent.owner(),
                            consent.dataset(),
                            consent.item(),
                            consent.from().atOffset(ZoneOffset.UTC),
                            consent.until().atOffset(ZoneOffset.UTC))
                    == 1;
            if (isNew) {
                leaves.insert(LogLeaf.operatorAction("record-consent", consent.id(), actor, leaves.now()), null);
            }
            return isNew;
        }));
    }

    /**
     * Nothing leaves with it once this returns; what is shown is taken down.
     *
     * @return false where no such consent stands
     */
    public boolean withdraw(String center, String id, String actor) {
        return AfterDeadlock.tryAgain(transaction, () -> {
            jdbc.query("SELECT 1 FROM consent WHERE center = ? AND id = ? FOR UPDATE", row -> {}, center, id);
            boolean stood = jdbc.update(
                            """
                            UPDATE consent SET withdrawn_at = now()
                            WHERE center = ? AND id = ? AND withdrawn_at IS NULL
                            """,
                            center,
                            id)
                    == 1;
            if (stood) {
                voided.insert(denyWaiting(center, id));
                leaves.insert(LogLeaf.operatorAction("withdraw-consent", id, actor, leaves.now()), null);
            }
            return stood;
        });
    }

    /**
     * What waits for its window would otherwise look as if it still came.
     *
     * @return those that are DENIED now
     */
    private List<UUID> denyWaiting(String center, String id) {
        return jdbc.queryForList(
                """
                WITH ended AS (
                UPDATE transfer t
                SET state = CASE WHEN t.may_have_arrived THEN 'PARKED' ELSE 'DENIED' END, reason = 'CONSENT_WITHDRAWN',
                    changed_at = now(), wake_at = now()
                FROM (SELECT r.id FROM publication p JOIN transfer r ON r.id = p.transfer
                      WHERE p.center = ? AND p.consent = ? AND r.state = 'READY'
                      ORDER BY r.id FOR NO KEY UPDATE OF r) AS waiting
                WHERE t.id = waiting.id
                RETURNING t.id, t.state)
                SELECT id FROM ended WHERE state = 'DENIED'
                """,
                UUID.class,
                center,
                id);
    }

    public Optional<Consent> find(String center, String id) {
        return jdbc
                .query("SELECT * FROM consent WHERE center = ? AND id = ?", ConsentLedger::consent, center, id)
                .stream()
                .findFirst();
    }

    /** Those of an enterprise that cover a record, at most {@code limit}: standing ones first, the one that lasts longest at the top. */
    public List<Consent> covering(String center, String owner, String dataset, String recordId, int limit) {
        return jdbc.query(
                """
                SELECT * FROM consent
                WHERE center = ? AND owner = ? AND dataset = ? AND (item IS NULL OR item = ?)
                ORDER BY withdrawn_at IS NOT NULL, valid_until DESC, id LIMIT ?
                """,
                ConsentLedger::consent,
                center,
                owner,
                dataset,
                recordId,
                limit);
    }

    /**
     * In the order of their ids.
     *
     * @param after the last id of the page before; empty for the first
     */
    public List<Consent> all(String center, String after, int limit) {
        return jdbc.query(
                "SELECT * FROM consent WHERE center = ? AND id > ? ORDER BY id LIMIT ?",
                ConsentLedger::consent,
                center,
                after,
                limit);
    }

    private static Consent consent(ResultSet row, int n) throws SQLException {
        OffsetDateTime withdrawn = row.getObject("withdrawn_at", OffsetDateTime.class);
        return new Consent(
                row.getString("id"),
                row.getString("owner"),
                row.getString("dataset"),
                row.getString("item"),
                row.getObject("valid_from", OffsetDateTime.class).toInstant(),
                row.getObject("valid_until", OffsetDateTime.class).toInstant(),
                withdrawn == null ? null : withdrawn.toInstant());
    }
}
