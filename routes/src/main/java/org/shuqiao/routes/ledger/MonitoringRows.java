package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.texts;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.routes.failures.ReasonCode;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A series of figures: of each period the newest value stays, by the time that the series is as of. */
final class MonitoringRows implements ReturnEffect {
    static final String DATASET = "monitoring";

    private final JdbcTemplate jdbc;

    MonitoringRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param value null for a period of which nothing is known */
    private record Point(String period, @Nullable BigDecimal value) {}

    @Override
    public Optional<RowRefusal> apply(ReturnRow row) {
        ObjectNode series = row.record();
        Instant asOf = ChinaTime.instant(series.path("as_of").asString(""));
        List<Point> points = points(series);
        if (asOf == null
                || points.isEmpty()
                || !series.path("metric").isString()
                || !series.path("region").isString()) {
            return Optional.of(RowRefusal.of(ReasonCode.FIELD_MISSING));
        }
        jdbc.update(
                """
                INSERT INTO monitoring_value AS v
                    (center, metric, region, industry, period, platform, value, unit, source, as_of, version, message)
                SELECT ?, ?, ?, ?, p.period, ?, p.value, ?, ?, ?::timestamptz, ?, ?
                FROM unnest(?, ?::numeric[]) AS p (period, value)
                ON CONFLICT (center, metric, region, industry, period, platform) DO UPDATE
                SET value = excluded.value, unit = excluded.unit, source = excluded.source, as_of = excluded.as_of,
                    version = excluded.version, message = excluded.message
                WHERE (v.as_of, v.version) < (excluded.as_of, excluded.version)
                """,
                row.center(),
                series.path("metric").stringValue(),
                series.path("region").stringValue(),
                series.path("industry").asString(""),
                row.platform(),
                series.path("unit").asString(""),
                series.path("source").asString(""),
                asOf.toString(),
                row.version(),
                row.messageId(),
                texts(points, Point::period),
                texts(
                        points,
                        point -> point.value() == null ? null : point.value().toPlainString()));
        return Optional.empty();
    }

    private static List<Point> points(ObjectNode series) {
        List<Point> points = new ArrayList<>();
        for (JsonNode point : series.path("points")) {
            if (point.path("period").isString()) {
                JsonNode value = point.path("value");
                points.add(
                        new Point(point.path("period").stringValue(), value.isNumber() ? value.decimalValue() : null));
            }
        }
        return points;
    }
}
