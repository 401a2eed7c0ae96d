package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** The lanes of some transfers, inside a transaction. */
final class Lanes {
    private final JdbcTemplate jdbc;

    Lanes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A transfer that goes back to READY must see whether a newer one has entered its lane meanwhile. */
    void lock(Collection<UUID> transfers) {
        if (!transfers.isEmpty()) {
            jdbc.query(
                    "SELECT 1 FROM lane WHERE key IN (SELECT lane FROM transfer WHERE id = ANY (?)) ORDER BY key FOR UPDATE",
                    row -> {},
                    uuids(transfers));
        }
    }

    /** A newer version may have waited for one of these to leave its lane. */
    void wake(Collection<UUID> transfers) {
        if (!transfers.isEmpty()) {
            jdbc.update(
                    """
                    UPDATE transfer t SET wake_at = now()
                    WHERE t.state = 'READY' AND t.wake_at > now() AND t.due_at <= now()
                      AND t.lane IN (SELECT lane FROM transfer
                                     WHERE id = ANY (?) AND state NOT IN ('READY', 'SENDING', 'UNKNOWN'))
                    """,
                    uuids(transfers));
        }
    }
}
