package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.instants;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Claims transfers for one platform. The agreement is decided again here, in the database, under its lock. */
public final class DeliveryLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String owner;
    private final Duration lease;
    private final PublicationRows publications;
    private final VoidedLeaves voided;
    private final Admission admission;
    private final UnsignedTransfers unsigned;
    private final RecalledTransfers recalled;
    private final UnencryptedTransfers unencrypted;

    DeliveryLedger(JdbcTemplate jdbc, TransactionTemplate transaction, String owner, Duration lease, LeafRows leaves) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.owner = owner;
        this.lease = lease;
        this.publications = new PublicationRows(jdbc);
        this.voided = new VoidedLeaves(jdbc, leaves);
        this.admission = new Admission(jdbc);
        this.unsigned = new UnsignedTransfers(jdbc, leaves);
        this.recalled = new RecalledTransfers(jdbc);
        this.unencrypted = new UnencryptedTransfers(jdbc);
    }

    /**
     * Commits SENDING for those that may leave now. Those whose agreement no longer permits them are moved to where they
     * belong; those that are not due, not free in their lane, or of a platform that rests, stay as they are. Those that are out of
     * quota or window wait with their reason until they may be within.
     *
     * @param platformRests number of consecutive failures from which on a platform is tried with one transfer at a time
     * @return what leaves in one call each
     */
    public List<List<ClaimedTransfer>> claim(String platform, Collection<UUID> ids, int platformRests, CallPlan plan) {
        return List.copyOf(Objects.requireNonNull(transaction.execute(status -> {
            List<Ready> ready =
                    holdAgreements(ids); // Agreements before consents before transfers, as whoever changes them.
            voided.insert(publications.denyEnded(ids));
            voided.insert(decideAgain(ids));
            decideAnew(ids);
            recalled.of(ids);
            if (!plan.encrypts()) {
                unencrypted.recall(ids);
            }
            List<UUID> claimed = markSending(platform, ready, platformRests);
            return claimed.isEmpty() ? List.<List<ClaimedTransfer>>of() : admission.admit(read(claimed), plan);
        })));
    }

    /** A transfer that was READY when the claim began, and since when. */
    private record Ready(UUID id, Instant since) {}

    /**
     * Until SENDING is committed, none that binds these transfers can end, and none can come into force beside it.
     *
     * @return those that may be claimed: what becomes READY later is bound by agreements that are not held, and is not decided again here
     */
    private List<Ready> holdAgreements(Collection<UUID> ids) {
        return jdbc.query(
                """
                WITH held AS (
                    SELECT 1 FROM agreement
                    WHERE (id, version) IN (
                        SELECT bound.id, bound.version FROM transfer_content c,
                               jsonb_to_recordset(c.decision -> 'agreements') AS bound (id text, version int)
                        WHERE c.id = ANY (?))
                    ORDER BY id, version FOR KEY SHARE)
                SELECT t.id, t.changed_at, (SELECT count(*) FROM held)
                FROM transfer t WHERE t.id = ANY (?) AND t.state = 'READY'
                """,
                (row, n) -> new Ready(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant()),
                uuids(ids),
                uuids(ids));
    }

    /**
     * READY transfers under one agreement, whose version is not in force: WAITING, PENDING, DENIED, or PARKED where they may have
     * arrived. What a clause on the end of an agreement may still permit is PENDING, so that the new decision finds it.
     *
     * @return those that are DENIED now
     */
    private List<UUID> decideAgain(Collection<UUID> ids) {
        return jdbc.queryForList(
                """
                WITH decided AS (
                    UPDATE transfer t
                    SET (state, reason) = (
                            SELECT CASE WHEN a.state = 'SUSPENDED' THEN 'WAITING' WHEN t.may_have_arrived THEN 'PARKED'
                                        WHEN anew THEN 'PENDING' ELSE 'DENIED' END,
                                   CASE WHEN a.state = 'SUSPENDED' THEN 'SUSPENDED' WHEN anew THEN 'AGREEMENT_CHANGED'
                                        WHEN a.state = 'REVOKED' THEN 'REVOKED'
                                        WHEN now() < a.valid_from THEN 'NOT_YET' ELSE 'EXPIRED' END
                            FROM (SELECT CASE WHEN t.may_have_arrived THEN a.state = 'ENDED' AND now() < a.valid_until
                                              ELSE a.state IN ('ENDED', 'REVOKED')
                                                   OR t.dataset = 'take_down' AND now() >= a.valid_until END) one (anew)),
                        changed_at = now(), wake_at = now()
                    FROM agreement a, transfer_content c
                    WHERE t.id = ANY (?) AND t.state = 'READY' AND a.id = t.agreement AND a.version = t.agreement_version
                      AND NOT (a.state = 'ACTIVE' AND now() >= a.valid_from AND now() < a.valid_until)
                      AND c.id = ANY (?) AND c.id = t.id AND jsonb_array_length(c.decision -> 'agreements') = 1
                      AND NOT c.decision @> '{"afterRevocation": true}'
                    RETURNING t.id, t.state)
                SELECT id FROM decided WHERE state = 'DENIED'
                """,
                UUID.class,
                uuids(ids),
                uuids(ids));
    }

    /**
     * READY transfers of which one agreement among several has ended, or beside whose agreements another has come into force. What may
     * have arrived waits for a person: its statement speaks for what arrived.
     */
    private void decideAnew(Collection<UUID> ids) {
        jdbc.update(
                """
                UPDATE transfer t
                SET state = CASE WHEN t.may_have_arrived THEN 'PARKED' ELSE 'PENDING' END,
                    reason = CASE WHEN t.may_have_arrived AND %1$s THEN 'REVOKED' ELSE 'AGREEMENT_CHANGED' END,
                    changed_at = now(), wake_at = now()
                FROM transfer_content c
                WHERE t.id = ANY (?) AND c.id = ANY (?) AND c.id = t.id AND t.state = 'READY'
                  AND NOT c.decision @> '{"afterRevocation": true}' AND NOT %2$s
                """
                        .formatted(Revoked.binds("t"), InForce.unchanged("c.decision", "t.center", "t.platform")),
                uuids(ids),
                uuids(ids));
    }

    /**
     * The rows of agreements are held FOR KEY SHARE until SENDING is committed, so a revocation (FOR UPDATE) sees either no
     * claim or a committed one. Lane rows are locked in key order before, so that of two transfers of a lane one wins.
     */
    private List<UUID> markSending(String platform, List<Ready> ready, int platformRests) {
        jdbc.query(
                """
                SELECT 1 FROM lane WHERE key IN (SELECT lane FROM transfer WHERE id = ANY (?) AND state = 'READY')
                ORDER BY key FOR UPDATE
                """,
                row -> {},
                uuids(ready, Ready::id));
        lockWhileTriedOneByOne(platform, platformRests);
        return jdbc.queryForList(
                """
                WITH free AS (
                    SELECT t.id FROM unnest(?, ?::timestamptz[]) AS ready (id, since)
                    JOIN transfer t ON t.id = ready.id AND t.changed_at = ready.since
                    JOIN agreement a ON a.id = t.agreement AND a.version = t.agreement_version
                    JOIN platform p ON p.id = t.platform
                    WHERE t.platform = ? AND t.state = 'READY' AND t.due_at <= now()
                      AND (a.state = 'ACTIVE' AND now() >= a.valid_from AND now() < a.valid_until
                           OR (a.state IN ('ENDED', 'REVOKED') OR a.state = 'ACTIVE' AND now() >= a.valid_until)
                              AND EXISTS (SELECT 1 FROM transfer_content c WHERE c.id = t.id
                                          AND c.decision @> '{"afterRevocation": true}'))
                      AND NOT p.paused AND coalesce(p.circuit_open_until, '-infinity') <= now()
                      AND NOT EXISTS (SELECT 1 FROM transfer o
                                      WHERE o.lane = t.lane AND o.state IN ('SENDING', 'UNKNOWN'))
                    LIMIT (SELECT CASE WHEN r.consecutive_failures < ? THEN 1000000
                                       WHEN EXISTS (SELECT 1 FROM transfer o WHERE o.platform = r.id
                                           AND o.state = 'SENDING' AND o.changed_at >= r.circuit_open_until) THEN 0
                                       ELSE 1 END FROM platform r WHERE r.id = ?)
                    FOR UPDATE OF t SKIP LOCKED FOR KEY SHARE OF a)
                UPDATE transfer t
                SET state = 'SENDING', reason = '', attempt = attempt + 1, sends = sends + 1, asks = 0, lease_owner = ?,
                    lease_until = now() + make_interval(secs => ?), wake_at = now() + make_interval(secs => ?),
                    changed_at = now()
                FROM free WHERE t.id = free.id RETURNING t.id
                """,
                UUID.class,
                uuids(ready, Ready::id),
                instants(ready, Ready::since),
                platform,
                platformRests,
                platform,
                owner,
                lease.toMillis() / 1000.0,
                lease.toMillis() / 1000.0);
    }

    /** Of claims that come at once, the second must see whether the first has taken the one transfer. */
    private void lockWhileTriedOneByOne(String platform, int platformRests) {
        jdbc.query(
                "SELECT 1 FROM platform WHERE id = ? AND consecutive_failures >= ? FOR UPDATE",
                row -> {},
                platform,
                platformRests);
    }

    /** Ends a claim of which surely nothing has left: what was to leave is not what was signed. */
    public void denyUnsigned(ClaimedTransfer claimed) {
        transaction.executeWithoutResult(status -> unsigned.stop(claimed));
    }

    /** A transfer without statement, signature or chain has an empty one. */
    private List<Admission.Claimed> read(List<UUID> claimed) {
        return jdbc.query(
                """
                SELECT t.id, t.attempt, t.sends, t.changed_at, greatest(t.created_at, t.held_until), t.platform, t.dataset,
                       c.payload, c.content_type, coalesce(c.statement, ''), coalesce(c.signature, ''),
                       coalesce(s.pem, ''), c.trace_parent,
                       c.decision ->> 'allowances'
                FROM transfer t JOIN transfer_content c ON c.id = t.id
                LEFT JOIN signing_chain s ON s.fingerprint = c.signing_chain
                WHERE t.id = ANY (?) AND c.id = ANY (?)
                """,
                (row, n) -> new Admission.Claimed(claimed(row), row.getString(14)),
                uuids(claimed),
                uuids(claimed));
    }

    private static ClaimedTransfer claimed(ResultSet row) throws SQLException {
        return new ClaimedTransfer(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getInt(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getString(6),
                row.getString(7),
                row.getBytes(8),
                row.getString(9),
                row.getBytes(10),
                row.getBytes(11),
                row.getBytes(12),
                row.getString(13));
    }
}
