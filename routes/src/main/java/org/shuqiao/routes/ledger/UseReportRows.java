package org.shuqiao.routes.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** The periods for which consumers owe reports. Must run inside a transaction. */
final class UseReportRows {
    private final JdbcTemplate jdbc;

    UseReportRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Begins with an arrival, unless a period of this agreement is running: that covers it. */
    void begin(PostDuty arrived) {
        Instant from = arrived.sentAt();
        jdbc.update(
                """
                INSERT INTO use_report (agreement, period, version, center, platform, from_at, due_at)
                SELECT ?, coalesce(max(period), 0) + 1, ?, ?, ?, ?, ? FROM use_report WHERE agreement = ?
                ON CONFLICT DO NOTHING
                """,
                arrived.agreement(),
                arrived.agreementVersion(),
                arrived.center(),
                arrived.platform(),
                Timestamp.from(from),
                Timestamp.from(from.plus(arrived.within())),
                arrived.agreement());
    }

    /** @return whether it was running, and nobody else has ended it */
    boolean end(String agreement, int period) {
        return jdbc.update(
                        "UPDATE use_report SET running = false WHERE agreement = ? AND period = ? AND running",
                        agreement,
                        period)
                == 1;
    }

    /** The next period, up to a time to come: periods that nobody saw pass belong to it. */
    void follow(String agreement, int period, int version, long everySeconds) {
        jdbc.update(
                """
                INSERT INTO use_report (agreement, period, version, center, platform, from_at, due_at)
                SELECT agreement, period + 1, ?, center, platform, due_at,
                       due_at + make_interval(secs => ?::bigint * (1 + floor(extract(epoch FROM now() - due_at) / ?::bigint)))
                FROM use_report WHERE agreement = ? AND period = ?
                """,
                version,
                everySeconds,
                everySeconds,
                agreement,
                period);
    }
}
