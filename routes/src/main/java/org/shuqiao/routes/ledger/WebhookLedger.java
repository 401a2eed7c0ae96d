package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Webhooks of centers, one for each, with how far they were served. A lease lets one gateway at a time deliver to one of them. */
public final class WebhookLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String owner;

    /** @param owner name of this gateway, seen in leases */
    WebhookLedger(JdbcTemplate jdbc, TransactionTemplate transaction, String owner) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.owner = owner;
    }

    /**
     * A webhook as its center sees it.
     *
     * @param failures in a row, since the last delivery
     * @param lastFailure name of what went wrong last, null after a delivery
     * @param lastStatus what the center's own server answered then, null where it did not answer
     * @param nextAt before which nothing is tried
     */
    public record Webhook(
            String url,
            Instant createdAt,
            long deliveredSeq,
            @Nullable Instant deliveredAt,
            int failures,
            @Nullable String lastFailure,
            @Nullable Integer lastStatus,
            @Nullable Instant failedAt,
            @Nullable Instant pausedAt,
            Instant nextAt) {}

    /** A webhook that this gateway may deliver to until its lease ends; {@code attempt} fences what it reports. */
    public record ClaimedWebhook(
            String center, UUID id, String url, byte[] sealedSecret, long deliveredSeq, int failures, long attempt) {

        /** Names the registration, not where it leads. */
        @Override
        public String toString() {
            return "ClaimedWebhook[" + center + " " + id + "]";
        }
    }

    /**
     * Stores a webhook in the place of the center's earlier one. It begins where that one was, else with the first message that
     * the center has not acknowledged.
     */
    public void put(String center, UUID id, String url, byte[] sealedSecret) {
        jdbc.update(
                """
                INSERT INTO inbox_webhook (center, id, url, sealed_secret, delivered_seq)
                VALUES (?, ?, ?, ?, coalesce((SELECT acked_seq FROM inbox WHERE center = ?), 0))
                ON CONFLICT (center) DO UPDATE SET id = excluded.id, url = excluded.url,
                    sealed_secret = excluded.sealed_secret, created_at = now(), failures = 0, last_failure = NULL,
                    last_status = NULL, failed_at = NULL, paused_at = NULL, due_at = now(), lease_owner = NULL,
                    lease_until = NULL
                """,
                center,
                id,
                url,
                sealedSecret,
                center);
    }

    public Optional<Webhook> find(String center) {
        return jdbc.query("SELECT * FROM inbox_webhook WHERE center = ?", (row, n) -> webhook(row), center).stream()
                .findFirst();
    }

    /** @return false where the center has none */
    public boolean delete(String center) {
        return jdbc.update("DELETE FROM inbox_webhook WHERE center = ?", center) == 1;
    }

    /** Tries again at once, however often it has failed. @return false where the center has none */
    public boolean resume(String center) {
        return jdbc.update(
                        "UPDATE inbox_webhook SET paused_at = NULL, failures = 0, due_at = now() WHERE center = ?",
                        center)
                == 1;
    }

    /** Leases webhooks that are due and have something to deliver, the longest due first. */
    public List<ClaimedWebhook> claim(int limit, Duration lease) {
        return jdbc.query(
                """
                UPDATE inbox_webhook SET lease_owner = ?, lease_until = now() + ? * interval '1 millisecond',
                    attempt = attempt + 1
                WHERE center IN (
                    SELECT w.center FROM inbox_webhook w JOIN inbox i ON i.center = w.center
                    WHERE w.paused_at IS NULL AND w.due_at <= now() AND i.last_seq > w.delivered_seq
                        AND (w.lease_until IS NULL OR w.lease_until < now())
                    ORDER BY w.due_at LIMIT ? FOR UPDATE OF w SKIP LOCKED)
                RETURNING center, id, url, sealed_secret, delivered_seq, failures, attempt
                """,
                (row, n) -> new ClaimedWebhook(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getBytes(4),
                        row.getLong(5),
                        row.getInt(6),
                        row.getLong(7)),
                owner,
                lease.toMillis(),
                limit);
    }

    /**
     * Everything up to a place has been delivered, and is acknowledged by that. The lease goes on from now.
     *
     * @return false where the lease was lost, or the webhook was replaced or deleted
     */
    public boolean delivered(ClaimedWebhook claimed, long upTo, Duration lease) {
        return Objects.requireNonNull(transaction.execute(status -> {
            boolean held = jdbc.update(
                            """
                            UPDATE inbox_webhook SET delivered_seq = ?, delivered_at = now(), failures = 0,
                                last_failure = NULL, last_status = NULL, failed_at = NULL,
                                lease_until = now() + ? * interval '1 millisecond'
                            WHERE center = ? AND id = ? AND attempt = ?
                            """,
                            upTo,
                            lease.toMillis(),
                            claimed.center(),
                            claimed.id(),
                            claimed.attempt())
                    == 1;
            if (held) {
                jdbc.update(
                        """
                        UPDATE inbox SET acked_seq = greatest(acked_seq, ?), acked_at = now()
                        WHERE center = ? AND acked_seq < ?
                        """,
                        upTo,
                        claimed.center(),
                        upTo);
            }
            return held;
        }));
    }

    /** Ends the lease; the next claim may come at once. */
    public void release(ClaimedWebhook claimed) {
        jdbc.update(
                """
                UPDATE inbox_webhook SET lease_owner = NULL, lease_until = NULL, due_at = now()
                WHERE center = ? AND id = ? AND attempt = ?
                """,
                claimed.center(),
                claimed.id(),
                claimed.attempt());
    }

    /**
     * Ends the lease after a delivery that did not succeed.
     *
     * @param rest until the next try
     * @param pause whether there is none until somebody resumes it
     * @return false as {@link #delivered}
     */
    public boolean failed(
            ClaimedWebhook claimed, String failure, @Nullable Integer httpStatus, Duration rest, boolean pause) {
        return jdbc.update(
                        """
                        UPDATE inbox_webhook SET failures = failures + 1, last_failure = ?, last_status = ?,
                            failed_at = now(), due_at = now() + ? * interval '1 millisecond',
                            paused_at = CASE WHEN ? THEN now() END, lease_owner = NULL, lease_until = NULL
                        WHERE center = ? AND id = ? AND attempt = ?
                        """,
                        failure,
                        httpStatus,
                        rest.toMillis(),
                        pause,
                        claimed.center(),
                        claimed.id(),
                        claimed.attempt())
                == 1;
    }

    /** Ends what an earlier process of this gateway's name has left. */
    public void endLeases() {
        jdbc.update("UPDATE inbox_webhook SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = ?", owner);
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                row.getString("url"),
                Objects.requireNonNull(instant(row, "created_at")),
                row.getLong("delivered_seq"),
                instant(row, "delivered_at"),
                row.getInt("failures"),
                row.getString("last_failure"),
                row.getObject("last_status", Integer.class),
                instant(row, "failed_at"),
                instant(row, "paused_at"),
                Objects.requireNonNull(instant(row, "due_at")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
