package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people do to the flow: rest a platform, replay a parked transfer, judge a quarantined one. Each act leaves a leaf in the
 * log that says who did it.
 */
public final class OperatorLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;
    private final ActRows acts;
    private final ParkedLedger parked;

    OperatorLedger(
            JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves, ActRows acts, ParkedLedger parked) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = leaves;
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
            Instant changedAt,
            int backlog) {}

    /** @param hits JSON array: kind and place of each hit, without its value */
    public record Quarantined(
            UUID transfer, String center, String dataset, String platform, Instant enteredAt, String hits) {}

    /** Makes a row for each platform that has none. */
    public void register(Collection<String> platforms) {
        platforms.forEach(id -> jdbc.update("INSERT INTO platform (id) VALUES (?) ON CONFLICT DO NOTHING", id));
    }

    public List<PlatformState> platforms() {
        return jdbc.query(
                """
                SELECT p.*, (SELECT count(*)::int FROM transfer t WHERE t.platform = p.id
                             AND t.state IN ('PENDING', 'READY', 'SENDING', 'UNKNOWN')) AS backlog
                FROM platform p ORDER BY id
                """,
                (row, n) -> new PlatformState(
                        row.getString("id"),
                        row.getBoolean("paused"),
                        row.getBoolean("draining"),
                        row.getString("pause_reason"),
                        row.getInt("consecutive_failures"),
                        instant(row, "circuit_open_until"),
                        Objects.requireNonNull(instant(row, "changed_at")),
                        row.getInt("backlog")));
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

    public List<Quarantined> quarantined(int limit) {
        return jdbc.query(
                """
                SELECT t.id, t.center, t.dataset, t.platform, q.entered_at, q.hits::text
                FROM transfer t JOIN quarantine q ON q.transfer = t.id
                WHERE t.state = 'QUARANTINED' ORDER BY t.id LIMIT ?
                """,
                (row, n) -> new Quarantined(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getString(6)),
                limit);
    }

    /**
     * An officer's word on a quarantined transfer. Released, it is prepared anew, and exactly the payload that the
     * officer saw may pass.
     *
     * @return false where it is not in quarantine
     */
    public boolean judge(UUID transfer, boolean release, String officer, String reason) {
        return Objects.requireNonNull(transaction.execute(status -> {
            int moved = jdbc.update(
                    """
                    UPDATE transfer SET state = ?, reason = ?, due_at = now(), wake_at = now(), changed_at = now()
                    WHERE id = ? AND state = 'QUARANTINED'
                    """,
                    release ? "PENDING" : "WITHHELD",
                    release ? "RESIDUE" : "WITHHELD_BY_OFFICER",
                    transfer);
            if (moved == 1) {
                record(transfer, release ? "RELEASE" : "WITHHOLD", officer, reason);
            }
            return moved == 1;
        }));
    }

    private void record(UUID transfer, String decision, String officer, String reason) {
        Instant at = leaves.now();
        byte[] payloadHash = jdbc.queryForObject(
                """
                UPDATE quarantine SET decision = ?, reason = ?, decided_by = ?, decided_at = ?
                WHERE transfer = ? RETURNING payload_hash
                """,
                byte[].class,
                decision,
                reason,
                officer,
                at.atOffset(ZoneOffset.UTC),
                transfer);
        String hash = HexFormat.of().formatHex(Objects.requireNonNull(payloadHash));
        leaves.insert(LogLeaf.quarantineDecision(transfer, hash, decision, officer, at), transfer);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
