package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import org.shuqiao.certs.Sm3;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * READY transfers that were signed with a key in wrong hands, or masked with a key that is not the right one for their record any
 * more: they become PENDING, to be prepared anew. What may have arrived waits for a person instead, and its statement goes on to speak for
 * what arrived: another payload under its id could not be told from that, and no receipt would fit. Must run in a transaction.
 */
final class RecalledTransfers {
    private static final String RECALLED = "CASE WHEN t.may_have_arrived THEN 'PARKED' ELSE 'PENDING' END";

    private final JdbcTemplate jdbc;

    RecalledTransfers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param from since when others may have the key */
    void signedUnder(byte[] chain, Instant from) {
        byte[] fingerprint = Sm3.digest(chain);
        jdbc.update(
                """
                INSERT INTO signing_chain (fingerprint, pem, compromised_from) VALUES (?, ?, ?)
                ON CONFLICT (fingerprint) DO UPDATE SET compromised_from = excluded.compromised_from
                """,
                fingerprint,
                chain,
                from.atOffset(ZoneOffset.UTC));
        jdbc.update(
                """
                UPDATE transfer t SET state = %s, reason = 'KEY_COMPROMISED', changed_at = now(), wake_at = now()
                FROM transfer_content c WHERE t.state = 'READY' AND c.id = t.id AND c.signing_chain = ?
                """
                        .formatted(RECALLED),
                fingerprint);
    }

    /** @param version of the masking key */
    void maskedWith(int version) {
        jdbc.update(
                """
                UPDATE transfer t SET state = %s, reason = 'KEY_VERSION', changed_at = now(), wake_at = now()
                FROM transfer_content c
                WHERE t.state = 'READY' AND c.id = t.id AND c.decision #>> '{masking,version}' = ?
                """
                        .formatted(RECALLED),
                Integer.toString(version));
    }

    /** Of those that are about to be claimed, what no mark has found: they became READY while the keys changed. */
    void of(Collection<UUID> claimed) {
        jdbc.update(
                """
                UPDATE transfer t SET state = %s, reason = 'KEY_COMPROMISED', changed_at = now(), wake_at = now()
                FROM signing_chain s JOIN transfer_content c ON c.signing_chain = s.fingerprint
                WHERE s.compromised_from IS NOT NULL AND c.id = ANY (?) AND t.id = ANY (?) AND t.id = c.id
                  AND t.state = 'READY'
                """
                        .formatted(RECALLED),
                uuids(claimed),
                uuids(claimed));
        // As MaskingVersions chooses: the newest key of the year that is nearest before the record's, else nearest
        // after it. A decision of before keys had years does not say with which one it masked.
        jdbc.update(
                """
                UPDATE transfer t SET state = %s, reason = 'KEY_VERSION', changed_at = now(), wake_at = now()
                FROM transfer_content c
                WHERE c.id = ANY (?) AND t.id = ANY (?) AND t.id = c.id AND t.state = 'READY'
                  AND CASE WHEN c.decision -> 'masking' IS NULL
                           THEN c.decision @> '{"transforms": [{"name": "pseudonym"}]}'
                           ELSE c.decision #>> '{masking,version}' IS DISTINCT FROM (
                               SELECT k.version::text
                               FROM key_store k, (SELECT (c.decision #>> '{masking,year}')::int) masked (of)
                               WHERE k.role = 'MASKING' AND k.state = 'ACTIVE' AND k.activate_at <= now()
                               ORDER BY k.from_year > masked.of, abs(k.from_year - masked.of), k.version DESC
                               LIMIT 1) END
                """
                        .formatted(RECALLED),
                uuids(claimed),
                uuids(claimed));
    }
}
