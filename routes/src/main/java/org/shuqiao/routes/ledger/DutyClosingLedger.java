package org.shuqiao.routes.ledger;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Duties after transfers that were left to a person, closed by an officer who has seen them done. */
public final class DutyClosingLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;
    private final ActRows acts;

    DutyClosingLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = leaves;
        this.acts = acts;
    }

    /** What a person can see done: that the consumer's copy is gone. */
    public enum Duty {
        DELETE_AFTER,
        STOP_AND_DELETE;

        private String term() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Closes a duty of which the gateway has done its part, and that no take-down is on its way to end.
     *
     * @param proof SM3 of what shows it
     * @param key id of the officer's API key
     * @return whether it was open and left to a person
     */
    public boolean close(UUID transfer, String agreement, Duty duty, byte[] proof, String reason, String key) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            List<Integer> version = jdbc.queryForList(
                    """
                    UPDATE transfer_duty d SET done_at = now(), closed_by = ?, reason = ?, proof_hash = ?
                    WHERE d.transfer = ? AND d.agreement = ? AND d.duty = ? AND d.acted_at IS NOT NULL AND d.done_at IS NULL
                      AND (d.taken_down_by IS NULL
                           OR EXISTS (SELECT 1 FROM transfer x WHERE x.submission = d.taken_down_by
                                      AND x.state IN ('DENIED', 'WITHHELD', 'EXPIRED', 'SUPERSEDED', 'REJECTED', 'ABANDONED')))
                    RETURNING version
                    """,
                    Integer.class,
                    key,
                    reason,
                    proof,
                    transfer,
                    agreement,
                    duty.name());
            for (int of : version) {
                leaves.insert(
                        LogLeaf.dutyClosed(
                                duty.term(),
                                agreement,
                                of,
                                transfer.toString(),
                                HexFormat.of().formatHex(proof),
                                key,
                                leaves.now()),
                        transfer);
                acts.note("close-" + ActRows.verb(duty.name()), transfer.toString(), reason, key);
            }
            return !version.isEmpty();
        }));
    }
}
