package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.instants;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.shuqiao.routes.failures.ReasonCode;
import org.springframework.jdbc.core.JdbcTemplate;

/** Transfers that quota or window lets wait, inside a transaction. */
final class HeldTransfers {
    /** Of those that wait for quota; most of them would find that another was faster. */
    private static final int WOKEN_AT_ONCE = 100;

    private final JdbcTemplate jdbc;

    HeldTransfers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param until when it is looked at again */
    record Held(UUID transfer, ReasonCode reason, Instant until) {}

    /**
     * Takes a claim back that nobody knows of yet, so no attempt is counted. None waits beyond the term of its agreement, which ends it.
     * Many wait for the same instant: all wake within ten milliseconds of it, so that they fill their calls, and the older first.
     */
    void hold(Collection<Held> held) {
        if (held.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                WITH held AS (
                    SELECT t.id, h.reason, t.created_at,
                           CASE WHEN a.valid_until > now() THEN least(h.until, a.valid_until) ELSE h.until END AS until
                    FROM unnest(?, ?, ?::timestamptz[]) AS h (id, reason, until) JOIN transfer t ON t.id = h.id
                    JOIN agreement a ON a.id = t.agreement AND a.version = t.agreement_version
                    WHERE t.id = ANY (?))
                UPDATE transfer t
                SET state = 'READY', reason = held.reason, attempt = attempt - 1, sends = sends - 1, lease_owner = NULL,
                    lease_until = NULL, changed_at = now(), due_at = held.until, held_until = held.until,
                    wake_at = held.until + interval '10 milliseconds'
                              / (1 + extract(epoch FROM held.until - held.created_at)::float8 / 3600)
                FROM held WHERE t.id = held.id AND t.id = ANY (?) AND t.state = 'SENDING'
                """,
                uuids(held, Held::transfer),
                texts(held, one -> one.reason().name()),
                instants(held, Held::until),
                uuids(held, Held::transfer),
                uuids(held, Held::transfer));
    }

    /** What waits under an agreement, or beside it between the same parties, is looked at now: it has changed. */
    void wakeUnder(String agreement) {
        jdbc.update(
                """
                UPDATE transfer t SET due_at = now(), wake_at = now()
                FROM (SELECT id FROM transfer
                      WHERE state = 'READY' AND reason IN ('QUOTA_DAY', 'QUOTA_MONTH', 'WINDOW') AND due_at > now()
                        AND agreement IN (SELECT o.id FROM agreement o JOIN agreement a ON o.center = a.center AND o.platform = a.platform
                                          WHERE a.id = ?)
                      ORDER BY id FOR NO KEY UPDATE) AS waiting
                WHERE t.id = waiting.id
                """,
                agreement);
    }

    /**
     * Looks now at some of those that wait for what was given back of these quotas, those first that {@link #hold} lets wake first. They
     * need not be under the agreement itself: it may bind beside another. Waits for nobody, so accounts may be locked before.
     */
    void wakeForQuota(ReasonCode reason, Collection<QuotaKey> keys) {
        jdbc.update(
                """
                UPDATE transfer t SET due_at = now(), wake_at = now(), held_until = now()
                FROM (SELECT w.id FROM transfer w
                      WHERE w.state = 'READY' AND w.reason = ? AND w.due_at > now() AND w.dataset = ANY (?)
                        AND w.agreement IN (SELECT o.id FROM agreement o JOIN agreement a ON o.center = a.center AND o.platform = a.platform
                                            WHERE a.id = ANY (?))
                      ORDER BY w.wake_at, w.id LIMIT ? FOR NO KEY UPDATE SKIP LOCKED) AS waiting
                WHERE t.id = waiting.id
                """,
                reason.name(),
                texts(keys, QuotaKey::dataset),
                texts(keys, QuotaKey::agreement),
                WOKEN_AT_ONCE);
    }
}
