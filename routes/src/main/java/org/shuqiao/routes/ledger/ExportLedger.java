package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds signed transfers, page by page in the order of their ids, which is that of their making. One page looks at a bounded number
 * of rows whatever is asked for; where these held too few that fit, the page is short and the next one goes on behind them.
 */
public final class ExportLedger {
    private final JdbcTemplate jdbc;
    private final int rowsLookedAt;

    /** @param rowsLookedAt rows that one page may look at */
    ExportLedger(JdbcTemplate jdbc, int rowsLookedAt) {
        this.jdbc = jdbc;
        this.rowsLookedAt = rowsLookedAt;
    }

    /**
     * Which transfers; what is null is not asked for.
     *
     * @param agreement id of the agreement that decided
     * @param field path in the source record that the agreement lets go in some form and that was not stripped. A record that left it
     *     empty is not told from one that had it. Only with a dataset
     * @param chain SM3 of the certificates that it was signed under, 64 hexadecimal digits
     * @param from when the transfer was made, inclusive; {@code to} exclusive
     */
    public record Query(
            @Nullable String center,
            @Nullable String platform,
            @Nullable String agreement,
            @Nullable String dataset,
            @Nullable String field,
            @Nullable String chain,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable TransferState state) {

        /** Checks. */
        public Query {
            if (field != null && dataset == null) {
                throw new IllegalArgumentException("a field is one of a dataset");
            }
        }

        /** What can be asked of ids alone. */
        private TransferFilter time() {
            return new TransferFilter(null, null, null, null, null, from, to);
        }
    }

    /**
     * @param transform what was done to the field that was asked for, as {@code name@version}; null where nothing had to be, and where
     *     no field was asked for
     */
    public record Found(
            UUID id,
            String center,
            String platform,
            String dataset,
            String recordId,
            long version,
            String state,
            String agreement,
            int agreementVersion,
            @Nullable String transform) {

        public Instant madeAt() {
            return Uuid7.time(id);
        }
    }

    /** @param next the id that the page after this one begins behind; null where there is none */
    public record Page(List<Found> transfers, @Nullable UUID next) {
        /** When that was made which was looked at last; null where everything was looked at. */
        public @Nullable Instant lookedTo() {
            return next == null ? null : Uuid7.time(next);
        }
    }

    /** Which way pages go. */
    private enum Order {
        OLDEST_FIRST("ASC"),
        NEWEST_FIRST("DESC");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }
    }

    /** @param after where the page before this one has ended; null for the first */
    public Page oldest(Query query, @Nullable UUID after, int limit) {
        return page(query, after, limit, Order.OLDEST_FIRST);
    }

    /** @param before where the page before this one has ended; null for the first */
    public Page newest(Query query, @Nullable UUID before, int limit) {
        return page(query, before, limit, Order.NEWEST_FIRST);
    }

    private Page page(Query query, @Nullable UUID behind, int limit, Order order) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(query.field());
        String sql =
                """
                SELECT t.*, (SELECT string_agg((x ->> 'name') || '@' || (x ->> 'version'), ', ')
                             FROM jsonb_array_elements(c.decision -> 'transforms') AS x WHERE x ->> 'path' = ?::text) AS transform
                FROM (%s) t JOIN transfer_content c ON c.id = t.id
                WHERE c.statement IS NOT NULL%s ORDER BY t.id %s LIMIT ?
                """
                        .formatted(looked(query, behind, order, arguments), fitting(query, arguments), order.sql);
        arguments.add(limit + 1);
        List<Found> found = jdbc.query(sql, ExportLedger::found, arguments.toArray());
        if (found.size() > limit) {
            return new Page(
                    List.copyOf(found.subList(0, limit)), found.get(limit - 1).id());
        }
        return new Page(found, lastLookedAt(query, behind, order));
    }

    /** What an index leads to: all of a center, which an agreement names too, else all of the time. */
    private String looked(Query query, @Nullable UUID behind, Order order, List<@Nullable Object> arguments) {
        boolean up = order == Order.OLDEST_FIRST;
        StringBuilder sql = new StringBuilder(
                """
                SELECT id, center, platform, dataset, record_id, version, state, agreement, agreement_version FROM transfer
                WHERE id >= ? AND id < ?""");
        arguments.add(query.time().firstId());
        arguments.add(query.time().endId());
        if (behind != null) {
            sql.append(up ? " AND id > ?" : " AND id < ?");
            arguments.add(behind);
        }
        if (query.center() != null) {
            sql.append(" AND center = ?");
            arguments.add(query.center());
        } else if (query.agreement() != null) {
            sql.append(" AND center = (SELECT a.center FROM agreement a WHERE a.id = ? LIMIT 1)");
            arguments.add(query.agreement());
        }
        return sql.append(" ORDER BY id ")
                .append(order.sql)
                .append(" LIMIT ")
                .append(rowsLookedAt)
                .toString();
    }

    private static String fitting(Query query, List<@Nullable Object> arguments) {
        StringBuilder sql = new StringBuilder();
        fit(sql, "t.platform = ?", query.platform(), arguments);
        fit(sql, "t.agreement = ?", query.agreement(), arguments);
        fit(sql, "t.dataset = ?", query.dataset(), arguments);
        fit(sql, "t.state = ?", query.state() == null ? null : query.state().name(), arguments);
        fit(sql, "c.signing_chain = decode(?, 'hex')", query.chain(), arguments);
        if (query.field() != null) {
            fit(
                    sql,
                    """
                    EXISTS (SELECT 1 FROM agreement a WHERE a.id = t.agreement AND a.version = t.agreement_version
                            AND ? = ANY (a.permitted_fields))
                    """,
                    query.dataset() + " " + query.field(),
                    arguments);
            fit(sql, "NOT jsonb_exists(c.decision -> 'stripped', ?)", query.field(), arguments);
        }
        return sql.toString();
    }

    private static void fit(
            StringBuilder sql, String condition, @Nullable String value, List<@Nullable Object> arguments) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            arguments.add(value);
        }
    }

    /** @return null where the last page has seen everything */
    private @Nullable UUID lastLookedAt(Query query, @Nullable UUID behind, Order order) {
        List<@Nullable Object> arguments = new ArrayList<>();
        String sql = "SELECT id FROM (" + looked(query, behind, order, arguments) + ") looked OFFSET ? LIMIT 1";
        arguments.add(rowsLookedAt - 1);
        return jdbc.queryForList(sql, UUID.class, arguments.toArray()).stream()
                .findFirst()
                .orElse(null);
    }

    private static Found found(ResultSet row, int n) throws SQLException {
        return new Found(
                row.getObject("id", UUID.class),
                row.getString("center"),
                row.getString("platform"),
                row.getString("dataset"),
                row.getString("record_id"),
                row.getLong("version"),
                row.getString("state"),
                row.getString("agreement"),
                row.getInt("agreement_version"),
                row.getString("transform"));
    }
}
