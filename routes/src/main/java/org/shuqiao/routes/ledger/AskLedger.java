package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.numbers;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.shuqiao.routes.ledger.Finding.NotFound;
import org.shuqiao.routes.ledger.Finding.Received;
import org.shuqiao.routes.ledger.Finding.Unanswered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transfers that a platform is asked about: UNKNOWN ones, so that nothing is sent twice, and ACCEPTED ones whose second receipt has
 * not come by itself.
 */
public final class AskLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Duration lease;
    private final SweepLedger sweep;
    private final ReceiptLedger receipts;
    private final Lanes lanes;
    private final QuotaRows quotas;

    AskLedger(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Duration lease,
            SweepLedger sweep,
            ReceiptLedger receipts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.lease = lease;
        this.sweep = sweep;
        this.receipts = receipts;
        this.lanes = new Lanes(jdbc);
        this.quotas = new QuotaRows(jdbc);
    }

    /**
     * Takes transfers of a platform that are due, unless it rests. Nobody else asks for them until the lease is over: a row's
     * time to wake is the claim, so a gateway that dies while it asks leaves nothing behind.
     */
    public List<AskedTransfer> claim(String platform, int limit) {
        return List.copyOf(transaction.execute(status -> jdbc.query(
                """
                WITH due AS (
                    SELECT t.id FROM transfer t JOIN platform p ON p.id = t.platform
                    WHERE t.platform = ? AND t.state IN ('UNKNOWN', 'ACCEPTED') AND t.wake_at <= now()
                      AND NOT p.paused AND coalesce(p.circuit_open_until, '-infinity') <= now()
                    ORDER BY t.wake_at LIMIT ? FOR UPDATE OF t SKIP LOCKED),
                asked AS (
                    UPDATE transfer t SET asks = asks + 1, wake_at = now() + make_interval(secs => ?)
                    FROM due WHERE t.id = due.id RETURNING t.id, t.attempt, t.state, t.asks,
                        greatest(t.created_at, t.held_until))
                SELECT a.*, c.statement FROM asked a JOIN transfer_content c ON c.id = a.id ORDER BY a.id
                """,
                (row, n) -> new AskedTransfer(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        TransferState.valueOf(row.getString(3)),
                        row.getInt(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getBytes(6)),
                platform,
                limit,
                lease.toMillis() / 1000.0)));
    }

    /**
     * Must run inside a transaction.
     *
     * @param sendsAllowed how often a transfer may be sent; one that was sent as often and not found is PARKED
     */
    public void settle(List<Finding> findings, int sendsAllowed) {
        List<ReceiptLedger.Arrived> arrived = new ArrayList<>();
        List<AskedTransfer> notFound = new ArrayList<>();
        List<Unanswered> unanswered = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding instanceof Received received) {
                received.receipts()
                        .forEach(receipt -> arrived.add(
                                new ReceiptLedger.Arrived(received.transfer().id(), receipt, received.rest())));
                if (received.isStillAccepted()) {
                    unanswered.add(new Unanswered(received.transfer(), TransferState.ACCEPTED, received.rest()));
                }
            } else if (finding instanceof NotFound none) {
                notFound.add(none.transfer());
            } else if (finding instanceof Unanswered rests) {
                unanswered.add(rests);
            }
        }
        List<UUID> notDelivered = sendAgain(notFound, sendsAllowed);
        receipts.settle(arrived);
        rest(unanswered);
        quotas.giveBack(notDelivered);
    }

    /** The lanes are held, so an attempt that is still UNKNOWN here cannot be sent again by anybody else. */
    private List<UUID> sendAgain(List<AskedTransfer> notFound, int sendsAllowed) {
        if (notFound.isEmpty()) {
            return List.of();
        }
        lanes.lock(notFound.stream().map(AskedTransfer::id).toList());
        List<UUID> stillUnknown = jdbc.queryForList(
                """
                UPDATE transfer t SET may_have_arrived = false, asks = 0 FROM unnest(?, ?) AS o (id, attempt)
                WHERE t.id = o.id AND t.attempt = o.attempt AND t.state = 'UNKNOWN' RETURNING t.id
                """,
                UUID.class,
                uuids(notFound, AskedTransfer::id),
                numbers(notFound, AskedTransfer::attempt));
        sweep.resolve(stillUnknown, true, sendsAllowed);
        return stillUnknown;
    }

    private void rest(List<Unanswered> rows) {
        if (rows.isEmpty()) {
            return;
        }
        lanes.wake(jdbc.queryForList(
                """
                UPDATE transfer t
                SET state = o.state, reason = CASE WHEN o.state = 'PARKED' THEN 'BUDGET_SPENT' ELSE t.reason END,
                    changed_at = CASE WHEN o.state = 'PARKED' THEN now() ELSE t.changed_at END,
                    wake_at = now() + make_interval(secs => o.rest_ms / 1000.0)
                FROM unnest(?, ?, ?, ?, ?) AS o (id, attempt, was, state, rest_ms)
                WHERE t.id = o.id AND t.attempt = o.attempt AND t.state = o.was RETURNING t.id
                """,
                UUID.class,
                uuids(rows, row -> row.transfer().id()),
                numbers(rows, row -> row.transfer().attempt()),
                texts(rows, row -> row.transfer().state().name()),
                texts(rows, row -> row.state().name()),
                numbers(rows, row -> row.rest().toMillis())));
    }
}
