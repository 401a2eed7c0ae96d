package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.numbers;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Commits verdicts of preparing: the transfer's row, its content and its log leaf in one transaction, so nothing is READY
 * that is not in the log.
 */
public final class PreparedLedger {
    private final JdbcTemplate jdbc;
    private final Duration hintGrace;
    private final PreparedContents contents;
    private final PublicationRows publications;
    private final VoidedLeaves voided;
    private final DutyRows duties;
    private final ApprovalRows approvals;
    private final ReviewReturns returns;

    PreparedLedger(JdbcTemplate jdbc, Duration hintGrace, VoidedLeaves voided) {
        this.jdbc = jdbc;
        this.hintGrace = hintGrace;
        this.contents = new PreparedContents(jdbc);
        this.publications = new PublicationRows(jdbc);
        this.voided = voided;
        this.duties = new DutyRows(jdbc);
        this.approvals = new ApprovalRows(jdbc);
        this.returns = new ReviewReturns(jdbc);
    }

    /** All verdicts of one claimed submission (one for each platform), or the one of a transfer prepared anew. */
    public record Verdict(Preparation preparation, List<PreparedTransfer> transfers) {}

    /**
     * Must run inside a transaction.
     *
     * @return for each verdict the transfers that are READY now; empty for a stale claim, which changes nothing
     */
    public List<List<PreparedTransfer>> commit(List<Verdict> verdicts) {
        Set<UUID> cancelled = new HashSet<>();
        Set<UUID> live = close(verdicts, cancelled);
        List<PreparedTransfer> claimed = verdicts.stream()
                .filter(verdict -> live.contains(subject(verdict.preparation())))
                .flatMap(verdict -> verdict.transfers().stream())
                .toList();
        Map<UUID, PreparedTransfer> rows = supersedeOvertaken(claimed, enterLanes(claimed));
        rows.replaceAll((id, row) -> isCancelled(row, cancelled) ? row.cancelled() : row);
        List<UUID> again = rows.values().stream()
                .filter(row -> row.preparation().transfer() != null)
                .map(PreparedTransfer::id)
                .toList();
        voided.insert(again);
        duties.forget(again);
        insert(rows.values());
        supersedeOlder(rows.values());
        contents.insert(rows.values());
        List<PreparedTransfer> ready =
                rows.values().stream().filter(PreparedLedger::isReady).toList();
        contents.insertLeaves(ready);
        publications.insert(ready, again);
        duties.insert(ready);
        approvals.ask(rows.values());
        returns.correct(ready);
        contents.quarantine(
                rows.values().stream().filter(row -> row.residue() != null).toList());
        return verdicts.stream()
                .map(verdict -> verdict.transfers().stream()
                        .map(transfer -> rows.get(transfer.id()))
                        .filter(row -> row != null && isReady(row))
                        .toList())
                .toList();
    }

    private static boolean isCancelled(PreparedTransfer row, Set<UUID> cancelled) {
        return cancelled.contains(row.preparation().submission())
                && !row.state().isFinal();
    }

    private static boolean isReady(PreparedTransfer row) {
        return row.state() == TransferState.READY;
    }

    private static UUID subject(Preparation preparation) {
        Preparation.Again again = preparation.transfer();
        return again == null ? preparation.submission() : again.id();
    }

    /**
     * The fence: only a claim whose attempt is still the row's attempt may write.
     *
     * @param cancelled gets the submissions that their center took back before this
     */
    private Set<UUID> close(List<Verdict> verdicts, Set<UUID> cancelled) {
        List<Preparation> fresh = preparations(verdicts, p -> p.transfer() == null);
        List<Preparation> again = preparations(verdicts, p -> p.transfer() != null);
        Set<UUID> live = new HashSet<>();
        if (!fresh.isEmpty()) {
            jdbc.query(
                    """
                    UPDATE submission s SET state = 'PREPARED', lease_owner = NULL, lease_until = NULL
                    FROM unnest(?, ?) AS claim (id, attempt)
                    WHERE s.id = claim.id AND s.attempt = claim.attempt AND s.state = 'RECEIVED'
                    RETURNING s.id, s.cancelled_at IS NOT NULL
                    """,
                    row -> {
                        UUID submission = row.getObject(1, UUID.class);
                        live.add(submission);
                        if (row.getBoolean(2)) {
                            cancelled.add(submission);
                        }
                    },
                    uuids(fresh, Preparation::submission),
                    numbers(fresh, Preparation::attempt));
        }
        if (!again.isEmpty()) {
            live.addAll(jdbc.queryForList(
                    """
                    SELECT t.id FROM transfer t JOIN unnest(?, ?) AS claim (id, attempt)
                        ON t.id = claim.id AND t.attempt = claim.attempt
                    WHERE t.state = 'PENDING' FOR UPDATE OF t
                    """,
                    UUID.class,
                    uuids(again, PreparedLedger::subject),
                    numbers(again, Preparation::attempt)));
        }
        return live;
    }

