package org.shuqiao.routes.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.failures.ReasonCode;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A center takes back what has not left yet. Each cancellation leaves a leaf in the log, so that a statement without a receipt is
 * explained.
 */
public final class CancelLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;

    CancelLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = leaves;
    }

    /**
     * Where a submission is after an attempt to cancel it.
     *
     * @param beforePreparing whether it has no transfers yet, and will have only cancelled and denied ones
     * @param transfers each of its transfers; empty before preparing
     */
    public record Cancellation(boolean beforePreparing, List<Fate> transfers) {

        /** Whether something of it was cancelled, now or before. */
        public boolean isEffective() {
            return beforePreparing || transfers.stream().anyMatch(Fate::isCancelled);
        }
    }

    /** What became of one transfer. */
    public record Fate(UUID transfer, String platform, TransferState state, String reason) {

        public boolean isCancelled() {
            return state == TransferState.SUPERSEDED && reason.equals(ReasonCode.CANCELLED.name());
        }
    }

    /**
     * Cancels every transfer of a submission that surely has not reached its platform and is not on its way there at this moment. The
     * submission's row lock decides between this and the commit of its preparing.
     *
     * @param actor the account that does it
     * @return empty where the submission is unknown or another center's
     */
    public Optional<Cancellation> cancel(UUID submission, String center, String actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            String state = lock(submission, center);
            if (state == null) {
                return Optional.<Cancellation>empty();
            }
            if (state.equals("RECEIVED")) {
                cancelUnprepared(submission, actor);
                return Optional.of(new Cancellation(true, List.of()));
            }
            cancelTransfers(submission, actor);
            return Optional.of(new Cancellation(false, fates(submission)));
        }));
    }

    private @Nullable String lock(UUID submission, String center) {
        return jdbc
                .queryForList(
                        "SELECT state FROM submission WHERE id = ? AND center = ? FOR UPDATE",
                        String.class,
                        submission,
                        center)
                .stream()
                .findFirst()
                .orElse(null);
    }

    private void cancelUnprepared(UUID submission, String actor) {
        int cancelled = jdbc.update(
                "UPDATE submission SET cancelled_at = now() WHERE id = ? AND cancelled_at IS NULL", submission);
        if (cancelled == 1) {
            leaves.insert(LogLeaf.operatorAction("cancel", submission.toString(), actor, leaves.now()), null);
        }
    }

    /** A transfer that may have arrived is not cancelled: nobody could say afterwards that its platform does not have it. */
    private void cancelTransfers(UUID submission, String actor) {
        List<UUID> cancelled = jdbc.queryForList(
                """
                UPDATE transfer SET state = 'SUPERSEDED', reason = 'CANCELLED', lease_owner = NULL, lease_until = NULL,
                    changed_at = now()
                WHERE submission = ? AND NOT may_have_arrived
                  AND state IN ('PENDING', 'WAITING', 'QUARANTINED', 'READY', 'PARKED')
                RETURNING id
                """,
                UUID.class,
                submission);
        cancelled.forEach(transfer ->
                leaves.insert(LogLeaf.operatorAction("cancel", transfer.toString(), actor, leaves.now()), transfer));
    }

    private List<Fate> fates(UUID submission) {
        return jdbc.query(
                "SELECT id, platform, state, reason FROM transfer WHERE submission = ? ORDER BY id",
                (row, n) -> new Fate(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        TransferState.valueOf(row.getString(3)),
                        row.getString(4)),
                submission);
    }
}
