package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Which routes an operator has switched off, for every gateway of the ledger, and which gateways have followed. */
public final class SwitchLedger {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String gateway;
    private final ActRows acts;

    SwitchLedger(JdbcTemplate jdbc, TransactionTemplate transaction, String gateway, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.gateway = gateway;
        this.acts = acts;
    }

    /** How a route is switched off. Both take nothing new and finish what is under way; of a draining one somebody waits for that. */
    public enum Position {
        PAUSED,
        DRAINING
    }

    public record Switch(String route, Position position, String reason, Instant since) {}

    /** Every switch that is off. Those of platforms are not here: see {@link OperatorLedger#platforms()}. */
    public List<Switch> off() {
        return jdbc.query(
                "SELECT route, position, reason, changed_at FROM route_switch ORDER BY route",
                (row, n) -> new Switch(
                        row.getString(1),
                        Position.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()));
    }

    public void switchOff(String route, Position position, String reason, String actor) {
        transaction.executeWithoutResult(status -> {
            jdbc.update(
                    """
                    INSERT INTO route_switch (route, position, reason, actor) VALUES (?, ?, ?, ?)
                    ON CONFLICT (route) DO UPDATE
                    SET position = excluded.position, reason = excluded.reason, actor = excluded.actor, changed_at = now()
                    """,
                    route,
                    position.name(),
                    reason,
                    actor);
            acts.record(position == Position.DRAINING ? "drain" : "pause", route, reason, actor, null);
        });
    }

    /** Does nothing where the route runs. */
    public void switchOn(String route, String actor) {
        transaction.executeWithoutResult(status -> {
            if (jdbc.update("DELETE FROM route_switch WHERE route = ?", route) == 1) {
                acts.record("resume", route, "", actor, null);
            }
        });
    }

    /** @param inFlight how much this gateway has under way in each route that it has switched off */
    public void report(Map<String, Integer> inFlight) {
        jdbc.update(
                """
                INSERT INTO gateway_seen (gateway, seen_at, in_flight) VALUES (?, now(), ?::jsonb)
                ON CONFLICT (gateway) DO UPDATE SET seen_at = now(), in_flight = excluded.in_flight
                """,
                gateway,
                JSON.writeValueAsString(inFlight));
    }

    /**
     * Whether every gateway has switched the route off and has nothing under way in it any more.
     *
     * @param seenWithin a gateway that was not seen for longer is taken for dead
     */
    public boolean isDrained(String route, Duration seenWithin) {
        return isTrue(
                """
                SELECT coalesce(bool_and(coalesce((in_flight ->> ?)::int = 0, false)), false) FROM gateway_seen
                WHERE seen_at > now() - make_interval(secs => ?)
                """,
                route,
                seenWithin.toMillis() / 1000.0);
    }

    /** Whether nothing is on its way to the platform any more. */
    public boolean isPlatformDrained(String platform) {
        return isTrue("SELECT NOT EXISTS (SELECT 1 FROM transfer WHERE platform = ? AND state = 'SENDING')", platform);
    }

    private boolean isTrue(String sql, Object... arguments) {
        return requireNonNull(jdbc.queryForObject(sql, Boolean.class, arguments));
    }
}
