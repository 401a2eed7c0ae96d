package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;
import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.instants;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stores submissions in batches; the key table makes a repeated submission the first one for life. */
public final class SubmissionLedger {
    private final JdbcTemplate jdbc;
    private final Duration hintGrace;
    private final SlotRows slots;
    private final AttachmentRows attachments;

    /** @param hintGrace how long a fresh submission is left to its hint before the sweeper looks at it */
    public SubmissionLedger(JdbcTemplate jdbc, Duration hintGrace) {
        this.jdbc = jdbc;
        this.hintGrace = hintGrace;
        this.slots = new SlotRows(jdbc);
        this.attachments = new AttachmentRows(jdbc);
    }

    /** Must run inside a transaction; one result for each row, in order. */
    public List<Intake> store(List<NewSubmission> batch) {
        Set<UUID> fresh = claimRecordKeys(batch);
        Map<ByteBuffer, FirstUse> firstUses = fresh.size() == batch.size() ? Map.of() : firstUses(batch);
        Map<UUID, Intake> intake = new HashMap<>();
        for (NewSubmission row : batch) {
            intake.put(row.id(), judge(row, fresh, firstUses));
        }
        List<NewSubmission> orphans = bindIdempotencyKeys(batch, intake);
        insert(batch.stream()
                .filter(row -> intake.get(row.id()) instanceof Intake.Stored)
                .toList());
        if (!orphans.isEmpty()) {
            store(orphans, intake);
        }
        return batch.stream().map(row -> requireNonNull(intake.get(row.id()))).toList();
    }

    private void store(List<NewSubmission> orphans, Map<UUID, Intake> intake) {
        List<Intake> judgedAlone = store(orphans);
        for (int i = 0; i < orphans.size(); i++) {
            intake.put(orphans.get(i).id(), judgedAlone.get(i));
        }
    }

    private Set<UUID> claimRecordKeys(List<NewSubmission> batch) {
        return new HashSet<>(jdbc.queryForList(
                """
                INSERT INTO submission_key (key, submission, body_hash)
                SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING RETURNING submission
                """,
                UUID.class,
                bytes(batch, NewSubmission::recordKey),
                uuids(batch, NewSubmission::id),
                bytes(batch, NewSubmission::bodyHash)));
    }

    private Map<ByteBuffer, FirstUse> firstUses(List<NewSubmission> batch) {
        return jdbc
                .query(
                        "SELECT key, submission, body_hash FROM submission_key WHERE key = ANY (?)",
                        (row, n) -> new FirstUse(
                                ByteBuffer.wrap(row.getBytes(1)),
                                row.getObject(2, UUID.class),
                                ByteBuffer.wrap(row.getBytes(3))),
                        bytes(batch, NewSubmission::recordKey))
                .stream()
                .collect(Collectors.toMap(FirstUse::key, use -> use));
    }

    private static Intake judge(NewSubmission row, Set<UUID> fresh, Map<ByteBuffer, FirstUse> firstUses) {
        if (fresh.contains(row.id())) {
            return new Intake.Stored(row.id(), row.traceParent());
        }
        FirstUse first = requireNonNull(firstUses.get(ByteBuffer.wrap(row.recordKey())));
        return first.bodyHash().equals(ByteBuffer.wrap(row.bodyHash()))
                ? new Intake.Repeated(first.submission())
                : new Intake.Conflict(first.submission());
    }

    /**
     * Both keys must name the same submission; where they don't, nothing of this row is kept.
     *
     * @return rows that were judged as repeating one of which nothing is kept
     */
    private List<NewSubmission> bindIdempotencyKeys(List<NewSubmission> batch, Map<UUID, Intake> intake) {
        Map<UUID, NewSubmission> undone = new HashMap<>();
        List<NewSubmission> orphans = new ArrayList<>();
        for (NewSubmission row : batch) {
            Intake judged = requireNonNull(intake.get(row.id()));
            if (undone.containsKey(judged.id())) {
                orphans.add(row);
                continue;
            }
            byte[] key = row.idempotencyKey();
            if (key == null || judged instanceof Intake.Conflict) {
                continue;
            }
            UUID bound = bind(key, judged.id(), row.bodyHash());
            if (!judged.id().equals(bound)) {
                intake.put(row.id(), new Intake.Conflict(bound));
                if (judged instanceof Intake.Stored) {
                    undone.put(row.id(), row);
                }
            }
        }
        if (!undone.isEmpty()) {
            jdbc.update(
                    "DELETE FROM submission_key WHERE key = ANY (?)", bytes(undone.values(), NewSubmission::recordKey));
        }
        return orphans;
    }

    /** @return the submission that the key names, this one or an earlier one */
    private UUID bind(byte[] key, UUID submission, byte[] bodyHash) {
        return requireNonNull(jdbc.queryForObject(
                """
                INSERT INTO submission_key AS k (key, submission, body_hash) VALUES (?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET key = k.key RETURNING submission
                """,
                UUID.class,
                key,
                submission,
                bodyHash));
    }

    private void insert(List<NewSubmission> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO submission (id, center, dataset, record_id, version, received_at, platform, trace_parent,
                                        state, wake_at)
                SELECT *, 'RECEIVED', now() + make_interval(secs => ?)
                FROM unnest(?, ?, ?, ?, ?, ?::timestamptz[], ?, ?)
                """,
                hintGrace.toMillis() / 1000.0,
                uuids(rows, NewSubmission::id),
                texts(rows, NewSubmission::center),
                texts(rows, NewSubmission::dataset),
                texts(rows, NewSubmission::recordId),
                numbers(rows, NewSubmission::version),
                instants(rows, NewSubmission::receivedAt),
                texts(rows, NewSubmission::platform),
                texts(rows, NewSubmission::traceParent));
        jdbc.update(
                "INSERT INTO submission_content (id, salt, body) SELECT * FROM unnest(?, ?, ?)",
                uuids(rows, NewSubmission::id),
                bytes(rows, NewSubmission::salt),
                bytes(rows, NewSubmission::body));
        slots.follow(rows);
        attachments.keep(rows);
    }

    /** Whether a submission has used this key before, as {@link NewSubmission#recordKey}. */
    public boolean isKnown(byte[] recordKey) {
        return !jdbc.query("SELECT 1 FROM submission_key WHERE key = ?", (row, n) -> 1, recordKey)
                .isEmpty();
    }

    private record FirstUse(ByteBuffer key, UUID submission, ByteBuffer bodyHash) {}
}
