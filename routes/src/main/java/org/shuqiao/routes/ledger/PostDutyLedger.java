package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what agreements want once transfers have arrived, when it is due. Nothing is done for it while a transfer is sent: when the send
 * ended is looked up when the row's time to look has come. Several gateways may do so at once.
 */
public final class PostDutyLedger {
    private static final String DUE =
            """
            d.duty IN ('RECEIPT_WITHIN', 'NOTIFY', 'DELETE_AFTER', 'REPORT_USE') AND d.acted_at IS NULL AND d.due_at <= now()
            AND (d.duty <> 'RECEIPT_WITHIN' OR d.due_at < now() - make_interval(secs => %d))
            """
                    .formatted(PostDuty.GRACE.toSeconds());

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final SubmissionLedger submissions;
    private final LeafRows leaves;
    private final NoticeRows notices;
    private final UseReportRows reports;

    PostDutyLedger(JdbcTemplate jdbc, TransactionTemplate transaction, SubmissionLedger submissions, LeafRows leaves) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.submissions = submissions;
        this.leaves = leaves;
        this.notices = new NoticeRows(jdbc, leaves);
        this.reports = new UseReportRows(jdbc);
    }

    /** @param made submissions that take something down; they are to be prepared */
    public record Performed(int looked, List<UUID> made) {}

    /**
     * @param limit transfers that are looked at in one transaction
     * @param takesDown whether the consumer's copy may be taken down; where not, the duty stays open for a person
     * @param takingDown makes the submission that does
     */
    public Performed perform(
            int limit, Predicate<PostDuty> takesDown, Function<TakeDownLedger.Ended, NewSubmission> takingDown) {
        closeLate();
        return Objects.requireNonNull(transaction.execute(status -> {
            Instant now = Objects.requireNonNull(jdbc.queryForObject("SELECT now()", (row, n) -> instant(row, 1)));
            List<PostDuty> due = due(limit);
            List<UUID> made = new ArrayList<>();
            Map<UUID, UUID> takeDowns = new HashMap<>();
            for (PostDuty duty : due) {
                switch (duty.verdict(now)) {
                    case LATER -> write(duty, duty.lookAgainAt(now), null, null, null, null);
                    case CLOSED, TELL, REPORT ->
                        write(duty, null, now, Objects.requireNonNullElse(duty.receiptAt(), now), null, null);
                    case BREACHED -> breach(duty, now);
                    case DELETE ->
                        write(
                                duty,
                                duty.dueAt(),
                                now,
                                null,
                                null,
                                takeDown(duty, takesDown, takingDown, takeDowns, made));
                }
            }
            demandReports(due, now);
            tell(due, now);
            return new Performed(due.size(), List.copyOf(made));
        }));
    }

    /** What came too late has come: the breach stays, nothing is open. */
    private void closeLate() {
        jdbc.update(
                """
                UPDATE transfer_duty d SET done_at = now()
                WHERE d.breached_at IS NOT NULL AND d.done_at IS NULL
                  AND (EXISTS (SELECT 1 FROM receipt r WHERE r.transfer = d.transfer AND r.stage <> 'ACCEPTED')
                       OR EXISTS (SELECT 1 FROM entered_word w WHERE w.transfer = d.transfer))
                """);
    }

    /** The rows of the transfers are locked first, so that what is read then holds until the end. */
    private List<PostDuty> due(int limit) {
        List<UUID> locked = jdbc.queryForList(
                "SELECT d.transfer FROM transfer_duty d JOIN transfer t ON t.id = d.transfer WHERE " + DUE
                        + " ORDER BY d.due_at LIMIT ? FOR UPDATE OF d, t SKIP LOCKED",
                UUID.class,
                limit);
        if (locked.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                """
                SELECT d.transfer, d.agreement, d.version AS agreement_version, d.duty, t.center,
                       coalesce(o.region, '') AS region, t.platform, t.dataset, t.record_id, t.version, t.state,
                       t.may_have_arrived, %s IS NOT NULL AS carried, extract(epoch FROM d.within)::bigint AS within, %s AS sent_at, %s AS receipt_at,
                       EXISTS (SELECT 1 FROM lane l JOIN transfer n ON n.id = l.newest_transfer
                               WHERE l.key = d.lane AND n.version > t.version
                                 AND n.state IN ('SENDING', 'UNKNOWN', 'ACCEPTED', 'STORED'))
                       OR EXISTS (SELECT 1 FROM transfer_duty e JOIN transfer n ON n.id = e.transfer
                                  WHERE e.lane = d.lane AND n.version > t.version
                                    AND n.state IN ('SENDING', 'UNKNOWN', 'ACCEPTED', 'STORED')) AS newer_there,
                       coalesce((SELECT p.taken_down_by FROM publication p WHERE p.transfer = d.transfer),
                                (SELECT e.taken_down_by FROM transfer_duty e
                                 WHERE e.transfer = d.transfer AND e.taken_down_by IS NOT NULL LIMIT 1)) AS taken_down_by
                FROM transfer_duty d JOIN transfer t ON t.id = d.transfer LEFT JOIN center o ON o.usci = t.center
                WHERE d.transfer = ANY (?) AND t.id = ANY (?) AND %s
                ORDER BY d.transfer, d.agreement, d.duty
                """
                        .formatted(
                                AcceptedSend.takenAt("t"),
                                AcceptedSend.endedAt("t"),
                                AcceptedSend.lastReceiptAt("t"),
                                DUE),
                PostDutyLedger::duty,
                uuids(locked),
                uuids(locked));
    }

    private static PostDuty duty(ResultSet row, int n) throws SQLException {
        OffsetDateTime receiptAt = row.getObject("receipt_at", OffsetDateTime.class);
        return new PostDuty(
                row.getObject("transfer", UUID.class),
                row.getString("agreement"),
                row.getInt("agreement_version"),
                DutyAfter.Kind.valueOf(row.getString("duty")),
                row.getString("center"),
                row.getString("region"),
                row.getString("platform"),
                row.getString("dataset"),
                row.getString("record_id"),
                row.getLong("version"),
                TransferState.valueOf(row.getString("state")),
                row.getBoolean("may_have_arrived"),
                row.getBoolean("carried"),
                Duration.ofSeconds(row.getLong("within")),
                row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                receiptAt == null ? null : receiptAt.toInstant(),
                row.getBoolean("newer_there"),
                row.getObject("taken_down_by", UUID.class));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private void breach(PostDuty duty, Instant now) {
        write(duty, duty.dueAt(), now, duty.receiptAt(), now, null);
        byte[] statement = Objects.requireNonNull(jdbc.queryForObject(
                "SELECT coalesce(statement, '') FROM transfer_content WHERE id = ?", byte[].class, duty.transfer()));
        leaves.insert(duty.breach(Sm3.hex(statement), leaves.now()), duty.transfer());
    }

    /** A newer version at the platform would go with it, so then a person has to see to it. */
    private @Nullable UUID takeDown(
            PostDuty duty,
            Predicate<PostDuty> takesDown,
            Function<TakeDownLedger.Ended, NewSubmission> takingDown,
            Map<UUID, UUID> takeDowns,
            List<UUID> made) {
        UUID there = duty.takenDownBy();
        if (there != null || duty.newerThere() || !takesDown.test(duty)) {
            return there;
        }
        return takeDowns.computeIfAbsent(duty.transfer(), transfer -> {
            Intake stored =
                    submissions.store(List.of(takingDown.apply(duty.ended()))).get(0);
            if (stored instanceof Intake.Stored) {
                made.add(stored.id());
            }
            return stored.id();
        });
    }

    /** In the order of the agreements: another gateway may begin the same ones. */
    private void demandReports(List<PostDuty> due, Instant now) {
        due.stream()
                .filter(duty -> duty.verdict(now) == PostDuty.Verdict.REPORT)
                .sorted(Comparator.comparing(PostDuty::agreement).thenComparing(PostDuty::sentAt))
                .forEach(reports::begin);
    }

    private void tell(List<PostDuty> due, Instant now) {
        List<PostDuty> news = due.stream()
                .filter(duty -> {
                    PostDuty.Verdict verdict = duty.verdict(now);
                    return verdict == PostDuty.Verdict.TELL || verdict == PostDuty.Verdict.DELETE;
                })
                .sorted(Comparator.comparing(PostDuty::center))
                .toList();
        news.stream().map(PostDuty::center).distinct().forEach(notices::lock);
        news.forEach(duty -> notices.append(duty.notice()));
    }

    private void write(
            PostDuty duty,
            @Nullable Instant dueAt,
            @Nullable Instant actedAt,
            @Nullable Instant doneAt,
            @Nullable Instant breachedAt,
            @Nullable UUID takenDownBy) {
        jdbc.update(
                """
                UPDATE transfer_duty
                SET due_at = coalesce(?, due_at), acted_at = ?, done_at = ?, breached_at = ?, taken_down_by = coalesce(?, taken_down_by)
                WHERE transfer = ? AND agreement = ? AND duty = ?
                """,
                at(dueAt),
                at(actedAt),
                at(doneAt),
                at(breachedAt),
                takenDownBy,
                duty.transfer(),
                duty.agreement(),
                duty.kind().name());
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
