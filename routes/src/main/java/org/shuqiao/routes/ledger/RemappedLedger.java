package org.shuqiao.routes.ledger;

import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * READY transfers that were prepared under a mapping that is in force no more: they become PENDING, to be prepared anew. One that may
 * have arrived already stays as it is, since what is sent again is what was sent first.
 */
public final class RemappedLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final int limit;

    /** @param limit of transfers in one transaction */
    RemappedLedger(JdbcTemplate jdbc, TransactionTemplate transaction, int limit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.limit = limit;
    }

    /**
     * @param hashes lower-case hex SM3 of the mapping in force, by dataset
     * @return how many were found; there may be more
     */
    public int recall(String platform, Map<String, String> hashes) {
        return Objects.requireNonNull(transaction.execute(status -> hashes.entrySet().stream()
                .mapToInt(mapping -> recall(platform, mapping.getKey(), mapping.getValue()))
                .sum()));
    }

    private int recall(String platform, String dataset, String hash) {
        return jdbc.update(
                """
                WITH old AS (
                    SELECT t.id FROM transfer t JOIN transfer_content c ON c.id = t.id
                    WHERE t.platform = ? AND t.dataset = ? AND t.state = 'READY' AND NOT t.may_have_arrived
                      AND convert_from(c.statement, 'UTF8')::jsonb #>> '{mapping,hash}' <> ?
                    LIMIT ? FOR UPDATE OF t SKIP LOCKED)
                UPDATE transfer t SET state = 'PENDING', reason = 'MAPPING_CHANGED', changed_at = now(), wake_at = now()
                FROM old WHERE t.id = old.id
                """,
                platform,
                dataset,
                hash,
                limit);
    }
}
