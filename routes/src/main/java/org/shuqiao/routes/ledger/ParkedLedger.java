package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What people decide about parked transfers. Each act leaves a leaf for each transfer. */
public final class ParkedLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ActRows acts;
    private final Lanes lanes;

    ParkedLedger(JdbcTemplate jdbc, TransactionTemplate transaction, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.acts = acts;
        this.lanes = new Lanes(jdbc);
    }

    /** What can be done to a parked transfer. */
    public enum Action {
        /** A person's word is enough to send it again, under the same idempotency key, unless its payload was deleted. */
        REPLAY,
        /** It is given up. */
        ABANDON;

        String verb() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @return those that were parked until now; others are left as they are */
    public List<UUID> act(Action action, Collection<UUID> transfers, String reason, String actor) {
        return requireNonNull(transaction.execute(status -> {
            List<UUID> changed = action == Action.REPLAY ? replay(transfers) : abandon(transfers);
            changed.forEach(id -> acts.record(action.verb(), id.toString(), reason, actor, id));
            return changed;
        }));
    }

    private List<UUID> replay(Collection<UUID> transfers) {
        lanes.lock(transfers);
        return jdbc.queryForList(
                """
                UPDATE transfer t
                SET state = CASE WHEN l.newest_version > t.version THEN 'SUPERSEDED' ELSE 'READY' END,
                    reason = CASE WHEN l.newest_version > t.version THEN 'NEWER_VERSION' ELSE 'REPLAYED' END,
                    sends = 0, due_at = now(), wake_at = now(), changed_at = now()
                FROM lane l WHERE l.key = t.lane AND t.id = ANY (?) AND t.state = 'PARKED'
                  AND EXISTS (SELECT 1 FROM transfer_content c WHERE c.id = t.id AND c.payload IS NOT NULL)
                RETURNING t.id
                """,
                UUID.class,
                uuids(transfers));
    }

    private List<UUID> abandon(Collection<UUID> transfers) {
        return jdbc.queryForList(
                """
                UPDATE transfer SET state = 'ABANDONED', reason = 'GIVEN_UP', changed_at = now()
                WHERE id = ANY (?) AND state = 'PARKED' RETURNING id
                """,
                UUID.class,
                uuids(transfers));
    }
}
