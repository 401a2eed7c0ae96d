package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people do to the flow: rest a platform, replay a parked transfer. Each act leaves a leaf in the
 * log that says who did it.
 */
public final class OperatorLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ActRows acts;
    private final ParkedLedger parked;

    OperatorLedger(JdbcTemplate jdbc, TransactionTemplate transaction, ActRows acts, ParkedLedger parked) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.acts = acts;
        this.parked = parked;
    }

    /**
     * @param draining whether somebody waits for the last answer of a paused platform
     * @param changedAt of switch or circuit
     */
    public record PlatformState(
            String id,
            boolean paused,
            boolean draining,
            String pauseReason,
            int consecutiveFailures,
            @Nullable Instant circuitOpenUntil,
            Instant changedAt) {}

    /** Makes a row for each platform that has none. */
    public void register(Collection<String> platforms) {
        platforms.forEach(id -> jdbc.update("INSERT INTO platform (id) VALUES (?) ON CONFLICT DO NOTHING", id));
    }

    public List<PlatformState> platforms() {
        return jdbc.query(
                "SELECT * FROM platform ORDER BY id",
                (row, n) -> new PlatformState(
                        row.getString("id"),
                        row.getBoolean("paused"),
                        row.getBoolean("draining"),
                        row.getString("pause_reason"),
                        row.getInt("consecutive_failures"),
                        instant(row, "circuit_open_until"),
                        Objects.requireNonNull(instant(row, "changed_at"))));
    }

    /** @return false for an unknown platform */
    public boolean pause(String platform, String reason, String actor) {
        return switchOff(platform, false, reason, actor);
    }

    /** The same, for somebody who waits until nothing is under way any more. @return false for an unknown platform */
    public boolean drain(String platform, String reason, String actor) {
        return switchOff(platform, true, reason, actor);
    }

    private boolean switchOff(String platform, boolean drain, String reason, String actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            int known = jdbc.update(
                    """
                    UPDATE platform SET paused = true, draining = ?, pause_reason = ?, changed_at = now() WHERE id = ?
                    """,
                    drain,
                    reason,
                    platform);
            return isDone(known, drain ? "drain" : "pause", platform, reason, actor);
        }));
    }

    /** Closes the circuit too, and lets the sweeper look at everything that is due. @return false for an unknown platform */
    public boolean resume(String platform, String actor) {
        boolean known = switchOn(platform, actor);
        if (known) {
            wake(platform);
        }
        return known;
    }

    /** Waits for nobody, so the platform is on at once, whoever holds some of its transfers. */
    private boolean switchOn(String platform, String actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            int known = jdbc.update(
                    """
                    UPDATE platform SET paused = false, draining = false, pause_reason = '', consecutive_failures = 0,
                        circuit_open_until = NULL, changed_at = now() WHERE id = ?
                    """,
                    platform);
            jdbc.update(
                    """
                    UPDATE transfer t SET wake_at = greatest(t.due_at, now())
                    FROM (SELECT id FROM transfer WHERE platform = ? AND state = 'READY' AND wake_at > now()
                          FOR NO KEY UPDATE SKIP LOCKED) AS resting
                    WHERE t.id = resting.id
                    """,
                    platform);
            return isDone(known, "resume", platform, "", actor);
        }));
    }

    /** Those that somebody else held meanwhile, once they are free. */
    private void wake(String platform) {
        AfterDeadlock.tryAgain(
                transaction,
                () -> jdbc.update(
                        """
                        UPDATE transfer t SET wake_at = greatest(t.due_at, now())
                        FROM (SELECT id FROM transfer
                              WHERE platform = ? AND state = 'READY' AND wake_at > greatest(due_at, now())
                              ORDER BY id FOR NO KEY UPDATE) AS resting
                        WHERE t.id = resting.id
                        """,
                        platform));
    }

    private boolean isDone(int rows, String action, String platform, String reason, String actor) {
        if (rows == 1) {
            acts.record(action, platform, reason, actor, null);
        }
        return rows == 1;
    }

    /** A person's word is enough to send a parked transfer again. @return false where it is not parked */
    public boolean replay(UUID transfer, String actor) {
        return !parked.act(ParkedLedger.Action.REPLAY, List.of(transfer), "", actor)
                .isEmpty();
    }

    /** A person gives a parked transfer up. @return false where it is not parked */
    public boolean abandon(UUID transfer, String reason, String actor) {
        return !parked.act(ParkedLedger.Action.ABANDON, List.of(transfer), reason, actor)
                .isEmpty();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
