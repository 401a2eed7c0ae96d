package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.numbers;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the outcomes of attempts in batches. An attempt that is no longer the row's attempt changes nothing. */
public final class SettlementLedger {
    private final JdbcTemplate jdbc;
    private final Circuit circuit;
    private final ReceiptRows receipts;

    /**
     * When a platform's circuit opens and for how long: it doubles with each further failure up to {@code longestRest}.
     *
     * @param failures consecutive failures that open it
     */
    public record Circuit(int failures, Duration firstRest, Duration longestRest) {}

    SettlementLedger(JdbcTemplate jdbc, Circuit circuit, ReceiptRows receipts) {
        this.jdbc = jdbc;
        this.circuit = circuit;
        this.receipts = receipts;
    }

    /** Must run inside a transaction. @return for each row whether it was written; false for a stale attempt */
    public List<Boolean> settle(List<Settlement> batch) {
        lockLanesOfReturned(batch);
        Set<UUID> written = update(batch);
        List<Settlement> rows =
                batch.stream().filter(s -> written.contains(s.transfer())).toList();
        insertManifests(rows);
        receipts.insert(receiptsOf(rows));
        wakeLanes(rows);
        countFailures(rows);
        return batch.stream().map(s -> written.contains(s.transfer())).toList();
    }

    /** A transfer that goes back to READY must see whether a newer one has entered its lane meanwhile. */
    private void lockLanesOfReturned(List<Settlement> batch) {
        List<Settlement> returned =
                batch.stream().filter(s -> s.state() == TransferState.READY).toList();
        if (!returned.isEmpty()) {
            jdbc.query(
                    "SELECT 1 FROM lane WHERE key IN (SELECT lane FROM transfer WHERE id = ANY (?)) ORDER BY key FOR UPDATE",
                    row -> {},
                    uuids(returned, Settlement::transfer));
        }
    }

    private Set<UUID> update(List<Settlement> batch) {
        return new HashSet<>(jdbc.queryForList(
                """
                UPDATE transfer t
                SET state = CASE WHEN o.state = 'READY' AND l.newest_version > t.version THEN 'SUPERSEDED'
                                 ELSE o.state END,
                    reason = CASE WHEN o.state = 'READY' AND l.newest_version > t.version THEN 'NEWER_VERSION'
                                  ELSE o.reason END,
                    lease_owner = NULL, lease_until = NULL, changed_at = now(),
                    due_at = now() + make_interval(secs => o.delay_ms / 1000.0),
                    wake_at = now() + make_interval(secs => o.delay_ms / 1000.0),
                    may_have_arrived = t.may_have_arrived OR o.state = 'UNKNOWN'
                FROM unnest(?, ?, ?, ?, ?) AS o (id, attempt, state, reason, delay_ms), lane l
                WHERE l.key = t.lane AND t.id = o.id AND t.attempt = o.attempt AND t.state = 'SENDING' RETURNING t.id
                """,
                UUID.class,
                uuids(batch, Settlement::transfer),
                numbers(batch, Settlement::attempt),
                texts(batch, s -> s.state().name()),
                texts(batch, s -> s.reason() == null ? "" : s.reason().name()),
                numbers(batch, s -> s.delay().toMillis())));
    }

    private void insertManifests(List<Settlement> rows) {
        jdbc.update(
                """
                INSERT INTO delivery_manifest (transfer, attempt, envelope_hash, payload_hashes, outcome, platform_code)
                SELECT id, attempt, envelope, ARRAY[payload], outcome, code
                FROM unnest(?, ?::int[], ?, ?, ?, ?) AS m (id, attempt, envelope, payload, outcome, code)
                """,
                uuids(rows, Settlement::transfer),
                numbers(rows, Settlement::attempt),
                bytes(rows, s -> s.manifest().envelopeHash()),
                bytes(rows, s -> s.manifest().payloadHash()),
                texts(rows, s -> s.state().name()),
                texts(rows, s -> s.manifest().platformCode()));
    }

    private static List<ReceiptRows.Row> receiptsOf(List<Settlement> rows) {
        List<ReceiptRows.Row> receipts = new ArrayList<>();
        for (Settlement row : rows) {
            VerifiedReceipt receipt = row.receipt();
            if (receipt != null) {
                receipts.add(new ReceiptRows.Row(row.transfer(), receipt));
            }
        }
        return receipts;
    }

    /** A newer version may have waited for one of these to leave its lane. */
    private void wakeLanes(List<Settlement> rows) {
        jdbc.update(
                """
                UPDATE transfer t SET wake_at = now()
                WHERE t.state = 'READY' AND t.wake_at > now() AND t.due_at <= now()
                  AND t.lane IN (SELECT lane FROM transfer WHERE id = ANY (?) AND state NOT IN ('READY', 'UNKNOWN'))
                """,
                uuids(rows, Settlement::transfer));
    }

    private void countFailures(List<Settlement> rows) {
        Map<String, Map<Boolean, Long>> byPlatform = rows.stream()
                .collect(Collectors.groupingBy(
                        Settlement::platform,
                        Collectors.partitioningBy(Settlement::platformFailed, Collectors.counting())));
        byPlatform.forEach((platform, counts) -> {
            if (counts.getOrDefault(false, 0L) > 0) {
                close(platform);
            } else {
                fail(platform, counts.getOrDefault(true, 0L));
            }
        });
    }

    private void close(String platform) {
        jdbc.update(
                """
                UPDATE platform SET consecutive_failures = 0, circuit_open_until = NULL, changed_at = now()
                WHERE id = ? AND consecutive_failures > 0
                """,
                platform);
    }

    private void fail(String platform, long failures) {
        jdbc.update(
                """
                UPDATE platform
                SET consecutive_failures = consecutive_failures + ?, changed_at = now(),
                    circuit_open_until = CASE WHEN consecutive_failures + ? < ? THEN NULL
                        ELSE now() + least(? * power(2, least(consecutive_failures + ? - ?, 20)), ?) * interval '1 second'
                        END
                WHERE id = ?
                """,
                failures,
                failures,
                circuit.failures(),
                circuit.firstRest().toMillis() / 1000.0,
                failures,
                circuit.failures(),
                circuit.longestRest().toMillis() / 1000.0,
                platform);
    }
}
