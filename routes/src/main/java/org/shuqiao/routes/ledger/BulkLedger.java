package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuqiao.routes.ledger.ParkedLedger.Action;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays or abandons many parked transfers: counted first, then done in steps of a bounded number, each in a transaction of its own.
 * A step that is lost can be asked for again.
 */
public final class BulkLedger {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ParkedLedger parked;
    private final LeafRows leaves;
    private final Duration planLives;

    /** @param planLives how long after it was last used a plan may still be */
    BulkLedger(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            ParkedLedger parked,
            LeafRows leaves,
            Duration planLives) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.parked = parked;
        this.leaves = leaves;
        this.planLives = planLives;
    }

    /** @param matched transfers that would be acted on */
    public record Plan(UUID id, long matched) {}

    /**
     * @param changed transfers that were acted on since the plan was made
     * @param done whether nothing of it is left
     */
    public record Progress(long changed, long matched, boolean done) {}

    private record Step(UUID after, UUID until, long changed, long matched, boolean done) {}

    /** Counts what an act would meet, and remembers it. Nothing else changes. */
    public Plan plan(Action action, TransferFilter filter, String actor) {
        UUID id = leaves.newId();
        List<Object> arguments = new ArrayList<>();
        String which = parked(filter.parked(), arguments);
        long matched = requireNonNull(
                jdbc.queryForObject("SELECT count(*) FROM transfer t WHERE " + which, Long.class, arguments.toArray()));
        jdbc.update(
                "INSERT INTO bulk_plan (id, action, filter, actor, matched, until) VALUES (?, ?, ?, ?, ?, ?)",
                id,
                action.name(),
                JSON.writeValueAsString(filter.parked()),
                actor,
                matched,
                leaves.newId());
        return new Plan(id, matched);
    }

    /**
     * Acts on the next of a plan's transfers.
     *
     * @param limit transfers that one step looks at
     * @return empty where there is no such plan of this actor, action and filter, or it has grown old
     */
    public Optional<Progress> step(
            UUID plan, Action action, TransferFilter filter, String reason, String actor, int limit) {
        return requireNonNull(transaction.execute(status -> {
            Optional<Step> step = claim(plan, action, filter, actor);
            return step.map(found -> found.done()
                    ? new Progress(found.changed(), found.matched(), true)
                    : act(plan, found, action, filter, reason, actor, limit));
        }));
    }

    private Optional<Step> claim(UUID plan, Action action, TransferFilter filter, String actor) {
        return jdbc
                .query(
                        """
                        UPDATE bulk_plan SET touched_at = now()
                        WHERE id = ? AND action = ? AND filter = ? AND actor = ?
                          AND touched_at > now() - make_interval(secs => ?)
                        RETURNING after, until, changed, matched, done
                        """,
                        (row, n) -> new Step(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getLong(3),
                                row.getLong(4),
                                row.getBoolean(5)),
                        plan,
                        action.name(),
                        JSON.writeValueAsString(filter.parked()),
                        actor,
                        planLives.toMillis() / 1000.0)
                .stream()
                .findFirst();
    }

    private Progress act(
            UUID plan, Step step, Action action, TransferFilter filter, String reason, String actor, int limit) {
        List<Object> arguments = new ArrayList<>();
        String sql = "SELECT t.id FROM transfer t WHERE " + parked(filter.parked(), arguments)
                + " AND t.id > ? AND t.id < ? ORDER BY t.id LIMIT ?";
        arguments.addAll(List.of(step.after(), step.until(), limit));
        List<UUID> ids = jdbc.queryForList(sql, UUID.class, arguments.toArray());
        long changed = step.changed() + parked.act(action, ids, reason, actor).size();
        boolean done = ids.size() < limit;
        jdbc.update(
                "UPDATE bulk_plan SET after = ?, changed = ?, done = ? WHERE id = ?",
                ids.isEmpty() ? step.after() : ids.get(ids.size() - 1),
                changed,
                done,
                plan);
        return new Progress(changed, step.matched(), done);
    }

    private static String parked(TransferFilter filter, List<Object> arguments) {
        StringBuilder sql = new StringBuilder("t.state = 'PARKED' AND t.id >= ? AND t.id < ?");
        arguments.add(filter.firstId());
        arguments.add(filter.endId());
        String[] columns = {"reason", "platform", "center", "dataset"};
        String[] values = {filter.reason(), filter.platform(), filter.center(), filter.dataset()};
        for (int i = 0; i < columns.length; i++) {
            if (values[i] != null) {
                sql.append(" AND t.").append(columns[i]).append(" = ?");
                arguments.add(values[i]);
            }
        }
        return sql.toString();
    }
}
