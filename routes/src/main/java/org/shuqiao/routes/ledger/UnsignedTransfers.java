package org.shuqiao.routes.ledger;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Ends claims of what is not what was signed, inside a transaction. */
final class UnsignedTransfers {
    private final JdbcTemplate jdbc;
    private final VoidedLeaves voided;
    private final Lanes lanes;
    private final QuotaRows quotas;

    UnsignedTransfers(JdbcTemplate jdbc, LeafRows leaves) {
        this.jdbc = jdbc;
        this.voided = new VoidedLeaves(jdbc, leaves);
        this.lanes = new Lanes(jdbc);
        this.quotas = new QuotaRows(jdbc);
    }

    /**
     * Of this attempt surely nothing has left: DENIED, and its statement no longer speaks. What may have arrived at an attempt before
     * waits for a person, and its statement speaks for what arrived.
     */
    void stop(ClaimedTransfer claimed) {
        List<String> stopped = jdbc.queryForList(
                """
                UPDATE transfer
                SET state = CASE WHEN may_have_arrived THEN 'PARKED' ELSE 'DENIED' END, reason = 'DUTY_SIGN',
                    lease_owner = NULL, lease_until = NULL, changed_at = now()
                WHERE id = ? AND attempt = ? AND state = 'SENDING' RETURNING state
                """,
                String.class,
                claimed.id(),
                claimed.attempt());
        if (stopped.isEmpty()) {
            return;
        }
        List<UUID> transfer = List.of(claimed.id());
        if (stopped.contains(TransferState.DENIED.name())) {
            voided.insertOfLog(claimed.id());
        }
        lanes.wake(transfer);
        quotas.giveBack(transfer);
    }
}