    private static List<Preparation> preparations(List<Verdict> verdicts, Predicate<Preparation> which) {
        return verdicts.stream().map(Verdict::preparation).filter(which).toList();
    }

    /** Locks the lanes in key order, which is of unsigned bytes as the database has it, so that two batches never wait for each other in a circle. */
    private Map<ByteBuffer, Long> enterLanes(List<PreparedTransfer> rows) {
        Map<ByteBuffer, PreparedTransfer> byLane = new HashMap<>();
        for (PreparedTransfer row : rows) {
            byLane.merge(ByteBuffer.wrap(row.lane().key()), row, PreparedLedger::newer);
        }
        Collection<PreparedTransfer> lanes = byLane.entrySet().stream()
                .sorted((a, b) ->
                        Arrays.compareUnsigned(a.getKey().array(), b.getKey().array()))
                .map(Map.Entry::getValue)
                .toList();
        if (lanes.isEmpty()) {
            return Map.of();
        }
        Map<ByteBuffer, Long> newest = new HashMap<>();
        jdbc.query(
                """
                INSERT INTO lane (key, newest_version, newest_transfer) SELECT * FROM unnest(?, ?, ?)
                ON CONFLICT (key) DO UPDATE
                SET newest_version = greatest(lane.newest_version, excluded.newest_version),
                    newest_transfer = CASE WHEN excluded.newest_version > lane.newest_version
                        THEN excluded.newest_transfer ELSE lane.newest_transfer END
                RETURNING key, newest_version
                """,
                row -> {
                    newest.put(ByteBuffer.wrap(row.getBytes(1)), row.getLong(2));
                },
                bytes(lanes, row -> row.lane().key()),
                numbers(lanes, row -> row.preparation().version()),
                uuids(lanes, PreparedTransfer::id));
        return newest;
    }

    private static PreparedTransfer newer(PreparedTransfer a, PreparedTransfer b) {
        return a.preparation().version() >= b.preparation().version() ? a : b;
    }

    /** A verdict that comes after one of a newer version of its record is no longer asked for. */
    private static Map<UUID, PreparedTransfer> supersedeOvertaken(
            List<PreparedTransfer> rows, Map<ByteBuffer, Long> newest) {
        Map<UUID, PreparedTransfer> decided = new LinkedHashMap<>();
        for (PreparedTransfer row : rows) {
            long newestVersion = newest.getOrDefault(ByteBuffer.wrap(row.lane().key()), 0L);
            boolean overtaken = newestVersion > row.preparation().version();
            decided.put(row.id(), overtaken && !row.state().isFinal() ? row.superseded() : row);
        }
        return decided;
    }

    private void insert(Collection<PreparedTransfer> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO transfer (id, submission, center, dataset, record_id, version, platform, lane, state, reason,
                                      agreement, agreement_version, created_at, due_at, wake_at)
                SELECT id, submission, center, dataset, record_id, version, platform, lane, state, reason, agreement,
                       agreement_version, now(), greatest(due, now()), greatest(due, now() + make_interval(secs => ?))
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::int[], ?::timestamptz[])
                    AS row (id, submission, center, dataset, record_id, version, platform, lane, state, reason, agreement,
                            agreement_version, due)
                ON CONFLICT (id) DO UPDATE
                SET state = excluded.state, reason = excluded.reason, agreement = excluded.agreement,
                    agreement_version = excluded.agreement_version, sends = 0, changed_at = now(),
                    due_at = excluded.due_at, wake_at = excluded.wake_at, lease_owner = NULL, lease_until = NULL
                """,
                hintGrace.toMillis() / 1000.0,
                uuids(rows, PreparedTransfer::id),
                uuids(rows, row -> row.preparation().submission()),
                texts(rows, row -> row.preparation().center()),
                texts(rows, row -> row.preparation().dataset()),
                texts(rows, row -> row.preparation().recordId()),
                numbers(rows, row -> row.preparation().version()),
                texts(rows, PreparedTransfer::platform),
                bytes(rows, row -> row.lane().key()),
                texts(rows, row -> row.state().name()),
                texts(rows, row -> row.reason() == null ? "" : row.reason().name()),
                texts(rows, PreparedTransfer::agreement),
                numbers(rows, PreparedTransfer::agreementVersion),
                texts(rows, PreparedLedger::due));
    }

    private static String due(PreparedTransfer row) {
        Instant from = row.publication() == null ? null : row.publication().from();
        return from == null ? "-infinity" : from.toString();
    }

    private void supersedeOlder(Collection<PreparedTransfer> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                UPDATE transfer t SET state = 'SUPERSEDED', reason = 'NEWER_VERSION', changed_at = now()
                FROM unnest(?, ?) AS newer (lane, version)
                WHERE t.lane = newer.lane AND t.version < newer.version
                  AND t.state IN ('PENDING', 'WAITING', 'QUARANTINED', 'READY', 'PARKED')
                """,
                bytes(rows, row -> row.lane().key()),
                numbers(rows, row -> row.preparation().version()));
    }
}
