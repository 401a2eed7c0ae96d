package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds transfers for operators, newest first, page by page. One page looks at a bounded number of rows whatever is asked for; where
 * these held too few that fit, the page is short and the next one goes on behind them.
 */
public final class SearchLedger {
    private final JdbcTemplate jdbc;
    private final int rowsLookedAt;

    /** @param rowsLookedAt rows that one page may look at */
    SearchLedger(JdbcTemplate jdbc, int rowsLookedAt) {
        this.jdbc = jdbc;
        this.rowsLookedAt = rowsLookedAt;
    }

    /** A transfer as operators see it: where it is and why, nothing of what it says. */
    public record Found(
            UUID id,
            UUID submission,
            String center,
            String platform,
            String dataset,
            long version,
            TransferState state,
            String reason,
            int sends,
            boolean mayHaveArrived,
            Instant createdAt,
            Instant changedAt,
            Instant dueAt) {}

    /** @param next where the page after this one begins; null where there is none */
    public record Page(List<Found> transfers, @Nullable UUID next) {}

    /** @param before where the page before this one has ended; null for the first */
    public Page page(TransferFilter filter, @Nullable UUID before, int limit) {
        List<Object> arguments = new ArrayList<>();
        String sql = "SELECT * FROM (" + looked(filter, before, rowsLookedAt, arguments) + ") looked"
                + fitting(filter, arguments) + " ORDER BY id DESC LIMIT ?";
        arguments.add(limit + 1);
        List<Found> found = jdbc.query(sql, SearchLedger::found, arguments.toArray());
        if (found.size() > limit) {
            return new Page(
                    List.copyOf(found.subList(0, limit)), found.get(limit - 1).id());
        }
        return new Page(found, lastLookedAt(filter, before));
    }

    /** @return empty where there is no such transfer */
    public Optional<Found> find(UUID id) {
        return jdbc.query("SELECT * FROM transfer WHERE id = ?", SearchLedger::found, id).stream()
                .findFirst();
    }

    /** The transfers of a submission, one for each platform; none where there is no such submission. */
    public List<Found> ofSubmission(UUID submission) {
        return jdbc.query("SELECT * FROM transfer WHERE submission = ? ORDER BY id", SearchLedger::found, submission);
    }

    /** What an index leads to. Predicates of partial indexes stand there word for word, since no plan looks at arguments. */
    static String looked(TransferFilter filter, @Nullable UUID before, int rows, List<Object> arguments) {
        StringBuilder sql =
                new StringBuilder("SELECT * FROM transfer t WHERE t.id < least(?::uuid, ?::uuid) AND t.id >= ?");
        arguments.add(before == null ? filter.endId() : before);
        arguments.add(filter.endId());
        arguments.add(filter.firstId());
        if (filter.state() != null) {
            sql.append(" AND t.state = '").append(filter.state().name()).append('\'');
        }
        if (filter.center() != null) {
            sql.append(" AND t.center = ?");
            arguments.add(filter.center());
        }
        if (filter.reason() != null) {
            sql.append(" AND t.reason = ?").append(filter.reason().isEmpty() ? "" : " AND t.reason <> ''");
            arguments.add(filter.reason());
        }
        return sql.append(" ORDER BY t.id DESC LIMIT ").append(rows).toString();
    }

    private static String fitting(TransferFilter filter, List<Object> arguments) {
        StringBuilder sql = new StringBuilder(" WHERE true");
        fit(sql, "platform", filter.platform(), arguments);
        fit(sql, "dataset", filter.dataset(), arguments);
        return sql.toString();
    }

    private static void fit(StringBuilder sql, String column, @Nullable String value, List<Object> arguments) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = ?");
            arguments.add(value);
        }
    }

    /** @return null where the last page has seen everything */
    private @Nullable UUID lastLookedAt(TransferFilter filter, @Nullable UUID before) {
        List<Object> arguments = new ArrayList<>();
        String sql = "SELECT id FROM (" + looked(filter, before, rowsLookedAt, arguments)
                + ") looked ORDER BY id DESC OFFSET ? LIMIT 1";
        arguments.add(rowsLookedAt - 1);
        return jdbc.queryForList(sql, UUID.class, arguments.toArray()).stream()
                .findFirst()
                .orElse(null);
    }

    private static Found found(ResultSet row, int n) throws SQLException {
        return new Found(
                row.getObject("id", UUID.class),
                row.getObject("submission", UUID.class),
                row.getString("center"),
                row.getString("platform"),
                row.getString("dataset"),
                row.getLong("version"),
                TransferState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getInt("sends"),
                row.getBoolean("may_have_arrived"),
                instant(row, "created_at"),
                instant(row, "changed_at"),
                instant(row, "due_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
