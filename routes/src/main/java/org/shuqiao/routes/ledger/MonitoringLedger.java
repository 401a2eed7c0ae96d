package org.shuqiao.routes.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Figures that platforms gave a center. */
public final class MonitoringLedger {
    private final JdbcTemplate jdbc;

    MonitoringLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which values; what is null is not asked for.
     *
     * @param from first period, {@code 2026} or {@code 2026-03}; periods compare as texts
     * @param to last period
     * @param platforms only what these have sent
     */
    public record Query(
            String center,
            @Nullable String metric,
            @Nullable String region,
            @Nullable String industry,
            @Nullable String from,
            @Nullable String to,
            @Nullable Collection<String> platforms) {}

    /** Which value it is; values come in the order of their places. */
    public record Place(String metric, String region, String industry, String period, String platform) {
        static final Place BEFORE_ALL = new Place("", "", "", "", "");
    }

    /** @param value null where the platform says that nothing is known of the period */
    public record Value(
            Place place, @Nullable BigDecimal value, String unit, String source, Instant asOf, UUID message) {}

    /** @param after place of the last value of the page before; null for the first */
    public List<Value> values(Query query, @Nullable Place after, int limit) {
        Place start = after == null ? Place.BEFORE_ALL : after;
        Collection<String> platforms = query.platforms();
        return jdbc.query(
                """
                SELECT * FROM monitoring_value
                WHERE center = ? AND (metric, region, industry, period, platform) > (?, ?, ?, ?, ?)
                  AND (?::text IS NULL OR metric = ?) AND (?::text IS NULL OR region = ?)
                  AND (?::text IS NULL OR industry = ?) AND (?::text IS NULL OR period >= ?)
                  AND (?::text IS NULL OR period <= ?) AND (?::text[] IS NULL OR platform = ANY (?))
                ORDER BY metric, region, industry, period, platform LIMIT ?
                """,
                (row, n) -> new Value(
                        new Place(
                                row.getString("metric"),
                                row.getString("region"),
                                row.getString("industry"),
                                row.getString("period"),
                                row.getString("platform")),
                        row.getBigDecimal("value"),
                        row.getString("unit"),
                        row.getString("source"),
                        row.getObject("as_of", OffsetDateTime.class).toInstant(),
                        row.getObject("message", UUID.class)),
                query.center(),
                start.metric(),
                start.region(),
                start.industry(),
                start.period(),
                start.platform(),
                query.metric(),
                query.metric(),
                query.region(),
                query.region(),
                query.industry(),
                query.industry(),
                query.from(),
                query.from(),
                query.to(),
                query.to(),
                platforms == null ? null : SqlColumns.texts(platforms, Function.identity()),
                platforms == null ? null : SqlColumns.texts(platforms, Function.identity()),
                limit);
    }
}
