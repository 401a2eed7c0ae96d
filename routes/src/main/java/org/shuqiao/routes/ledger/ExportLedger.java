package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds signed transfers, page by page in the order of their ids, which is that of their making. */
public final class ExportLedger {
    private final JdbcTemplate jdbc;

    ExportLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which transfers; what is null is not asked for.
     *
     * @param agreement id of the agreement that decided
     * @param from when the transfer was made, inclusive; {@code to} exclusive
     */
    public record Query(
            @Nullable String center,
            @Nullable String platform,
            @Nullable String agreement,
            @Nullable String dataset,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable TransferState state) {}

    public record Found(
            UUID id, String center, String platform, String dataset, String recordId, long version, String state) {}

    /**
     * @param after the last id of the page before; null for the first
     * @return at most {@code limit} transfers that were signed
     */
    public List<Found> page(Query query, @Nullable UUID after, int limit) {
        return jdbc.query(
                """
                SELECT t.id, t.center, t.platform, t.dataset, t.record_id, t.version, t.state
                FROM transfer t JOIN transfer_content c ON c.id = t.id
                WHERE t.id > greatest(?::uuid, uuid7_floor(coalesce(?::timestamptz, 'epoch')))
                  AND t.id < uuid7_floor(coalesce(?::timestamptz, '9999-01-01'))
                  AND (?::text IS NULL OR t.center = ?) AND (?::text IS NULL OR t.platform = ?)
                  AND (?::text IS NULL OR t.agreement = ?) AND (?::text IS NULL OR t.dataset = ?)
                  AND (?::text IS NULL OR t.state = ?) AND c.statement IS NOT NULL
                ORDER BY t.id LIMIT ?
                """,
                (row, n) -> new Found(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getString(7)),
                after,
                utc(query.from()),
                utc(query.to()),
                query.center(),
                query.center(),
                query.platform(),
                query.platform(),
                query.agreement(),
                query.agreement(),
                query.dataset(),
                query.dataset(),
                name(query.state()),
                name(query.state()),
                limit);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String name(@Nullable TransferState state) {
        return state == null ? null : state.name();
    }
}
