package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a center finds on its desk in the morning: how its transfers of the last days stand, and what waits for it. */
public final class CenterDeskLedger {
    private final JdbcTemplate jdbc;

    /** @param jdbc limited in time */
    CenterDeskLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far the newest transfers of a center have come.
     *
     * @param counts of what stopped, only those of which no newer version has come since
     * @param all those that were looked at, also what a newer version has replaced
     */
    public record Newest(Map<Progress, Long> counts, long all) {

        public long of(Progress progress) {
            return counts.getOrDefault(progress, 0L);
        }
    }

    /** @param most transfers that are looked at, since a center may have millions */
    public Newest newest(String center, Instant since, int most) {
        Map<Progress, Long> counts = new EnumMap<>(Progress.class);
        List<Long> all = jdbc.query(
                """
                SELECT state, reason, corrected, count(*) FROM
                  (SELECT state, reason, CASE WHEN %s THEN %s ELSE false END AS corrected
                   FROM transfer WHERE center = ? AND id >= ? ORDER BY id DESC LIMIT ?) newest
                GROUP BY state, reason, corrected
                """
                        .formatted(Progress.STOPPED.condition(), Corrected.CONDITION),
                (row, n) -> {
                    TransferState state = TransferState.valueOf(row.getString(1));
                    String reason = row.getString(2);
                    boolean corrected = row.getBoolean(3);
                    long count = row.getLong(4);
                    for (Progress progress : Progress.values()) {
                        if (!corrected && progress.has(state, reason)) {
                            counts.merge(progress, count, Long::sum);
                        }
                    }
                    return count;
                },
                center,
                TransferFilter.floor(since),
                most);
        return new Newest(counts, all.stream().mapToLong(Long::longValue).sum());
    }

    /** A transfer that a center has to do something about, or wants to know of. */
    public record Trouble(
            UUID submission, String dataset, String recordId, String platform, TransferState state, String reason) {}

    /**
     * Of the newest transfers, those that did not go through though an agreement was meant to let them, and of which no newer version has
     * come since: first those on which somebody can still act, then the newest.
     */
    public List<Trouble> troubles(String center, Instant since, int most, int limit) {
        return jdbc.query(
                """
                WITH newest AS (
                    SELECT id, submission, platform, lane, version, state, reason,
                           array_position(ARRAY['PARKED', 'QUARANTINED', 'REJECTED'], state) AS urgency
                    FROM transfer WHERE center = ? AND id >= ? ORDER BY id DESC LIMIT ?),
                stopped AS (
                    SELECT * FROM newest
                    WHERE state IN ('DENIED', 'REJECTED', 'QUARANTINED', 'WITHHELD', 'EXPIRED', 'PARKED')
                      AND NOT %s AND NOT %s
                    ORDER BY urgency, id DESC LIMIT ?)
                SELECT s.id, s.dataset, s.record_id, t.platform, t.state, t.reason
                FROM stopped t JOIN submission s ON s.id = t.submission ORDER BY t.urgency, t.id DESC
                """
                        .formatted(Uncovered.CONDITION, Corrected.CONDITION),
                (row, n) -> new Trouble(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        TransferState.valueOf(row.getString(5)),
                        row.getString(6)),
                center,
                TransferFilter.floor(since),
                most,
                limit);
    }

    /** Bookings on which nobody has decided; counted up to {@code most}. */
    public int undecidedBookings(String center, int most) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "SELECT count(*) FROM (SELECT 1 FROM booking WHERE center = ? AND state = 'REQUESTED' LIMIT ?) waiting",
                Integer.class,
                center,
                most));
    }

    /** Records handed in since then; counted up to {@code most}. */
    public int submissions(String center, Instant since, int most) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "SELECT count(*) FROM (SELECT 1 FROM submission WHERE center = ? AND id >= ? LIMIT ?) newest",
                Integer.class,
                center,
                TransferFilter.floor(since),
                most));
    }
}
