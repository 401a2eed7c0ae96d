package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Acts on many transfers whose number somebody has seen, which go on over ids from step to step. */
final class BulkPlans {
    private final JdbcTemplate jdbc;
    private final LeafRows ids;
    private final Duration lives;

    /** @param lives how long after it was last used a plan may still be */
    BulkPlans(JdbcTemplate jdbc, LeafRows ids, Duration lives) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.lives = lives;
    }

    /** What a plan is about; another act may not go by it. */
    record Act(String action, String filter, String actor) {}

    /** @param until what is made after the plan is left alone */
    record Step(UUID plan, UUID after, UUID until, long changed, long matched, boolean done) {
        BulkLedger.Progress progress() {
            return new BulkLedger.Progress(changed, matched, done);
        }
    }

    BulkLedger.Plan make(Act act, long matched) {
        UUID id = ids.newId();
        jdbc.update(
                "INSERT INTO bulk_plan (id, action, filter, actor, matched, until) VALUES (?, ?, ?, ?, ?, ?)",
                id,
                act.action(),
                act.filter(),
                act.actor(),
                matched,
                ids.newId());
        return new BulkLedger.Plan(id, matched);
    }

    /** A condition: what its officer has looked at was so before the plan of this id was made. */
    static String before(String time) {
        return " AND " + time + " < (SELECT made_at FROM bulk_plan WHERE id = ?)";
    }

    /** Locks the plan until the transaction ends. @return empty where there is none of this act, or it has grown old */
    Optional<Step> claim(UUID plan, Act act) {
        return jdbc
                .query(
                        """
                        UPDATE bulk_plan SET touched_at = now()
                        WHERE id = ? AND action = ? AND filter = ? AND actor = ?
                          AND touched_at > now() - make_interval(secs => ?)
                        RETURNING id, after, until, changed, matched, done
                        """,
                        (row, n) -> new Step(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getObject(3, UUID.class),
                                row.getLong(4),
                                row.getLong(5),
                                row.getBoolean(6)),
                        plan,
                        act.action(),
                        act.filter(),
                        act.actor(),
                        lives.toMillis() / 1000.0)
                .stream()
                .findFirst();
    }

    /**
     * @param met the ids that the step looked at, ascending
     * @param limit how many it would have looked at
     */
    BulkLedger.Progress advance(Step step, List<UUID> met, int limit, int changed) {
        boolean done = met.size() < limit;
        jdbc.update(
                "UPDATE bulk_plan SET after = ?, changed = ?, done = ? WHERE id = ?",
                met.isEmpty() ? step.after() : met.get(met.size() - 1),
                step.changed() + changed,
                done,
                step.plan());
        return new BulkLedger.Progress(step.changed() + changed, step.matched(), done);
    }

    /** How many rows a condition meets. */
    long count(String sql, Object... arguments) {
        return requireNonNull(jdbc.queryForObject(sql, Long.class, arguments));
    }
}
