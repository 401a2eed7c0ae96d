package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.texts;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds what a platform still shows though nobody consents to it any more, and follows it until it is gone. */
public final class TakeDownLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final SubmissionLedger submissions;
    private final PublicationRows publications;

    TakeDownLedger(JdbcTemplate jdbc, TransactionTemplate transaction, SubmissionLedger submissions) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.submissions = submissions;
        this.publications = new PublicationRows(jdbc);
    }

    /**
     * What has to go.
     *
     * @param transfer the newest that may have arrived
     * @param region of the center
     * @param reason {@code consent_withdrawn}, {@code consent_ended}, {@code window_ended}, {@code agreement_revoked} or
     *     {@code agreed_deletion}
     */
    public record Ended(
            UUID transfer, String center, String region, String dataset, String item, String platform, String reason) {}

    /**
     * Stores a submission for each item whose consent or window has ended and that may be at its platform, unless a newer version of
     * it was sent there, which speaks for itself.
     *
     * @param platforms that can be told to take something down
     * @param takingDown makes that submission
     * @return the submissions
     */
    public List<UUID> takeDown(int limit, Collection<String> platforms, Function<Ended, NewSubmission> takingDown) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Ended> ended = ended(limit, platforms);
            List<Intake> stored =
                    submissions.store(ended.stream().map(takingDown).toList());
            for (int i = 0; i < stored.size(); i++) {
                publications.takenDown(ended.get(i).transfer(), stored.get(i).id());
            }
            return stored.stream()
                    .filter(Intake.Stored.class::isInstance)
                    .map(Intake::id)
                    .toList();
        }));
    }

    private List<Ended> ended(int limit, Collection<String> platforms) {
        return jdbc.query(
                """
                SELECT p.transfer, t.center, o.region, t.dataset, t.record_id, t.platform,
                       CASE WHEN c.withdrawn_at IS NOT NULL THEN 'consent_withdrawn'
                            WHEN c.valid_until <= now() THEN 'consent_ended' ELSE 'window_ended' END
                FROM publication p JOIN transfer t ON t.id = p.transfer
                JOIN consent c ON c.center = p.center AND c.id = p.consent
                JOIN center o ON o.usci = p.center
                WHERE p.taken_down_by IS NULL AND t.platform = ANY (?)
                  AND (c.withdrawn_at IS NOT NULL OR least(c.valid_until, p.shown_until) <= now())
                  AND (t.state IN ('ACCEPTED', 'STORED')
                       OR t.state IN ('DENIED', 'PARKED', 'ABANDONED') AND t.may_have_arrived)
                  AND NOT EXISTS (SELECT 1 FROM publication q JOIN transfer n ON n.id = q.transfer
                                  WHERE q.lane = p.lane AND n.version > t.version
                                    AND n.state IN ('SENDING', 'UNKNOWN', 'ACCEPTED', 'STORED'))
                ORDER BY p.transfer LIMIT ? FOR UPDATE OF p SKIP LOCKED
                """,
                (row, n) -> new Ended(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)),
                texts(platforms, Function.identity()),
                limit);
    }

    /**
     * Transfers whose take-down the platform has stored are WITHDRAWN.
     *
     * @return how many
     */
    public int withdrawTakenDown() {
        return jdbc.update(
                """
                WITH gone AS (
                    UPDATE publication p SET withdrawn_at = now() FROM transfer d
                    WHERE p.taken_down_by IS NOT NULL AND p.withdrawn_at IS NULL
                      AND d.submission = p.taken_down_by AND d.state = 'STORED'
                    RETURNING p.transfer)
                UPDATE transfer t SET state = 'WITHDRAWN', reason = 'TAKEN_DOWN', changed_at = now()
                FROM gone WHERE t.id = gone.transfer AND t.state IN ('ACCEPTED', 'STORED')
                """);
    }
}
