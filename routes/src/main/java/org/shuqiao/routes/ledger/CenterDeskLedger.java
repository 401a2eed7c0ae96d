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
     * How many of the newest transfers of a center are in each state.
     *
     * @param most transfers that are looked at, since a center may have millions
     */
    public Map<TransferState, Long> newest(String center, Instant since, int most) {
        Map<TransferState, Long> states = new EnumMap<>(TransferState.class);
        jdbc.query(
                """
                SELECT state, count(*) FROM
                  (SELECT state FROM transfer WHERE center = ? AND id >= ? ORDER BY id DESC LIMIT ?) newest
                GROUP BY state
                """,
                row -> {
                    states.put(TransferState.valueOf(row.getString(1)), row.getLong(2));
                },
                center,
                TransferFilter.floor(since),
                most);
        return states;
    }

    /** A transfer that a center has to do something about, or wants to know of. */
    public record Trouble(
            UUID submission, String dataset, String recordId, String platform, TransferState state, String reason) {}

    /** Of the newest transfers, those that did not go through, newest first. */
    public List<Trouble> troubles(String center, Instant since, int most, int limit) {
        return jdbc.query(
                """
                SELECT s.id, s.dataset, s.record_id, t.platform, t.state, t.reason FROM
                  (SELECT id, submission, platform, state, reason FROM transfer
                   WHERE center = ? AND id >= ? ORDER BY id DESC LIMIT ?) t
                JOIN submission s ON s.id = t.submission
                WHERE t.state IN ('DENIED', 'REJECTED', 'QUARANTINED', 'WITHHELD', 'EXPIRED', 'PARKED')
                ORDER BY t.id DESC LIMIT ?
                """,
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
