package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds what a center has handed in by how far it has come, newest first, page by page: submissions of which at least one transfer has
 * come that far, of every version; of what stopped, only where no newer version of the record has come since; of what no agreement covers,
 * those of which all have, so that nobody gets them. An index has those with one that stopped, so that they are found however few they
 * are. For the others there is none, since every transfer would be written to it: one page looks at a bounded number of submissions, and
 * where these held too few that fit, it is short and the next one goes on behind them.
 */
public final class ProgressLedger {
    private static final UUID LAST = new UUID(-1, -1);

    /** No transfer of a submission has a lower id, since it is made after it: by another gateway perhaps, whose clock may be behind. */
    private static final String SINCE = "uuid7_floor(uuid7_instant(id) - interval '1 day')";

    /** Without {@code since}, each submission would be looked for in the transfers of every month that there ever was. */
    private static final String OF_LOOKED = "FROM transfer t WHERE t.submission = looked.id AND t.id >= looked.since";

    private final JdbcTemplate jdbc;
    private final ReadLedger reads;
    private final int rowsLookedAt;

    /**
     * @param jdbc limited in time: nothing else bounds a search for a dataset or a record among all that stopped
     * @param rowsLookedAt submissions that one page may look at
     */
    ProgressLedger(JdbcTemplate jdbc, ReadLedger reads, int rowsLookedAt) {
        this.jdbc = jdbc;
        this.reads = reads;
        this.rowsLookedAt = rowsLookedAt;
    }

    /**
     * Which submissions of a center.
     *
     * @param dataset null for every dataset; {@code recordId} likewise
     */
    public record Asked(String center, Progress progress, @Nullable String dataset, @Nullable String recordId) {}

    /** @param next where the page after this one begins; null where there is none */
    public record Page(List<SubmissionView> submissions, @Nullable UUID next) {

        /** When the oldest submission came that was looked at; null where all were. */
        public @Nullable Instant reached() {
            return next == null ? null : Uuid7.time(next);
        }
    }

    /** @param before where the page before this one has ended; null for the first */
    public Page page(Asked asked, @Nullable UUID before, int limit) {
        UUID end = before == null ? LAST : before;
        boolean isStopped = asked.progress() == Progress.STOPPED;
        List<Object> arguments = new ArrayList<>();
        String sql = isStopped ? stopped(asked, end, arguments) : fitting(asked, end, arguments);
        arguments.add(limit + 1);
        List<UUID> found = jdbc.queryForList(sql, UUID.class, arguments.toArray());
        if (found.size() > limit) {
            List<UUID> page = found.subList(0, limit);
            return new Page(reads.submissions(asked.center(), page), page.get(limit - 1));
        }
        return new Page(reads.submissions(asked.center(), found), isStopped ? null : lastLookedAt(asked, end));
    }

    /** Without the order that its index keeps, all that ever stopped would be sorted for each page. */
    static String stopped(Asked asked, UUID end, List<Object> arguments) {
        return "SELECT DISTINCT submission FROM transfer WHERE submission < ?" + fit(asked, end, arguments) + " AND "
                + asked.progress().condition() + " AND NOT " + Corrected.CONDITION
                + " ORDER BY submission DESC LIMIT ?";
    }

    String fitting(Asked asked, UUID end, List<Object> arguments) {
        String condition = asked.progress().condition();
        // OFFSET keeps it a look at each submission in turn, which ends as soon as the page is full.
        String some = "EXISTS (SELECT 1 " + OF_LOOKED + " AND " + condition + " OFFSET 0)";
        String fits =
                switch (asked.progress()) {
                    case UNDER_WAY -> "state = 'RECEIVED' OR " + some;
                    case UNCOVERED -> "(SELECT bool_and(" + condition + ") " + OF_LOOKED + ")";
                    case ARRIVED, STOPPED -> some;
                };
        return "SELECT id FROM (" + looked(asked, end, arguments) + ") looked WHERE " + fits
                + " ORDER BY id DESC LIMIT ?";
    }

    private String looked(Asked asked, UUID end, List<Object> arguments) {
        return "SELECT id, state, " + SINCE + " AS since FROM submission WHERE id < ?" + fit(asked, end, arguments)
                + " ORDER BY id DESC LIMIT " + rowsLookedAt;
    }

    private static String fit(Asked asked, UUID end, List<Object> arguments) {
        StringBuilder sql = new StringBuilder(" AND center = ?");
        arguments.add(end);
        arguments.add(asked.center());
        if (asked.dataset() != null) {
            sql.append(" AND dataset = ?");
            arguments.add(asked.dataset());
        }
        if (asked.recordId() != null) {
            sql.append(" AND record_id = ?");
            arguments.add(asked.recordId());
        }
        return sql.toString();
    }

    /** @return null where the last page has seen everything */
    private @Nullable UUID lastLookedAt(Asked asked, UUID end) {
        List<Object> arguments = new ArrayList<>();
        String sql = "SELECT id FROM (" + looked(asked, end, arguments) + ") looked ORDER BY id DESC OFFSET ? LIMIT 1";
        arguments.add(rowsLookedAt - 1);
        return jdbc.queryForList(sql, UUID.class, arguments.toArray()).stream()
                .findFirst()
                .orElse(null);
    }
}
