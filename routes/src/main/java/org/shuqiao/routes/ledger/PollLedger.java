package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.numbers;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How far the sequences of platforms were read. One gateway at a time reads a platform; the lease of one that dies ends by itself. What
 * is read twice does no harm, so the lease saves work and nothing depends on it.
 */
public final class PollLedger {
    private static final String OPEN =
            "given_up_at IS NULL AND (reason = 'MISSING' OR (reason = 'HELD' AND held_until <= now()))";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String owner;
    private final Duration lease;

    PollLedger(JdbcTemplate jdbc, TransactionTemplate transaction, String owner, Duration lease) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.owner = owner;
        this.lease = lease;
    }

    /**
     * @param seen the highest place that was seen
     * @param gaps open places below it that may be asked for now, lowest first
     */
    public record Cursor(long seen, List<Long> gaps) {}

    /**
     * A place of a platform's sequence without a message.
     *
     * @param reason MISSING, REFUSED, or HELD where its batch was there and may come in later
     * @param givenUpAt since when nobody asks for it; null while it is asked for
     */
    public record Gap(String platform, long seq, String reason, Instant seenAt, @Nullable Instant givenUpAt) {}

    /**
     * Takes the reading of a platform, unless it rests or another gateway reads it.
     *
     * @param maxGaps open gaps to be asked for now
     */
    public Optional<Cursor> claim(String platform, int maxGaps) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.update("INSERT INTO poll_cursor (platform) VALUES (?) ON CONFLICT DO NOTHING", platform);
            return jdbc
                    .queryForList(
                            """
                            UPDATE poll_cursor c SET lease_owner = ?, lease_until = now() + make_interval(secs => ?)
                            WHERE platform = ? AND (lease_owner = ? OR coalesce(lease_until, '-infinity') <= now())
                              AND NOT EXISTS (SELECT 1 FROM platform p WHERE p.id = c.platform
                                              AND (p.paused OR coalesce(p.circuit_open_until, '-infinity') > now()))
                            RETURNING seen_seq
                            """,
                            Long.class,
                            owner,
                            lease.toMillis() / 1000.0,
                            platform,
                            owner)
                    .stream()
                    .findFirst()
                    .map(seen -> new Cursor(seen, openGaps(platform, maxGaps)));
        }));
    }

    private List<Long> openGaps(String platform, int limit) {
        return jdbc.queryForList(
                "SELECT seq FROM poll_gap WHERE platform = ? AND " + OPEN + " ORDER BY seq LIMIT ?",
                Long.class,
                platform,
                limit);
    }

    /**
     * The place was seen and needs no second look.
     *
     * @param refused whether its batch was none of the platform's
     */
    public void done(String platform, long seq, boolean refused) {
        transaction.executeWithoutResult(status -> {
            if (refused) {
                jdbc.update(
                        """
                        INSERT INTO poll_gap (platform, seq, reason, seen_at, given_up_at) VALUES (?, ?, 'REFUSED', now(), now())
                        ON CONFLICT (platform, seq) DO UPDATE
                        SET reason = 'REFUSED', given_up_at = now(), held_until = NULL
                        """,
                        platform,
                        seq);
            } else {
                jdbc.update("DELETE FROM poll_gap WHERE platform = ? AND seq = ?", platform, seq);
            }
            advance(platform, seq);
        });
    }

    /** The batch of this place may come in only after so long; it is asked for again then, and holds no other up meanwhile. */
    public void held(String platform, long seq, Duration wait) {
        transaction.executeWithoutResult(status -> {
            jdbc.update(
                    """
                    INSERT INTO poll_gap (platform, seq, reason, seen_at, held_until)
                    VALUES (?, ?, 'HELD', now(), now() + make_interval(secs => ?))
                    ON CONFLICT (platform, seq) DO UPDATE
                    SET reason = 'HELD', held_until = excluded.held_until, given_up_at = NULL
                    """,
                    platform,
                    seq,
                    wait.toMillis() / 1000.0);
            advance(platform, seq);
        });
    }

    /** A held batch was asked for, and the platform has it no more: from now on it is waited for like any that did not come. */
    public void notThere(String platform, long seq) {
        jdbc.update(
                """
                UPDATE poll_gap SET reason = 'MISSING', held_until = NULL, seen_at = now()
                WHERE platform = ? AND seq = ? AND reason = 'HELD'
                """,
                platform,
                seq);
    }

    /** These places did not come, though higher ones did. */
    public void missing(String platform, Collection<Long> places) {
        if (!places.isEmpty()) {
            jdbc.update(
                    """
                    INSERT INTO poll_gap (platform, seq, reason, seen_at) SELECT ?, seq, 'MISSING', now() FROM unnest(?) AS seq
                    ON CONFLICT DO NOTHING
                    """,
                    platform,
                    numbers(places, Long::longValue));
        }
    }

    private void advance(String platform, long seq) {
        jdbc.update(
                "UPDATE poll_cursor SET seen_seq = ?, changed_at = now() WHERE platform = ? AND seen_seq < ?",
                seq,
                platform,
                seq);
    }

    /** Gaps that were waited for longer than this are open no more; what is held is not a gap that long. @return how many */
    public int giveUp(String platform, Duration patience) {
        return jdbc.update(
                "UPDATE poll_gap SET given_up_at = now() WHERE platform = ? AND reason = 'MISSING' AND given_up_at IS NULL"
                        + " AND seen_at <= now() - make_interval(secs => ?)",
                platform,
                patience.toMillis() / 1000.0);
    }

    /** Places without a message, newest first. */
    public List<Gap> gaps(String platform, int limit) {
        return jdbc.query(
                "SELECT * FROM poll_gap WHERE platform = ? ORDER BY seq DESC LIMIT ?",
                (row, n) -> {
                    OffsetDateTime givenUp = row.getObject("given_up_at", OffsetDateTime.class);
                    return new Gap(
                            row.getString("platform"),
                            row.getLong("seq"),
                            row.getString("reason"),
                            row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                            givenUp == null ? null : givenUp.toInstant());
                },
                platform,
                limit);
    }
}
