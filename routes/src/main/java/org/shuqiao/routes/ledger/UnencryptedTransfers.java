package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps back what must leave encrypted, where calls of its platform are not encrypted any more, inside a transaction. */
final class UnencryptedTransfers {
    private final JdbcTemplate jdbc;

    UnencryptedTransfers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * READY transfers whose agreements want encryption are prepared anew, and then denied if that is still so. What may have arrived
     * waits for a person.
     */
    void recall(Collection<UUID> ids) {
        jdbc.update(
                """
                UPDATE transfer t
                SET state = CASE WHEN t.may_have_arrived THEN 'PARKED' ELSE 'PENDING' END, reason = 'DUTY_ENCRYPT',
                    changed_at = now(), wake_at = now()
                FROM transfer_content c
                WHERE t.id = ANY (?) AND c.id = ANY (?) AND c.id = t.id AND t.state = 'READY'
                  AND c.decision -> 'duties' @> '["encrypt_sm4"]'
                """,
                uuids(ids),
                uuids(ids));
    }
}
