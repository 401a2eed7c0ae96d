package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What came, went and failed, minute by minute over the last day. It is counted from the transfers themselves, so no stage has to report
 * anything, and what a reader costs does not depend on how many transfers there are.
 *
 * <p>Figures for people, not proof: what a person has already sent on within two minutes of its failing is not counted as failed.
 */
public final class TrafficLedger {
    private static final Duration KEPT = Duration.ofHours(24);

    private static final String[] UNCOVERED = Uncovered.reasons();

    /** So many minutes are counted in one transaction. */
    private static final int MINUTES_AT_ONCE = 60;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final JdbcTemplate reads;

    /** @param reads whose statements have a time limit */
    TrafficLedger(JdbcTemplate jdbc, TransactionTemplate transaction, JdbcTemplate reads) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.reads = reads;
    }

    /** Whose traffic it is. */
    public enum Side {
        /** Its submissions came; its transfers were stored. */
        CENTER,
        /**
         * Everything together: transfers came, one for each platform that takes the dataset; those that were signed went on; denied ones are
         * refused or uncovered, quarantined ones held. The party is empty.
         */
        PREPARED,
        /** Transfers came for it; it stored them, or refused them; parked ones are held. */
        PLATFORM
    }

    /**
     * @param refused for good: DENIED or REJECTED
     * @param held for a person: QUARANTINED or PARKED
     * @param uncovered not sent since no agreement speaks of such records, which is no failure; not among the refused
     * @param median how long it took those that went: since they were received, for a platform since they were prepared. Over several
     *     minutes it is the mean of each minute's median, weighted by what went. Null where nothing went
     */
    public record Flow(
            Side side,
            String party,
            long came,
            long went,
            long refused,
            long held,
            long uncovered,
            @Nullable Duration median) {}

    /**
     * @param until when it was last counted
     * @param over so long a time, which ends then
     */
    public record Recent(Instant until, Duration over, List<Flow> flows) {}

    /**
     * @param from the slot's first instant
     * @param failed refused or held
     * @param uncovered not sent since no agreement speaks of such records
     */
    public record Slot(Instant from, long came, long went, long failed, long uncovered) {}

    /**
     * @param region six digits, as the center was registered with
     * @param failed refused or held
     * @param uncovered not sent since no agreement speaks of such records
     */
    public record Volume(
            String center, String name, String region, long came, long went, long failed, long uncovered) {}

    /** Submissions of one center that are not prepared. */
    public record Backlog(String center, long submissions, Instant since) {}

    private record Span(Instant from, Instant to, boolean complete) {}

    /**
     * Counts the newest minutes, the last two of them again: they may not have been over. Of several gateways one counts.
     *
     * @return whether there is more to count at once, after a time in which nobody has counted
     */
    public boolean count() {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<Span> due = due();
            due.ifPresent(this::count);
            return due.isPresent() && !due.get().complete();
        }));
    }

    private Optional<Span> due() {
        return jdbc
                .query(
                        """
                        SELECT from_minute, least(from_minute + make_interval(mins => ?), next_minute),
                               from_minute + make_interval(mins => ?) >= next_minute
                        FROM (SELECT greatest(minute - interval '1 minute',
                                              date_trunc('minute', now()) - make_interval(secs => ?)) AS from_minute,
                                     date_trunc('minute', now()) + interval '1 minute' AS next_minute
                              FROM traffic_counted FOR UPDATE SKIP LOCKED) AS due
                        """,
                        (row, n) -> new Span(instant(row, 1), instant(row, 2), row.getBoolean(3)),
                        MINUTES_AT_ONCE,
                        MINUTES_AT_ONCE,
                        KEPT.toSeconds())
                .stream()
                .findFirst();
    }

    private void count(Span span) {
        OffsetDateTime from = span.from().atOffset(ZoneOffset.UTC);
        OffsetDateTime to = span.to().atOffset(ZoneOffset.UTC);
        jdbc.update("DELETE FROM traffic WHERE minute >= ? AND minute < ?", from, to);
        jdbc.update(
                """
                INSERT INTO traffic (side, minute, party, came, went, refused, held, uncovered, median_ms)
                WITH taken AS (
                    SELECT date_trunc('minute', uuid7_instant(id)) AS minute, center FROM submission
                    WHERE id >= uuid7_floor(?) AND id < uuid7_floor(?)),
                made AS MATERIALIZED (
                    SELECT date_trunc('minute', uuid7_instant(id)) AS minute, platform
                    FROM transfer WHERE id >= uuid7_floor(?) AND id < uuid7_floor(?)),
                signed AS (
                    SELECT date_trunc('minute', uuid7_instant(id)) AS minute, uuid7_instant(id)
                               - (SELECT uuid7_instant(submission) FROM transfer WHERE transfer.id = subject) AS took
                    FROM log_leaf WHERE id >= uuid7_floor(?) AND id < uuid7_floor(?) AND type = 'transfer'),
                moved AS MATERIALIZED (
                    SELECT date_trunc('minute', changed_at) AS minute, center, platform, state, changed_at - created_at AS took,
                           changed_at - uuid7_instant(submission) AS took_in_all,
                           CASE WHEN state = 'STORED' THEN 'went' WHEN state = 'DENIED' AND reason = ANY (?) THEN 'uncovered'
                                WHEN state IN ('DENIED', 'REJECTED') THEN 'refused' ELSE 'held' END AS what
                    FROM transfer WHERE changed_at >= ? AND changed_at < ?
                      AND state IN ('STORED', 'REJECTED', 'PARKED', 'DENIED', 'QUARANTINED')),
                each AS (
                    SELECT 'CENTER' AS side, minute, center AS party, 'came' AS what, NULL::interval AS took FROM taken
                    UNION ALL
                    SELECT 'CENTER', minute, center, what, CASE WHEN what = 'went' THEN took_in_all END FROM moved
                    UNION ALL
                    SELECT 'PREPARED', minute, '', 'came', NULL FROM made
                    UNION ALL
                    SELECT 'PREPARED', minute, '', 'went', took FROM signed
                    UNION ALL
                    SELECT 'PREPARED', minute, '', what, NULL FROM moved WHERE state IN ('DENIED', 'QUARANTINED')
                    UNION ALL
                    SELECT 'PLATFORM', minute, platform, 'came', NULL FROM made
                    UNION ALL
                    SELECT 'PLATFORM', minute, platform, what, CASE WHEN what = 'went' THEN took END
                    FROM moved WHERE state NOT IN ('DENIED', 'QUARANTINED'))
                SELECT side, minute, party, count(*) FILTER (WHERE what = 'came'), count(*) FILTER (WHERE what = 'went'),
                       count(*) FILTER (WHERE what = 'refused'), count(*) FILTER (WHERE what = 'held'),
                       count(*) FILTER (WHERE what = 'uncovered'),
                       1000 * extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY took))
                FROM each GROUP BY side, minute, party
                """,
                from,
                to,
                from,
                to,
                from,
                to,
                UNCOVERED,
                from,
                to);
        jdbc.update("UPDATE traffic_counted SET minute = ?, at = now()", to.minusMinutes(1));
        jdbc.update("DELETE FROM traffic WHERE minute < now() - make_interval(secs => ?)", KEPT.toSeconds());
    }

    /** Of the last minutes, the newest of which has just begun. */
    public Recent recent(int minutes) {
        record Counted(Instant at, Instant from) {}
        Counted counted = requireNonNull(reads.queryForObject(
                "SELECT at, date_trunc('minute', at) - make_interval(mins => ?) FROM traffic_counted",
                (row, n) -> new Counted(instant(row, 1), instant(row, 2)),
                minutes - 1));
        List<Flow> flows = reads.query(
                """
                SELECT side, party, sum(came), sum(went), sum(refused), sum(held), sum(uncovered),
                       sum(median_ms * went) / nullif(sum(went) FILTER (WHERE median_ms IS NOT NULL), 0)
                FROM traffic WHERE minute >= ? GROUP BY side, party ORDER BY side, party
                """,
                TrafficLedger::flow,
                counted.from().atOffset(ZoneOffset.UTC));
        return new Recent(counted.at(), Duration.between(counted.from(), counted.at()), flows);
    }

    /** The last day in slots of so many minutes, oldest first, also those in which nothing happened. */
    public List<Slot> day(int minutes) {
        return reads.query(
                """
                WITH day AS (
                    SELECT step, origin, date_bin(step, now(), origin) AS newest
                    FROM (SELECT make_interval(mins => ?) AS step, timestamptz '2001-01-01 00:00:00Z' AS origin) AS s),
                counted AS (
                    SELECT date_bin(step, minute, origin) AS slot, sum(came) AS came, sum(went) AS went,
                           sum(refused + held) AS failed, sum(uncovered) AS uncovered
                    FROM traffic, day WHERE side = 'CENTER' GROUP BY slot)
                SELECT slot, coalesce(came, 0), coalesce(went, 0), coalesce(failed, 0), coalesce(uncovered, 0)
                FROM day, LATERAL generate_series(newest - make_interval(secs => ?) + step, newest, step) AS slot
                     LEFT JOIN counted USING (slot)
                ORDER BY slot
                """,
                (row, n) -> new Slot(instant(row, 1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                minutes,
                KEPT.toSeconds());
    }

    /** Of the last day, by center; those first that sent most. Centers that sent nothing are last. */
    public List<Volume> volumes() {
        return reads.query(
                """
                SELECT c.usci, c.name, c.region, coalesce(t.came, 0), coalesce(t.went, 0), coalesce(t.failed, 0),
                       coalesce(t.uncovered, 0)
                FROM center c LEFT JOIN (
                    SELECT party, sum(came) AS came, sum(went) AS went, sum(refused + held) AS failed, sum(uncovered) AS uncovered
                    FROM traffic
                    WHERE side = 'CENTER' AND minute >= now() - make_interval(secs => ?) GROUP BY party) AS t
                  ON t.party = c.usci
                ORDER BY coalesce(t.came, 0) DESC, c.usci
                """,
                (row, n) -> new Volume(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)),
                KEPT.toSeconds());
    }

    /** What waits to be prepared. Costs what waits. */
    public List<Backlog> backlogs() {
        return reads.query(
                """
                SELECT center, count(*), min(received_at) FROM submission WHERE state = 'RECEIVED' GROUP BY center
                """,
                (row, n) -> new Backlog(row.getString(1), row.getLong(2), instant(row, 3)));
    }

    /** Transfers of each center that wait for a person, however long: QUARANTINED or PARKED. Costs what waits. */
    public Map<String, Long> held() {
        Map<String, Long> held = new HashMap<>();
        reads.query(
                "SELECT center, count(*) FROM transfer WHERE state IN ('QUARANTINED', 'PARKED') GROUP BY center",
                row -> {
                    held.put(row.getString(1), row.getLong(2));
                });
        return held;
    }

    private static Flow flow(ResultSet row, int n) throws SQLException {
        long millis = row.getLong(8);
        // Ids have the clock of the gateway that made them, all else that of the ledger.
        Duration median = row.wasNull() ? null : Duration.ofMillis(Math.max(0, millis));
        return new Flow(
                Side.valueOf(row.getString(1)),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                median);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
