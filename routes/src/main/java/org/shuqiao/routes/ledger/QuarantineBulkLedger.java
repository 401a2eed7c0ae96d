package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuqiao.routes.ledger.BulkLedger.Plan;
import org.shuqiao.routes.ledger.BulkLedger.Progress;
import org.shuqiao.routes.ledger.QuarantineLedger.Decision;
import org.shuqiao.routes.ledger.QuarantineLedger.Looked;
import org.shuqiao.routes.ledger.QuarantineLedger.Outcome;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One word of an officer on every transfer with the same finding: counted first, then said in steps of a bounded number. Each transfer is
 * judged in a transaction of its own, as if alone: what takes two officers takes two here.
 */
public final class QuarantineBulkLedger {
    private static final String WITH_FINDING =
            """
            FROM quarantine_finding f JOIN transfer t ON t.id = f.transfer JOIN quarantine q ON q.transfer = f.transfer
            WHERE f.finding = ? AND t.state = 'QUARANTINED'
            """;
    /** A word that lets go on is said of what the officer saw: the transfer holds nothing else. */
    private static final String AND_NOTHING_ELSE =
            """
             AND jsonb_array_length(q.hits) = (SELECT count(*) FROM jsonb_array_elements(q.details) d
                                               WHERE d ->> 'finding' = encode(f.finding, 'hex'))
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final QuarantineLedger quarantine;
    private final BulkPlans plans;

    QuarantineBulkLedger(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            LeafRows leaves,
            QuarantineLedger quarantine,
            Duration planLives) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.quarantine = quarantine;
        this.plans = new BulkPlans(jdbc, leaves, planLives);
    }

    private static String which(Decision decision) {
        return decision == Decision.WITHHOLD ? WITH_FINDING : WITH_FINDING + AND_NOTHING_ELSE;
    }

    /** Nobody confirms or replaces what was proposed after the count. To withhold holds for whatever was proposed. */
    private static String known(Decision decision) {
        return decision == Decision.WITHHOLD ? "q.entered_at" : "greatest(q.entered_at, q.proposed_at)";
    }

    private static BulkPlans.Act act(Decision decision, byte[] finding, String officer) {
        return new BulkPlans.Act(decision.name(), HexFormat.of().formatHex(finding), officer);
    }

    /** What is proposed already for transfers of a plan. */
    public record Standing(long same, long other) {}

    /** Counts what a decision would meet, and remembers it. Nothing else changes. */
    public Plan plan(Decision decision, byte[] finding, String officer) {
        return requireNonNull(transaction.execute(status -> {
            long matched = plans.count("SELECT count(*) " + which(decision), finding);
            return plans.make(act(decision, finding, officer), matched);
        }));
    }

    /** What the decision of a plan would confirm, and what it would replace. */
    public Standing standing(Plan plan, Decision decision, byte[] finding) {
        String proposed = "SELECT count(*) " + which(decision) + BulkPlans.before("q.proposed_at") + " AND q.proposal ";
        return new Standing(
                plans.count(proposed + "= ?", finding, plan.id(), decision.name()),
                plans.count(proposed + "<> ?", finding, plan.id(), decision.name()));
    }

    /**
     * Decides on the next of a plan's transfers.
     *
     * @param limit transfers that one step looks at
     * @return empty where there is no such plan of this officer, decision and finding, or it has grown old
     */
    public Optional<Progress> step(
            UUID plan, Decision decision, byte[] finding, String reason, String officer, int limit) {
        Optional<BulkPlans.Step> claimed =
                requireNonNull(transaction.execute(status -> plans.claim(plan, act(decision, finding, officer))));
        return claimed.map(
                step -> step.done() ? step.progress() : decide(step, decision, finding, reason, officer, limit));
    }

    private Progress decide(
            BulkPlans.Step step, Decision decision, byte[] finding, String reason, String officer, int limit) {
        boolean withholds = decision == Decision.WITHHOLD;
        List<Met> met = jdbc.query(
                "SELECT t.id, q.payload_hash, q.hits::text, q.proposal, q.proposed_by, q.proposed_reason, q.proposed_at "
                        + which(decision) + BulkPlans.before(known(decision))
                        + " AND t.id > ? AND t.id < ? ORDER BY t.id LIMIT ?",
                (row, n) -> new Met(
                        row.getObject(1, UUID.class),
                        new Looked(
                                Quarantined.seen(row.getBytes(2), row.getString(3)),
                                withholds ? null : Quarantined.standing(QuarantineLedger.proposal(row)))),
                finding,
                step.plan(),
                step.after(),
                step.until(),
                limit);
        int changed = 0;
        for (Met one : met) {
            Outcome outcome = quarantine.judge(one.transfer(), decision, one.looked(), officer, reason);
            changed += outcome == Outcome.DONE || outcome == Outcome.PROPOSED ? 1 : 0;
        }
        return plans.advance(step, met.stream().map(Met::transfer).toList(), limit, changed);
    }

    /** @param looked binds the word to what the condition was true of, also where that changes before it is said */
    private record Met(UUID transfer, Looked looked) {}
}
