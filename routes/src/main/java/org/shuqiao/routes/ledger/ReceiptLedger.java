package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.numbers;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Verified receipts that come by themselves: called back, asked for, or in an answer that came after its lease was lost. A receipt
 * proves where a transfer is, whichever attempt brought it there, so no attempt number stands against it.
 */
public final class ReceiptLedger {
    private static final String ACCEPTED = TransferState.ACCEPTED.name();

    private final JdbcTemplate jdbc;
    private final Lanes lanes;
    private final ReceiptRows receipts;

    ReceiptLedger(JdbcTemplate jdbc, ReceiptRows receipts) {
        this.jdbc = jdbc;
        this.lanes = new Lanes(jdbc);
        this.receipts = receipts;
    }

    /** What became of a receipt. */
    public enum Outcome {
        /** It is kept, and the transfer is at least where it says. */
        SETTLED,
        /** A receipt of this stage, and of the same reviewing body, was there already. */
        REPEATED,
        /** No transfer of this id was ever sent. */
        UNKNOWN_TRANSFER
    }

    /** @param rest how long the transfer rests, where this receipt makes it ACCEPTED, before the next one is asked for */
    public record Arrived(UUID transfer, VerifiedReceipt receipt, Duration rest) {}

    /** @param by the body that speaks; empty where none does */
    private record Key(UUID transfer, String stage, String by) {}

    /** The signed statement of each of these that was ever sent to the platform. */
    public Map<UUID, byte[]> statements(String platform, Collection<UUID> transfers) {
        Map<UUID, byte[]> statements = new HashMap<>();
        jdbc.query(
                """
                SELECT t.id, c.statement FROM transfer t JOIN transfer_content c ON c.id = t.id
                WHERE t.id = ANY (?) AND c.id = ANY (?) AND t.platform = ? AND t.attempt > 0 AND c.statement IS NOT NULL
                """,
                row -> {
                    statements.put(row.getObject(1, UUID.class), row.getBytes(2));
                },
                uuids(transfers),
                uuids(transfers),
                platform);
        return statements;
    }

    /** Must run inside a transaction. @return one outcome for each, in order */
    public List<Outcome> settle(List<Arrived> arrived) {
        return settle(arrived, true);
    }

    /** @param whileSending whether a transfer that is being sent again just now is settled too, or left to its live attempt */
    List<Outcome> settle(List<Arrived> arrived, boolean whileSending) {
        if (arrived.isEmpty()) {
            return List.of();
        }
        Map<UUID, TransferState> sent = lockSent(arrived);
        if (!whileSending) {
            sent.values().removeIf(TransferState.SENDING::equals);
        }
        Set<Key> there = receiptsOf(sent.keySet());
        List<Outcome> outcomes = new ArrayList<>(arrived.size());
        List<Arrived> fresh = new ArrayList<>();
        for (Arrived one : arrived) {
            if (!sent.containsKey(one.transfer())) {
                outcomes.add(Outcome.UNKNOWN_TRANSFER);
            } else if (there.add(
                    new Key(one.transfer(), one.receipt().stage(), one.receipt().reviewedBy()))) {
                fresh.add(one);
                outcomes.add(Outcome.SETTLED);
            } else {
                outcomes.add(Outcome.REPEATED);
            }
        }
        move(furthest(fresh));
        receipts.insert(fresh.stream()
                .map(one -> new ReceiptRows.Row(one.transfer(), one.receipt()))
                .toList());
        return outcomes;
    }

    private Map<UUID, TransferState> lockSent(List<Arrived> arrived) {
        Map<UUID, TransferState> sent = new HashMap<>();
        jdbc.query(
                "SELECT id, state FROM transfer WHERE id = ANY (?) AND attempt > 0 ORDER BY id FOR UPDATE",
                row -> {
                    sent.put(row.getObject(1, UUID.class), TransferState.valueOf(row.getString(2)));
                },
                uuids(arrived, Arrived::transfer));
        return sent;
    }

    private Set<Key> receiptsOf(Collection<UUID> transfers) {
        return new HashSet<>(jdbc.query(
                "SELECT transfer, stage, reviewed_by FROM receipt WHERE transfer = ANY (?)",
                (row, n) -> new Key(row.getObject(1, UUID.class), row.getString(2), row.getString(3)),
                uuids(transfers)));
    }

    /** Of several receipts of one transfer the one that says most; the first two stages of one call need one move. */
    private static Collection<Arrived> furthest(List<Arrived> fresh) {
        Map<UUID, Arrived> furthest = new LinkedHashMap<>();
        for (Arrived one : fresh) {
            furthest.merge(
                    one.transfer(),
                    one,
                    (before, after) -> before.receipt().stage().equals(ACCEPTED) ? after : before);
        }
        return furthest.values();
    }

    private static ReasonCode refusal(VerifiedReceipt receipt) {
        return receipt.isReturned() ? ReasonCode.REVIEW_RETURNED : ReasonCode.PLATFORM_REJECT;
    }

    private void move(Collection<Arrived> rows) {
        lanes.wake(jdbc.queryForList(
                """
                UPDATE transfer t
                SET state = o.stage, reason = CASE WHEN o.stage = 'REJECTED' THEN o.refused
                                                  WHEN %s THEN 'REVOKED_POST' ELSE '' END,
                    lease_owner = NULL, lease_until = NULL, changed_at = now(), due_at = now(), asks = 0,
                    wake_at = now() + make_interval(secs => o.rest_ms / 1000.0)
                FROM unnest(?, ?, ?, ?) AS o (id, stage, rest_ms, refused)
                WHERE t.id = o.id AND (t.state IN ('READY', 'SENDING', 'UNKNOWN', 'PARKED')
                                       OR t.state = 'ACCEPTED' AND o.stage IN ('STORED', 'REJECTED'))
                RETURNING t.id
                """
                        .formatted(Revoked.binds("t")),
                UUID.class,
                uuids(rows, Arrived::transfer),
                texts(rows, one -> one.receipt().stage()),
                numbers(rows, one -> one.rest().toMillis()),
                texts(rows, one -> refusal(one.receipt()).name())));
    }
}
