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
    private final BulkPlans plans;

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
        this.plans = new BulkPlans(jdbc, leaves, planLives);
    }

    /** @param matched transfers that would be acted on */
    public record Plan(UUID id, long matched) {}

    /**
     * @param changed transfers that were acted on since the plan was made
     * @param done whether nothing of it is left
     */
    public record Progress(long changed, long matched, boolean done) {}

    /** Counts what an act would meet, and remembers it. Nothing else changes. */
    public Plan plan(Action action, TransferFilter filter, String actor) {
        List<Object> arguments = new ArrayList<>();
        String which = parked(filter.parked(), arguments);
        long matched = plans.count("SELECT count(*) FROM transfer t WHERE " + which, arguments.toArray());
        return plans.make(act(action, filter, actor), matched);
    }

    private static BulkPlans.Act act(Action action, TransferFilter filter, String actor) {
        return new BulkPlans.Act(action.name(), JSON.writeValueAsString(filter.parked()), actor);
    }

    /**
     * Acts on the next of a plan's transfers.
     *
     * @param limit transfers that one step looks at
     * @return empty where there is no such plan of this actor, action and filter, or it has grown old
     */
    public Optional<Progress> step(
            UUID plan, Action action, TransferFilter filter, String reason, String actor, int limit) {
        return requireNonNull(transaction.execute(status -> plans.claim(plan, act(action, filter, actor))
                .map(step -> step.done() ? step.progress() : act(step, action, filter, reason, actor, limit))));
    }

    private Progress act(
            BulkPlans.Step step, Action action, TransferFilter filter, String reason, String actor, int limit) {
        List<Object> arguments = new ArrayList<>();
        String sql = "SELECT t.id FROM transfer t WHERE " + parked(filter.parked(), arguments)
                + " AND t.id > ? AND t.id < ? ORDER BY t.id LIMIT ?";
        arguments.addAll(List.of(step.after(), step.until(), limit));
        List<UUID> ids = jdbc.queryForList(sql, UUID.class, arguments.toArray());
        return plans.advance(
                step, ids, limit, parked.act(action, ids, reason, actor).size());
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
