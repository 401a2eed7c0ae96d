package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reports that consumers owe on what they did with data: one for each agreement and period, from the first arrival on and while the
 * agreement is in force. An officer closes each with what was reported. Several gateways may do so at once.
 */
public final class UseReportLedger {
    private static final String DUTY = "report_use";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;
    private final ActRows acts;
    private final NoticeRows notices;
    private final UseReportRows rows;

    UseReportLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = leaves;
        this.acts = acts;
        this.notices = new NoticeRows(jdbc, leaves);
        this.rows = new UseReportRows(jdbc);
    }

    /**
     * A report that is owed.
     *
     * @param period counted from 1 for each agreement
     * @param version of the agreement whose term it is
     * @param toldAt when the center was told that it is overdue; null where it was not
     */
    public record Owed(
            String agreement,
            int period,
            int version,
            String center,
            String platform,
            Instant from,
            Instant dueAt,
            @Nullable Instant toldAt) {}

    /** How often a version that is in force wants a report. */
    public record Term(int version, Duration every) {}

    /**
     * Lets periods follow those that are over.
     *
     * @param limit how many are looked at
     * @param term what is in force of the agreement now; empty where nothing is, or where it wants no report any more
     */
    public void follow(int limit, Function<Owed, Optional<Term>> term) {
        List<Owed> over = jdbc.query(
                "SELECT * FROM use_report WHERE running AND due_at <= now() ORDER BY due_at LIMIT ?",
                (row, n) -> owed(row),
                limit);
        for (Owed one : over) {
            Optional<Term> next = term.apply(one);
            transaction.executeWithoutResult(status -> {
                if (rows.end(one.agreement(), one.period())) {
                    next.ifPresent(of -> rows.follow(
                            one.agreement(),
                            one.period(),
                            of.version(),
                            of.every().toSeconds()));
                }
            });
        }
    }

    /** @return how many centers were told that a report is overdue; each is told once of each */
    public int tell(int limit) {
        List<Owed> late = jdbc.query(
                """
                SELECT * FROM use_report WHERE closed_at IS NULL AND told_at IS NULL AND due_at < now()
                ORDER BY due_at LIMIT ?
                """,
                (row, n) -> owed(row),
                limit);
        int told = 0;
        for (Owed one : late) {
            told += Boolean.TRUE.equals(transaction.execute(status -> tell(one))) ? 1 : 0;
        }
        return told;
    }

    /** The inbox first, as all who write to it: its row orders them. */
    private boolean tell(Owed late) {
        notices.lock(late.center());
        int mine = jdbc.update(
                """
                UPDATE use_report SET told_at = now()
                WHERE agreement = ? AND period = ? AND closed_at IS NULL AND told_at IS NULL
                """,
                late.agreement(),
                late.period());
        if (mine == 1) {
            byte[] says = CanonicalJson.bytes(JsonNodeFactory.instance
                    .objectNode()
                    .put("notice", "use_report_overdue")
                    .put("agreement", late.agreement())
                    .put("agreement_version", late.version())
                    .put("platform", late.platform())
                    .put("period", late.period())
                    .put("from", late.from().toString())
                    .put("due_at", late.dueAt().toString()));
            notices.append(new NoticeRows.Notice(
                    late.center(), late.platform(), late.agreement(), late.agreement(), late.version(), says));
        }
        return mine == 1;
    }

    /**
     * What is owed, by agreement and period; the periods of one agreement are never parted, so there may be more than {@code limit}.
     *
     * @param after the last agreement of the page before; null for the first page
     */
    public List<Owed> open(@Nullable String after, int limit) {
        return jdbc.query(
                """
                SELECT * FROM (SELECT * FROM use_report WHERE closed_at IS NULL AND agreement > ?
                               ORDER BY agreement FETCH FIRST ? ROWS WITH TIES) o
                ORDER BY agreement, period
                """,
                (row, n) -> owed(row),
                after == null ? "" : after,
                limit);
    }

    /**
     * Closes a period, for an officer who has seen the report; also before it is due.
     *
     * @param proof SM3 of the report
     * @param key id of the officer's API key
     * @return whether it was open
     */
    public boolean close(String agreement, int period, byte[] proof, String reason, String key) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            List<Integer> version = jdbc.queryForList(
                    """
                    UPDATE use_report SET closed_at = now(), closed_by = ?, reason = ?, proof_hash = ?
                    WHERE agreement = ? AND period = ? AND closed_at IS NULL RETURNING version
                    """,
                    Integer.class,
                    key,
                    reason,
                    proof,
                    agreement,
                    period);
            for (int of : version) {
                leaves.insert(
                        LogLeaf.dutyClosed(
                                DUTY,
                                agreement,
                                of,
                                Integer.toString(period),
                                HexFormat.of().formatHex(proof),
                                key,
                                leaves.now()),
                        null);
                acts.note("close-use-report", agreement, "#" + period + " " + reason, key);
            }
            return !version.isEmpty();
        }));
    }

    private static Owed owed(ResultSet row) throws SQLException {
        OffsetDateTime toldAt = row.getObject("told_at", OffsetDateTime.class);
        return new Owed(
                row.getString("agreement"),
                row.getInt("period"),
                row.getInt("version"),
                row.getString("center"),
                row.getString("platform"),
                row.getObject("from_at", OffsetDateTime.class).toInstant(),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                toldAt == null ? null : toldAt.toInstant());
    }
}
