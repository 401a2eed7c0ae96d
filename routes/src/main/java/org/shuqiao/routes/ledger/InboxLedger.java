package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The inboxes as their centers read them. A message is seen only after every message before it in the same inbox: they get their
 * places under the lock of the inbox's row.
 */
public final class InboxLedger {
    private final JdbcTemplate jdbc;

    InboxLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far an inbox goes and was read.
     *
     * @param lastSeq place of its newest message, 0 for an empty inbox
     * @param ackedSeq up to which its center has everything
     */
    public record Cursor(long lastSeq, long ackedSeq) {}

    /**
     * An inbox with messages that its center has not acknowledged.
     *
     * @param oldestAt when the first of them was received
     * @param webhookPaused whether the center has a webhook that was given up until somebody resumes it
     */
    public record Unread(String center, long lastSeq, long ackedSeq, Instant oldestAt, boolean webhookPaused) {}

    /**
     * All inboxes as figures.
     *
     * @param oldestAt when the oldest unread message was received, null where all are read
     * @param oldestOf whose it is; empty where all are read
     * @param neglected centers whose oldest unread message is older than asked for
     * @param firstPaused center whose webhook has rested longest; empty where none does
     */
    public record Figures(
            long unread,
            @Nullable Instant oldestAt,
            String oldestOf,
            int neglected,
            int pausedWebhooks,
            String firstPaused) {
        public static final Figures NONE = new Figures(0, null, "", 0, 0, "");
    }

    /** Where a center's inbox stands; one without any message is at 0. */
    public Cursor cursor(String center) {
        return jdbc
                .query("SELECT last_seq, acked_seq FROM inbox WHERE center = ?", (row, n) -> cursor(row), center)
                .stream()
                .findFirst()
                .orElse(new Cursor(0, 0));
    }

    /**
     * Remembers that a center has every message up to a place; a place before the one it has named already changes nothing.
     *
     * @return where its inbox stands then; empty where it has no such place
     */
    public Optional<Cursor> acknowledge(String center, long upTo) {
        List<Cursor> moved = jdbc.query(
                """
                UPDATE inbox SET acked_seq = greatest(acked_seq, ?), acked_at = now()
                WHERE center = ? AND last_seq >= ? RETURNING last_seq, acked_seq
                """,
                (row, n) -> cursor(row),
                upTo,
                center,
                upTo);
        return moved.isEmpty() && upTo == 0
                ? Optional.of(cursor(center))
                : moved.stream().findFirst();
    }

    /**
     * Messages after a place, in order.
     *
     * @param bytes of payloads after which no further message is read; the first is read whatever its size
     */
    public List<InboxMessage> after(String center, long seq, int rows, int bytes) {
        return jdbc.query(
                """
                SELECT * FROM (
                    SELECT m.*, sum(m.size) OVER (ORDER BY m.seq) - m.size AS before FROM (
                        SELECT seq, id, platform, dataset, record_id, version, received_at, payload, deleted_at,
                               coalesce(octet_length(payload), 0) AS size
                        FROM inbox_message WHERE center = ? AND seq > ? ORDER BY seq LIMIT ?) m) page
                WHERE before = 0 OR before < ? ORDER BY seq
                """,
                (row, n) -> message(row),
                center,
                seq,
                rows,
                bytes);
    }

    /** Where a message is in its center's inbox; empty where it is not in there. */
    public Optional<Long> place(String center, UUID message) {
        return jdbc
                .queryForList("SELECT seq FROM inbox_message WHERE id = ? AND center = ?", Long.class, message, center)
                .stream()
                .findFirst();
    }

    /** What a center's messages say, by id; those are left out of which it was deleted, and those that are not in its inbox. */
    public Map<UUID, byte[]> payloads(String center, Collection<UUID> messages) {
        Map<UUID, byte[]> payloads = new HashMap<>();
        jdbc.query(
                "SELECT id, payload FROM inbox_message WHERE id = ANY (?) AND center = ? AND payload IS NOT NULL",
                row -> {
                    payloads.put(row.getObject(1, UUID.class), row.getBytes(2));
                },
                new SqlArrayValue("uuid", messages.toArray()),
                center);
        return payloads;
    }

    /** Places of the newest messages; a center that never got one is not among them. */
    public Map<String, Long> heads(Collection<String> centers) {
        Map<String, Long> heads = new HashMap<>();
        jdbc.query(
                "SELECT center, last_seq FROM inbox WHERE center = ANY (?)",
                row -> {
                    heads.put(row.getString(1), row.getLong(2));
                },
                new SqlArrayValue("text", centers.toArray()));
        return heads;
    }

    /** Inboxes that were not read to their end, the longest neglected first. */
    public List<Unread> unread(int limit) {
        return jdbc.query(
                """
                SELECT i.center, i.last_seq, i.acked_seq, m.received_at, w.paused_at IS NOT NULL
                FROM inbox i JOIN inbox_message m ON m.center = i.center AND m.seq = i.acked_seq + 1
                LEFT JOIN inbox_webhook w ON w.center = i.center
                WHERE i.last_seq > i.acked_seq ORDER BY m.received_at, i.center LIMIT ?
                """,
                (row, n) -> new Unread(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getBoolean(5)),
                limit);
    }

    /** @param before an inbox with an unread message received before then is neglected */
    public Figures figures(Instant before) {
        return Objects.requireNonNull(jdbc.queryForObject(
                """
                SELECT coalesce(sum(i.last_seq - i.acked_seq), 0), min(m.received_at),
                       coalesce((array_agg(i.center ORDER BY m.received_at, i.center))[1], ''),
                       count(*) FILTER (WHERE m.received_at < ?),
                       (SELECT count(*) FROM inbox_webhook WHERE paused_at IS NOT NULL),
                       coalesce((SELECT center FROM inbox_webhook WHERE paused_at IS NOT NULL
                                 ORDER BY paused_at, center LIMIT 1), '')
                FROM inbox i JOIN inbox_message m ON m.center = i.center AND m.seq = i.acked_seq + 1
                WHERE i.last_seq > i.acked_seq
                """,
                (row, n) -> new Figures(
                        row.getLong(1),
                        instant(row, 2),
                        row.getString(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getString(6)),
                before.atOffset(ZoneOffset.UTC)));
    }

    private static Cursor cursor(ResultSet row) throws SQLException {
        return new Cursor(row.getLong(1), row.getLong(2));
    }

    private static InboxMessage message(ResultSet row) throws SQLException {
        return new InboxMessage(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                Objects.requireNonNull(instant(row, 7)),
                row.getBytes(8),
                instant(row, 9));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
