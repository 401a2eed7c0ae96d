package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.numbers;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ReceiptLedger.Arrived;
import org.shuqiao.routes.ledger.ReceiptLedger.Outcome;
import org.shuqiao.routes.ledger.Settlement.Manifest;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the outcomes of attempts in batches. An attempt that is no longer the row's attempt changes nothing. */
public final class SettlementLedger {
    private final JdbcTemplate jdbc;
    private final Circuit circuit;
    private final Lanes lanes;
    private final ReceiptRows receipts;
    private final QuotaRows quotas;

    /**
     * When a platform's circuit opens and for how long: it doubles with each further failure up to {@code longestRest}.
     *
     * @param failures consecutive failures that open it
     */
    public record Circuit(int failures, Duration firstRest, Duration longestRest) {}

    private record Attempt(UUID transfer, long number) {
        static Attempt of(Settlement settlement) {
            return new Attempt(settlement.transfer(), settlement.attempt());
        }
    }

    private record Sent(Attempt attempt, TransferState state, Manifest manifest) {}

    SettlementLedger(JdbcTemplate jdbc, Circuit circuit, ReceiptRows receipts) {
        this.jdbc = jdbc;
        this.circuit = circuit;
        this.lanes = new Lanes(jdbc);
        this.receipts = receipts;
        this.quotas = new QuotaRows(jdbc);
    }

    /**
     * Must run inside a transaction.
     *
     * @return for each row whether it was written; false for a stale attempt, unless its receipt proves where the transfer is
     */
    public List<Boolean> settle(List<Settlement> batch) {
        lanes.lock(batch.stream()
                .filter(s -> s.state() == TransferState.READY)
                .map(Settlement::transfer)
                .toList());
        Set<Attempt> written = update(batch);
        List<Settlement> rows =
                batch.stream().filter(s -> written.contains(Attempt.of(s))).toList();
        receipts.insert(receiptsOf(rows));
        Map<Attempt, Outcome> late = settleLate(batch.stream()
                .filter(s -> s.receipt() != null && !written.contains(Attempt.of(s)))
                .toList());
        insertManifests(batch.stream()
                .filter(s -> written.contains(Attempt.of(s)) || late.containsKey(Attempt.of(s)))
                .toList());
        lanes.wake(rows.stream().map(Settlement::transfer).toList());
        countFailures(rows);
        quotas.giveBack(transfers(rows, Settlement::isSurelyNotDelivered));
        quotas.useUp(transfers(rows, Settlement::isLeftToAPerson));
        return batch.stream()
                .map(s -> written.contains(Attempt.of(s)) || late.get(Attempt.of(s)) == Outcome.SETTLED)
                .toList();
    }

    private static List<UUID> transfers(List<Settlement> rows, Predicate<Settlement> which) {
        return rows.stream().filter(which).map(Settlement::transfer).toList();
    }

    /** The lease was lost, or a receipt was called back before the answer was read. */
    private Map<Attempt, Outcome> settleLate(List<Settlement> late) {
        List<Outcome> outcomes = new ReceiptLedger(jdbc, receipts)
                .settle(
                        late.stream()
                                .map(s -> new Arrived(s.transfer(), Objects.requireNonNull(s.receipt()), s.delay()))
                                .toList(),
                        false);
        Map<Attempt, Outcome> settled = new HashMap<>();
        for (int i = 0; i < late.size(); i++) {
            if (outcomes.get(i) != Outcome.UNKNOWN_TRANSFER) {
                settled.put(Attempt.of(late.get(i)), outcomes.get(i));
            }
        }
        return settled;
    }

