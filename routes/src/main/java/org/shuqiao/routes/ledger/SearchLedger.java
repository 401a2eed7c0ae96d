package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds transfers for operators, newest first, page by page. One page looks at a bounded number of rows whatever is asked for; where
 * these held too few that fit, the page is short and the next one goes on behind them.
 */
public final class SearchLedger {
    private static final String RANGE = "t.id < least(?::uuid, ?::uuid) AND t.id >= ?";

    /** Those in which transfers stay although not all went well: each has an index in the order of the ids. */
    private static final Set<TransferState> STAYING = EnumSet.of(
            TransferState.QUARANTINED,
            TransferState.PARKED,
            TransferState.UNKNOWN,
            TransferState.WAITING,
            TransferState.DENIED,
            TransferState.REJECTED,
            TransferState.WITHHELD,
            TransferState.EXPIRED,
            TransferState.ABANDONED,
            TransferState.WITHDRAWN,
            TransferState.SUPERSEDED);

    /** Those that every transfer goes through; an index in the order of the ids would be written for each. */
    private static final Set<TransferState> PASSING =
            EnumSet.of(TransferState.PENDING, TransferState.READY, TransferState.SENDING, TransferState.ACCEPTED);

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
    public record Page(List<Found> transfers, @Nullable UUID next) {

        /** When the oldest transfer was made that was looked at; null where all were. */
        public @Nullable Instant reached() {
            return next == null ? null : Uuid7.time(next);
        }
    }

    /** @param before where the page before this one has ended; null for the first */
    public Page page(TransferFilter filter, @Nullable UUID before, int limit) {
        boolean few = areFew(filter);
        List<Object> arguments = new ArrayList<>();
        String rows = few ? openOnes(filter, before, arguments) : looked(filter, before, rowsLookedAt, arguments);
        String sql = "SELECT * FROM (" + rows + ") looked" + fitting(filter, arguments) + " ORDER BY id DESC LIMIT ?";
        arguments.add(limit + 1);
        List<Found> found = jdbc.query(sql, SearchLedger::found, arguments.toArray());
        if (found.size() > limit) {
            return new Page(
                    List.copyOf(found.subList(0, limit)), found.get(limit - 1).id());
        }
        return new Page(found, few ? null : lastLookedAt(filter, before));
    }

    /** Whether a state in which transfers do not stay holds so few that all of them can be looked at. */
    private boolean areFew(TransferFilter filter) {
        TransferState state = filter.state();
        if (state == null || !PASSING.contains(state) || isGiven(filter.reason())) {
            return false;
        }
        Integer open = jdbc.queryForObject(
                "SELECT count(*) FROM (SELECT 1 FROM transfer WHERE state = '" + state.name() + "' LIMIT ?) open",
                Integer.class,
                rowsLookedAt);
        return open != null && open < rowsLookedAt;
    }

    /** By the partial indexes that their work needs, which keep no order of ids. */
    private static String openOnes(TransferFilter filter, @Nullable UUID before, List<Object> arguments) {
        addRange(filter, before, arguments);
        return "WITH open AS MATERIALIZED (SELECT * FROM transfer WHERE state = '"
                + requireNonNull(filter.state()).name() + "') SELECT * FROM open t WHERE " + RANGE;
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

    /**
     * The newest transfer of each of these lanes, newest first: where a record is. No index of what centers call their records is kept for
     * that, since the key of a lane is made of it.
     */
    public List<Found> newest(Collection<Lane> lanes) {
        return jdbc.query(
                """
                SELECT t.* FROM lane l JOIN transfer t ON t.id = l.newest_transfer WHERE l.key = ANY (?) ORDER BY t.id DESC
                """,
                SearchLedger::found,
                SqlColumns.bytes(lanes, Lane::key));
    }

    /**
     * What an index leads to, in the order of the ids. Only what that index holds stands here, so that no more rows are looked at than
     * may be. Predicates of partial indexes are there word for word, since no plan looks at arguments.
     */
    static String looked(TransferFilter filter, @Nullable UUID before, int rows, List<Object> arguments) {
        StringBuilder sql = new StringBuilder("SELECT * FROM transfer t WHERE ").append(RANGE);
        addRange(filter, before, arguments);
        TransferState state = filter.state();
        if (isGiven(filter.reason())) {
            sql.append(" AND t.reason = ? AND t.reason <> ''");
            arguments.add(filter.reason());
        } else if (state != null && STAYING.contains(state)) {
            sql.append(" AND t.state = '").append(state.name()).append('\'');
        } else if (filter.center() != null) {
            sql.append(" AND t.center = ?");
            arguments.add(filter.center());
        }
        return sql.append(" ORDER BY t.id DESC LIMIT ").append(rows).toString();
    }

    private static void addRange(TransferFilter filter, @Nullable UUID before, List<Object> arguments) {
        arguments.add(before == null ? filter.endId() : before);
        arguments.add(filter.endId());
        arguments.add(filter.firstId());
    }

    private static boolean isGiven(@Nullable String reason) {
        return reason != null && !reason.isEmpty();
    }

    private static String fitting(TransferFilter filter, List<Object> arguments) {
        StringBuilder sql = new StringBuilder(" WHERE true");
        TransferState state = filter.state();
        fit(sql, "state", state == null ? null : state.name(), arguments);
        fit(sql, "reason", filter.reason(), arguments);
        fit(sql, "center", filter.center(), arguments);
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
