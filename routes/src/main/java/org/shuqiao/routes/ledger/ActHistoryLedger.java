package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who did what and why: the acts of people and the events of agreements, as one list, newest first. What nobody did in time, the gateway did. */
public final class ActHistoryLedger {
    private final JdbcTemplate jdbc;

    ActHistoryLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param actor id of the key, or {@code gateway}
     * @param target what it was done to; of an agreement its id, {@code @} and the version
     */
    public record Act(Instant happenedAt, String actor, String action, String target, String reason) {}

    /** Where a page ends: the last act, and the last event of an agreement, that it or a page before it shows. */
    public record Place(long act, long event) {
        public static final Place START = new Place(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** @param next null where there is no further page */
    public record Page(List<Act> acts, @Nullable Place next) {}

    private record Row(long id, Act act) {}

    /**
     * @param actor id of a key; null for everybody
     * @param target what something was done to, of an agreement its id alone; null for everything
     */
    public Page page(@Nullable String actor, @Nullable String target, Place after, int limit) {
        List<Row> acts = rows(
                "SELECT o.id, o.happened_at, o.actor, o.action, o.target, o.reason FROM operator_act o",
                "target",
                actor,
                target,
                after.act(),
                limit + 1);
        List<Row> events = rows(
                """
                SELECT o.id, o.happened_at, o.actor, o.event AS action, o.agreement || '@' || o.version AS target, o.reason
                FROM agreement_event o
                """,
                "agreement",
                actor,
                target,
                after.event(),
                limit + 1);
        return merged(acts, events, after, limit);
    }

    /** Each of the two stays in its own order, so that no page leaves out what committed late. */
    private static Page merged(List<Row> acts, List<Row> events, Place after, int limit) {
        List<Act> merged = new ArrayList<>();
        int act = 0;
        int event = 0;
        while (merged.size() < limit && act + event < acts.size() + events.size()) {
            boolean takesAct = event == events.size()
                    || (act < acts.size()
                            && !acts.get(act)
                                    .act()
                                    .happenedAt()
                                    .isBefore(events.get(event).act().happenedAt()));
            merged.add(takesAct ? acts.get(act++).act() : events.get(event++).act());
        }
        boolean more = act < acts.size() || event < events.size();
        Place next = new Place(
                act == 0 ? after.act() : acts.get(act - 1).id(),
                event == 0 ? after.event() : events.get(event - 1).id());
        return new Page(List.copyOf(merged), more ? next : null);
    }

    private List<Row> rows(
            String select,
            String targetColumn,
            @Nullable String actor,
            @Nullable String target,
            long before,
            int limit) {
        List<Object> arguments = new ArrayList<>(List.of(before));
        StringBuilder where = new StringBuilder(" WHERE o.id < ?");
        if (actor != null) {
            where.append(" AND o.actor = ?");
            arguments.add(actor);
        }
        if (target != null) {
            where.append(" AND o.").append(targetColumn).append(" = ?");
            arguments.add(target);
        }
        arguments.add(limit);
        return jdbc.query(
                select + where + " ORDER BY o.id DESC LIMIT ?",
                (row, n) -> new Row(
                        row.getLong("id"),
                        new Act(
                                row.getObject("happened_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getString("actor"),
                                row.getString("action"),
                                row.getString("target"),
                                row.getString("reason"))),
                arguments.toArray());
    }
}