    private Set<Attempt> update(List<Settlement> batch) {
        return new HashSet<>(jdbc.query(
                """
                UPDATE transfer t
                SET state = CASE WHEN o.state = 'READY' AND l.newest_version > t.version THEN 'SUPERSEDED'
                                 ELSE o.state END,
                    reason = CASE WHEN o.state = 'READY' AND l.newest_version > t.version THEN 'NEWER_VERSION'
                                  WHEN o.state IN ('ACCEPTED', 'STORED') AND %s THEN 'REVOKED_POST'
                                  ELSE o.reason END,
                    lease_owner = NULL, lease_until = NULL, changed_at = now(),
                    due_at = now() + make_interval(secs => o.delay_ms / 1000.0),
                    wake_at = now() + make_interval(secs => o.delay_ms / 1000.0),
                    may_have_arrived = t.may_have_arrived OR o.state = 'UNKNOWN', asks = 0,
                    sends = t.sends - (o.reason = 'LEASE_SHORT')::int
                FROM unnest(?, ?, ?, ?, ?) AS o (id, attempt, state, reason, delay_ms), lane l
                WHERE l.key = t.lane AND t.id = o.id AND t.attempt = o.attempt AND t.state = 'SENDING'
                RETURNING t.id, t.attempt
                """
                        .formatted(Revoked.binds("t")),
                (row, n) -> new Attempt(row.getObject(1, UUID.class), row.getLong(2)),
                uuids(batch, Settlement::transfer),
                numbers(batch, Settlement::attempt),
                texts(batch, s -> s.state().name()),
                texts(batch, s -> s.reason() == null ? "" : s.reason().name()),
                numbers(batch, s -> s.delay().toMillis())));
    }

    private void insertManifests(List<Settlement> settlements) {
        List<Sent> rows = new ArrayList<>();
        for (Settlement settlement : settlements) {
            Manifest manifest = settlement.manifest();
            if (manifest != null) {
                rows.add(new Sent(Attempt.of(settlement), settlement.state(), manifest));
            }
        }
        insertEnvelopes(rows);
        jdbc.update(
                """
                INSERT INTO delivery_manifest (transfer, attempt, envelope_hash, payload_hashes, outcome, platform_code)
                SELECT id, attempt, envelope, CASE WHEN payload IS NOT NULL THEN ARRAY[payload] END, outcome, code
                FROM unnest(?, ?::int[], ?, ?, ?, ?) AS m (id, attempt, envelope, payload, outcome, code)
                ON CONFLICT DO NOTHING
                """,
                uuids(rows, s -> s.attempt().transfer()),
                numbers(rows, s -> s.attempt().number()),
                bytes(rows, s -> s.manifest().envelopeHash()),
                bytes(
                        rows,
                        s -> isAlone(s.manifest())
                                ? s.manifest().payloadHashes().get(0)
                                : null),
                texts(rows, s -> s.state().name()),
                texts(rows, s -> s.manifest().platformCode()));
    }

    /** Hashes of many payloads are kept once; in the manifest of each they would be the largest thing in the ledger. */
    private void insertEnvelopes(List<Sent> rows) {
        Map<ByteBuffer, Manifest> envelopes = new HashMap<>();
        rows.stream()
                .map(Sent::manifest)
                .filter(manifest -> !isAlone(manifest))
                .forEach(manifest -> envelopes.put(ByteBuffer.wrap(manifest.envelopeHash()), manifest));
        envelopes
                .values()
                .forEach(manifest -> jdbc.update(
                        "INSERT INTO delivery_envelope (hash, payload_hashes) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        manifest.envelopeHash(),
                        bytes(manifest.payloadHashes(), hash -> hash)));
    }

    private static boolean isAlone(Manifest manifest) {
        return manifest.payloadHashes().size() == 1;
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

    /**
     * A call that failed is one failure, however many transfers were in it; so is what kept calls from being made, since it was the same
     * for all of them. What was not even tried says nothing of the platform.
     */
    private void countFailures(List<Settlement> rows) {
        Map<String, List<Settlement>> byPlatform = rows.stream()
                .filter(s -> s.reason() != ReasonCode.LEASE_SHORT)
                .collect(Collectors.groupingBy(Settlement::platform));
        byPlatform.forEach((platform, outcomes) -> {
            if (outcomes.stream().anyMatch(s -> !s.platformFailed())) {
                close(platform);
            } else {
                fail(
                        platform,
                        outcomes.stream()
                                .map(Settlement::manifest)
                                .map(manifest -> manifest == null
                                        ? ByteBuffer.allocate(0)
                                        : ByteBuffer.wrap(manifest.envelopeHash()))
                                .distinct()
                                .count());
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
