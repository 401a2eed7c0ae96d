package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.Quarantined.Proposal;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transfers in which residue is suspected, and what officers say of them. A release holds for the very hits that the officer saw, in the
 * very payload; what is redacted is prepared anew and searched again. Towards some platforms one officer proposes and another confirms.
 */
public final class QuarantineLedger {
    /** Equal findings are counted up to here. */
    private static final int MOST_COUNTED = 1_000;

    private static final String ROWS =
            """
            SELECT t.id, t.center, t.dataset, t.platform, q.entered_at, q.payload_hash, q.hits::text, q.details::text,
                   q.proposal, q.proposed_by, q.proposed_reason, q.proposed_at
            FROM transfer t JOIN quarantine q ON q.transfer = t.id
            WHERE t.state = 'QUARANTINED'
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;
    private final QuarantineRows rows;
    private final FourEyes fourEyes;
    private final Predicate<String> needsTwo;

    QuarantineLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves, Predicate<String> needsTwo) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = leaves;
        this.rows = new QuarantineRows(jdbc, leaves);
        this.fourEyes = new FourEyes(jdbc);
        this.needsTwo = needsTwo;
    }

    /** What an officer can say. */
    public enum Decision {
        /** The hits are false positives. */
        RELEASE,
        /** They are taken out of the free texts they stand in. */
        REDACT,
        /** It never leaves. */
        WITHHOLD
    }

    /** What became of an officer's word. */
    public enum Outcome {
        DONE,
        /** Another officer has to say the same. */
        PROPOSED,
        /** Not in quarantine. */
        NOT_THERE,
        /** There is more, or something else, than the officer saw. */
        SEEN_OTHER,
        /** Somebody has proposed something that the officer did not see. */
        PROPOSED_MEANWHILE,
        /** Not for hits in such places. */
        NOT_OFFERED,
        /** The other officer is the same person. */
        SAME_PERSON
    }

    /**
     * What an officer had before them; what is null does not matter.
     *
     * @param seen of {@link Quarantined#seen}
     * @param standing of {@link Quarantined#standing}
     */
    public record Looked(@Nullable String seen, @Nullable String standing) {
        /** Whatever is there. */
        public static final Looked ANYHOW = new Looked(null, null);
    }

    /** What is null is not asked for. */
    public record Filter(
            @Nullable String center, @Nullable String platform, @Nullable String kind, byte @Nullable [] finding) {}

    /**
     * Oldest first.
     *
     * @param after the last of the page before; null for the first page
     */
    public List<Quarantined> waiting(Filter filter, @Nullable UUID after, int limit) {
        StringBuilder sql = new StringBuilder(ROWS);
        List<Object> arguments = new ArrayList<>();
        add(sql, arguments, " AND t.id > ?", after);
        add(sql, arguments, " AND t.center = ?", filter.center());
        add(sql, arguments, " AND t.platform = ?", filter.platform());
        add(sql, arguments, " AND q.hits @> jsonb_build_array(jsonb_build_object('kind', ?::text))", filter.kind());
        add(
                sql,
                arguments,
                " AND EXISTS (SELECT 1 FROM quarantine_finding f WHERE f.finding = ? AND f.transfer = t.id)",
                filter.finding());
        arguments.add(limit);
        return jdbc.query(sql + " ORDER BY t.id LIMIT ?", (row, n) -> quarantined(row), arguments.toArray());
    }

    /** @return empty where the transfer is not in quarantine */
    public Optional<Quarantined> find(UUID transfer) {
        return jdbc
                .query(ROWS + " AND t.id = ? AND q.transfer = ?", (row, n) -> quarantined(row), transfer, transfer)
                .stream()
                .findFirst();
    }

    private static void add(StringBuilder sql, List<Object> arguments, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            arguments.add(value);
        }
    }

    private Quarantined quarantined(ResultSet row) throws SQLException {
        return new Quarantined(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getBytes(6),
                row.getString(7),
                row.getString(8),
                proposal(row),
                needsTwo.test(row.getString(4)));
    }

    /** Of a row that has these columns of {@code quarantine}. */
    static @Nullable Proposal proposal(ResultSet row) throws SQLException {
        String proposal = row.getString("proposal");
        return proposal == null
                ? null
                : new Proposal(
                        Decision.valueOf(proposal),
                        row.getString("proposed_by"),
                        row.getString("proposed_reason"),
                        row.getObject("proposed_at", OffsetDateTime.class).toInstant());
    }

    /** How many transfers hold each finding, by its hex; one more than a thousand where there are more. */
    public Map<String, Integer> transfersWith(Collection<byte[]> findings) {
        Map<String, Integer> counts = new HashMap<>();
        jdbc.query(
                """
                SELECT encode(f.finding, 'hex'), (SELECT count(*)::int FROM (
                    SELECT 1 FROM quarantine_finding q WHERE q.finding = f.finding LIMIT ?) there)
                FROM unnest(?) AS f (finding)
                """,
                row -> {
                    counts.put(row.getString(1), row.getInt(2));
                },
                MOST_COUNTED + 1,
                SqlColumns.bytes(findings, Function.identity()));
        return counts;
    }

    /**
     * An officer's word on a quarantined transfer.
     *
     * @param looked compared under the lock of the transfer: nobody proposes anything between the look and the word
     * @param officer key
     */
    public Outcome judge(UUID transfer, Decision decision, Looked looked, String officer, String reason) {
        return requireNonNull(transaction.execute(status -> jdbc
                .query(
                        ROWS + " AND t.id = ? AND q.transfer = ? FOR UPDATE OF t, q",
                        (row, n) -> quarantined(row),
                        transfer,
                        transfer)
                .stream()
                .findFirst()
                .map(row -> judge(row, decision, looked, officer, reason))
                .orElse(Outcome.NOT_THERE)));
    }

    private Outcome judge(Quarantined row, Decision decision, Looked looked, String officer, String reason) {
        if (!row.offered().contains(decision)) {
            return Outcome.NOT_OFFERED;
        }
        if (looked.seen() != null && !looked.seen().equals(row.seen())) {
            return Outcome.SEEN_OTHER;
        }
        if (looked.standing() != null && !looked.standing().equals(row.standing())) {
            return Outcome.PROPOSED_MEANWHILE;
        }
        if (decision != Decision.WITHHOLD && row.needsTwo()) {
            Proposal open = row.proposal();
            boolean same = open != null && fourEyes.isSamePerson(open.by(), officer);
            if (open == null || open.decision() != decision || !fourEyes.isOfficers(open.by())) {
                propose(row, decision, officer, reason);
                return Outcome.PROPOSED;
            }
            if (same) {
                return Outcome.SAME_PERSON;
            }
        }
        end(row, decision, officer, reason);
        return Outcome.DONE;
    }

    private void propose(Quarantined row, Decision decision, String officer, String reason) {
        fourEyes.holder(officer);
        jdbc.update(
                """
                UPDATE quarantine SET proposal = ?, proposed_by = ?, proposed_reason = ?, proposed_at = clock_timestamp()
                WHERE transfer = ?
                """,
                decision.name(),
                officer,
                reason,
                row.transfer());
        rows.write(
                row.transfer(),
                row.payloadHash(),
                new QuarantineRows.Word("PROPOSE_" + decision.name(), officer, reason),
                leaves.now());
    }

    private void end(Quarantined row, Decision decision, String officer, String reason) {
        boolean goesOn = decision != Decision.WITHHOLD;
        jdbc.update(
                """
                UPDATE transfer SET state = ?, reason = ?, due_at = now(), wake_at = now(), changed_at = now()
                WHERE id = ?
                """,
                goesOn ? "PENDING" : "WITHHELD",
                goesOn ? "RESIDUE" : "WITHHELD_BY_OFFICER",
                row.transfer());
        rows.end(
                row.transfer(),
                row.payloadHash(),
                new QuarantineRows.Word(decision.name(), officer, reason),
                decision == Decision.REDACT ? row.sources() : Set.of());
    }

    /** @throws IllegalArgumentException unless it is 64 hexadecimal digits */
    public static byte[] finding(String hex) {
        byte[] finding = HexFormat.of().parseHex(hex);
        if (finding.length != 32) {
            throw new IllegalArgumentException("no finding");
        }
        return finding;
    }
}
