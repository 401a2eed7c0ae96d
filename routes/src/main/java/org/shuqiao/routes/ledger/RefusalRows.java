package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.numbers;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuqiao.routes.failures.ReasonCode;
import org.springframework.jdbc.core.JdbcTemplate;

/** What becomes of transfers that a platform says it has not taken, inside a transaction. */
final class RefusalRows {
    private final JdbcTemplate jdbc;
    private final Lanes lanes;
    private final QuotaRows quotas;

    RefusalRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.lanes = new Lanes(jdbc);
        this.quotas = new QuotaRows(jdbc);
    }

    private record Sent(TransferState state, int sends, Instant createdAt) {}

    private record Outcome(UUID transfer, TransferState state, ReasonCode reason, Duration rest) {}

    /**
     * Moves those that are UNKNOWN. A refusal says nothing against a receipt, and nothing of what is no longer awaited.
     *
     * @return false where one is being sent just now, so that nobody can tell yet what the refusal speaks of
     */
    boolean settle(String platform, List<Refusal> refusals, ResendBudget budget) {
        if (refusals.isEmpty()) {
            return true;
        }
        lanes.lock(refusals.stream().map(Refusal::transfer).toList());
        Map<UUID, Sent> sent = lock(platform, refusals);
        if (sent.values().stream().anyMatch(one -> one.state() == TransferState.SENDING)) {
            return false;
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Refusal refusal : refusals) {
            Sent one = sent.remove(refusal.transfer()); // A second word on it says nothing new.
            if (one != null && one.state() == TransferState.UNKNOWN) {
                outcomes.add(outcome(refusal, one, budget));
            }
        }
        move(outcomes);
        return true;
    }

    private Map<UUID, Sent> lock(String platform, List<Refusal> refusals) {
        Map<UUID, Sent> sent = new HashMap<>();
        jdbc.query(
                """
                SELECT id, state, sends, greatest(created_at, held_until) FROM transfer
                WHERE id = ANY (?) AND platform = ? ORDER BY id FOR UPDATE
                """,
                row -> {
                    sent.put(
                            row.getObject(1, UUID.class),
                            new Sent(
                                    TransferState.valueOf(row.getString(2)),
                                    row.getInt(3),
                                    row.getObject(4, OffsetDateTime.class).toInstant()));
                },
                uuids(refusals, Refusal::transfer),
                platform);
        return sent;
    }

    private static Outcome outcome(Refusal refusal, Sent sent, ResendBudget budget) {
        if (!refusal.again()) {
            return new Outcome(refusal.transfer(), TransferState.PARKED, refusal.reason(), Duration.ZERO);
        }
        Optional<Duration> rest = budget.rest(sent.sends(), sent.createdAt());
        return new Outcome(
                refusal.transfer(),
                rest.isPresent() ? TransferState.READY : TransferState.PARKED,
                refusal.reason(),
                rest.orElse(Duration.ZERO));
    }

    /** Only the last of several attempts was surely refused, so what was sent more than once may still have arrived. */
    private void move(List<Outcome> outcomes) {
        jdbc.update(
                """
                UPDATE transfer t
                SET state = CASE WHEN o.state = 'READY' AND l.newest_version > t.version THEN 'SUPERSEDED' ELSE o.state END,
                    reason = CASE WHEN o.state = 'READY' AND l.newest_version > t.version THEN 'NEWER_VERSION' ELSE o.reason END,
                    may_have_arrived = t.may_have_arrived AND t.sends > 1, changed_at = now(),
                    due_at = now() + make_interval(secs => o.rest_ms / 1000.0),
                    wake_at = now() + make_interval(secs => o.rest_ms / 1000.0)
                FROM unnest(?, ?, ?, ?) AS o (id, state, reason, rest_ms), lane l
                WHERE l.key = t.lane AND t.id = o.id
                """,
                uuids(outcomes, Outcome::transfer),
                texts(outcomes, one -> one.state().name()),
                texts(outcomes, one -> one.reason().name()),
                numbers(outcomes, one -> one.rest().toMillis()));
        lanes.wake(outcomes.stream().map(Outcome::transfer).toList());
        quotas.giveBack(transfers(outcomes, TransferState.READY));
        quotas.useUp(transfers(outcomes, TransferState.PARKED));
    }

    private static List<UUID> transfers(List<Outcome> outcomes, TransferState state) {
        return outcomes.stream()
                .filter(one -> one.state() == state)
                .map(Outcome::transfer)
                .toList();
    }
}
