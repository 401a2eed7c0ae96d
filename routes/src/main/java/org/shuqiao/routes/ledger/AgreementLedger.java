package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Versions of agreements that are or were in force, and their events. A version's document never changes; its state does. How a version
 * comes into force is the matter of {@link DraftLedger}.
 */
public final class AgreementLedger {
    /** States of versions that are or were in force; no other reaches a decision. */
    static final String DECIDED = "('ACTIVE', 'SUSPENDED', 'ENDED', 'REVOKED')";

    static final RowMapper<StoredAgreement> STORED = (row, n) -> new StoredAgreement(
            row.getString("id"),
            row.getInt("version"),
            AgreementState.valueOf(row.getString("state")),
            row.getString("center"),
            row.getString("platform"),
            row.getObject("valid_from", OffsetDateTime.class).toInstant(),
            row.getObject("valid_until", OffsetDateTime.class).toInstant(),
            row.getBytes("hash"),
            row.getBytes("document"));

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;

    AgreementLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = leaves;
    }

    /** In the order of a life; WITHDRAWN is the end of a version that never came into force. */
    public enum AgreementState {
        DRAFT,
        PROPOSED,
        COUNTERSIGNED,
        ACTIVE,
        SUSPENDED,
        ENDED,
        REVOKED,
        WITHDRAWN
    }

    /**
     * @param validUntil exclusive
     * @param hash SM3 of the RFC 8785 form without id, status and signatures
     * @param document the JSON as imported
     */
    public record StoredAgreement(
            String id,
            int version,
            AgreementState state,
            String center,
            String platform,
            Instant validFrom,
            Instant validUntil,
            byte[] hash,
            byte[] document) {}

    /** All versions that are or were in force. */
    public List<StoredAgreement> all() {
        return jdbc.query("SELECT * FROM agreement WHERE state IN " + DECIDED + " ORDER BY id, version", STORED);
    }

    /** What the book of agreements reads. */
    public BookLedger book() {
        return new BookLedger(jdbc);
    }

    public Optional<StoredAgreement> find(String id, int version) {
        return jdbc.query("SELECT * FROM agreement WHERE id = ? AND version = ?", STORED, id, version).stream()
                .findFirst();
    }

    /** The version in force, or suspended. */
    public Optional<StoredAgreement> current(String id) {
        return jdbc
                .query("SELECT * FROM agreement WHERE id = ? AND state IN ('ACTIVE', 'SUSPENDED')", STORED, id)
                .stream()
                .findFirst();
    }

    /**
     * Moves the version in force to another state; WAITING transfers under it are prepared anew when it resumes.
     *
     * @return how many transfers under it are being sent at this moment; empty where no version is in the state it leaves
     */
    public Optional<Integer> change(String id, AgreementState from, AgreementState to, String actor, String reason) {
        return AfterDeadlock.tryAgain(transaction, () -> {
            StoredAgreement any = any(id);
            if (any == null) {
                return Optional.<Integer>empty();
            }
            lock(id, any.center(), any.platform());
            List<Changed> versions = jdbc.query(
                    "UPDATE agreement SET state = ?, changed_at = now() WHERE id = ? AND state = ? RETURNING version, hash",
                    (row, n) -> new Changed(row.getInt(1), row.getBytes(2)),
                    to.name(),
                    id,
                    from.name());
            if (versions.isEmpty()) {
                return Optional.<Integer>empty();
            }
            record(id, versions.get(0), to.name(), actor, reason);
            if (to == AgreementState.SUSPENDED) {
                new HeldTransfers(jdbc).wakeUnder(id); // It waits for the agreement now.
            } else {
                prepareWaitingAnew(id);
            }
            return Optional.of(sending(id));
        });
    }

    /**
     * Suspends a version, if it still is the one in force.
     *
     * @return whether this call did
     */
    public boolean suspend(String id, int version, String actor, String reason) {
        return AfterDeadlock.tryAgain(transaction, () -> {
            find(id, version).ifPresent(stored -> lock(id, stored.center(), stored.platform()));
            return find(id, version)
                            .filter(stored -> stored.state() == AgreementState.ACTIVE)
                            .isPresent()
                    && change(id, AgreementState.ACTIVE, AgreementState.SUSPENDED, actor, reason)
                            .isPresent();
        });
    }

    /** How many transfers under an agreement are being sent, but take-downs by its revocation clause; none means that a revocation is complete. */
    public int sending(String id) {
        return Objects.requireNonNull(jdbc.queryForObject(
                """
                SELECT count(*)::int FROM transfer t JOIN transfer_content c ON c.id = t.id
                WHERE t.state = 'SENDING' AND c.decision -> 'agreements' @> jsonb_build_array(jsonb_build_object('id', ?::text))
                  AND NOT c.decision @> '{"afterRevocation": true}'
                  AND t.agreement IN (SELECT o.id FROM agreement o JOIN agreement a ON o.center = a.center AND o.platform = a.platform
                                      WHERE a.id = ?)
                """,
                Integer.class,
                id,
                id));
    }

    private @Nullable StoredAgreement any(String id) {
        return jdbc
                .query("SELECT * FROM agreement WHERE id = ? AND state IN " + DECIDED + " LIMIT 1", STORED, id)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /**
     * FOR UPDATE waits for every claim that holds a row FOR KEY SHARE: those under this agreement, and those between the same
     * parties, which a prohibition of it would bind.
     */
    void lock(String id, String center, String platform) {
        jdbc.query(
                """
                SELECT 1 FROM agreement WHERE id = ? OR (center = ? AND platform = ?) ORDER BY id, version FOR UPDATE
                """,
                row -> {},
                id,
                center,
                platform);
    }

    /**
     * What waits under any agreement between the same parties, since this one may permit what that one does not. Also what waits for
     * quota or window: another version may let it go.
     */
    void prepareWaitingAnew(String id) {
        jdbc.update(
                """
                UPDATE transfer t SET state = 'PENDING', reason = 'AGREEMENT_CHANGED', changed_at = now(), wake_at = now()
                FROM (SELECT id FROM transfer
                      WHERE state = 'WAITING'
                        AND agreement IN (SELECT o.id FROM agreement o JOIN agreement a ON o.center = a.center AND o.platform = a.platform
                                          WHERE a.id = ?)
                      ORDER BY id FOR NO KEY UPDATE) AS waiting
                WHERE t.id = waiting.id
                """,
                id);
        new HeldTransfers(jdbc).wakeUnder(id);
    }

    /** Writes down what happened to a version, in the transaction of the event. */
    void event(StoredAgreement agreement, String event, String actor, String reason) {
        record(agreement.id(), new Changed(agreement.version(), agreement.hash()), event, actor, reason);
    }

    /** The event's row and its log leaf, with the same time. */
    void record(String id, Changed changed, String event, String actor, String reason) {
        Instant at = leaves.now();
        jdbc.update(
                """
                INSERT INTO agreement_event (agreement, version, event, actor, reason, happened_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                id,
                changed.version(),
                event,
                actor,
                reason,
                at.atOffset(ZoneOffset.UTC));
        String hash = HexFormat.of().formatHex(changed.hash());
        leaves.insert(LogLeaf.agreementEvent(id, changed.version(), hash, event, actor, at), null);
    }

    record Changed(int version, byte[] hash) {}
}
