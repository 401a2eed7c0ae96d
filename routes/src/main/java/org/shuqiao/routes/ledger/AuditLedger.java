package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whether the ledger takes what must be recorded of everything that is done, and what time it has. */
public final class AuditLedger {
    private static final String READ_ONLY_TRANSACTION = "25006";

    private final JdbcTemplate jdbc;
    private final String gateway;

    /** @param jdbc whose statements have a time limit: a database may hold a row, or its disk, for ever */
    AuditLedger(JdbcTemplate jdbc, String gateway) {
        this.jdbc = jdbc;
        this.gateway = gateway;
    }

    /**
     * Commits a row of this gateway's own, and looks whether leaves of the log may be written too.
     *
     * @return the clock of the database while this was done
     * @throws org.springframework.dao.DataAccessException where it is away, read-only, full, or takes no leaves from us
     */
    public Instant prove() {
        return requireNonNull(jdbc.queryForObject(
                """
                INSERT INTO gateway_seen (gateway, seen_at) VALUES (?, now())
                ON CONFLICT (gateway) DO UPDATE SET seen_at = now()
                RETURNING clock_timestamp(), has_table_privilege('log_leaf', 'INSERT')
                """,
                (row, n) -> {
                    if (!row.getBoolean(2)) {
                        throw new DataAccessResourceFailureException("leaves of the log are not taken");
                    }
                    return row.getObject(1, OffsetDateTime.class).toInstant();
                },
                gateway));
    }

    /** Whether a statement was refused because nobody may write there: a standby, or a database that was made so. */
    public static boolean isReadOnly(@Nullable Throwable refusal) {
        return refusal instanceof UncategorizedSQLException refused
                && refused.getSQLException() != null
                && READ_ONLY_TRANSACTION.equals(refused.getSQLException().getSQLState());
    }
}
