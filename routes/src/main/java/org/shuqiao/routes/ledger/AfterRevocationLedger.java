package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.shuqiao.routes.ledger.TakeDownLedger.Ended;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what a revoked agreement, or one whose term ended under notice, demands about the transfers that it bound: what may be at its
 * platform is taken down, and our payloads are deleted. Several gateways may do so at once.
 */
public final class AfterRevocationLedger {
    private static final String REASON = "agreement_revoked";
    private static final String RULE = "agreement-revoked";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final SubmissionLedger submissions;
    private final PayloadRows payloads;
    private final PublicationRows publications;

    AfterRevocationLedger(
            JdbcTemplate jdbc, TransactionTemplate transaction, SubmissionLedger submissions, PayloadRows payloads) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.submissions = submissions;
        this.payloads = payloads;
        this.publications = new PublicationRows(jdbc);
    }

    /** A revoked agreement with something left to do. */
    private record Gone(String agreement, int version) {}

    /** @param shown whether it may be at its platform, and no newer version of the record is there */
    private record Owed(Ended ended, boolean shown) {
        UUID transfer() {
            return ended.transfer();
        }
    }

    /**
     * @param limit transfers of one agreement in one transaction
     * @param takesDown whether a platform can be told to take something down; where not, the duty stays open for a person
     * @param takingDown makes the submission that tells it
     * @return the submissions
     */
    public List<UUID> perform(int limit, Predicate<String> takesDown, Function<Ended, NewSubmission> takingDown) {
        List<UUID> made = new ArrayList<>();
        for (Gone agreement : gone()) {
            recallQueued(agreement, limit);
            made.addAll(Objects.requireNonNull(
                    transaction.execute(status -> perform(agreement, limit, takesDown, takingDown))));
        }
        return made;
    }

    private List<Gone> gone() {
        return jdbc.query(
                """
                SELECT r.agreement, max(r.version) FROM revocation r
                WHERE r.outcome IN ('REVOKED', 'ENDED') AND r.deletes
                  AND EXISTS (SELECT 1 FROM transfer_duty d
                              WHERE d.agreement = r.agreement AND d.version <= r.version AND d.acted_at IS NULL)
                GROUP BY r.agreement ORDER BY r.agreement
                """,
                (row, n) -> new Gone(row.getString(1), row.getInt(2)));
    }

    /** Their payloads must go too, also while nobody claims them: they are decided anew, which replaces what was signed. */
    private void recallQueued(Gone agreement, int limit) {
        jdbc.update(
                """
                WITH queued AS (
                    SELECT t.id FROM transfer_duty d JOIN transfer t ON t.id = d.transfer
                    WHERE d.agreement = ? AND d.version <= ? AND d.duty = 'STOP_AND_DELETE' AND d.acted_at IS NULL
                      AND t.state = 'READY'
                    ORDER BY d.transfer LIMIT ? FOR UPDATE OF t SKIP LOCKED)
                UPDATE transfer t
                SET state = CASE WHEN t.may_have_arrived THEN 'PARKED' ELSE 'PENDING' END,
                    reason = CASE WHEN t.may_have_arrived THEN 'REVOKED' ELSE 'AGREEMENT_CHANGED' END,
                    changed_at = now(), wake_at = now()
                FROM queued WHERE t.id = queued.id
                """,
                agreement.agreement(),
                agreement.version(),
                limit);
    }

    private List<UUID> perform(
            Gone agreement, int limit, Predicate<String> takesDown, Function<Ended, NewSubmission> takingDown) {
        List<Owed> owed = owed(agreement, limit);
        if (owed.isEmpty()) {
            return List.of();
        }
        List<Ended> told = new ArrayList<>();
        List<UUID> forPeople = new ArrayList<>();
        for (Owed one : owed) {
            if (one.shown() && takesDown.test(one.ended().platform())) {
                told.add(one.ended());
            } else if (one.shown()) {
                forPeople.add(one.transfer());
            }
        }
        List<Intake> stored = submissions.store(told.stream().map(takingDown).toList());
        for (int i = 0; i < stored.size(); i++) {
            mark(told.get(i).transfer(), stored.get(i).id());
        }
        payloads.delete(owed.stream().map(Owed::transfer).toList(), RULE);
        close(agreement, owed, forPeople);
        return stored.stream()
                .filter(Intake.Stored.class::isInstance)
                .map(Intake::id)
                .toList();
    }

    /** What is taken down already, because nobody consents to it any more, is done once that is. */
    private void close(Gone agreement, List<Owed> owed, List<UUID> forPeople) {
        jdbc.update(
                """
                UPDATE transfer_duty d SET taken_down_by = p.taken_down_by FROM publication p
                WHERE d.agreement = ? AND d.duty = 'STOP_AND_DELETE' AND d.transfer = ANY (?) AND d.taken_down_by IS NULL
                  AND p.transfer = d.transfer AND p.taken_down_by IS NOT NULL
                """,
                agreement.agreement(),
                uuids(owed, Owed::transfer));
        jdbc.update(
                """
                UPDATE transfer_duty SET acted_at = now(),
                    done_at = CASE WHEN taken_down_by IS NULL AND NOT transfer = ANY (?) THEN now() END
                WHERE agreement = ? AND duty = 'STOP_AND_DELETE' AND transfer = ANY (?)
                """,
                uuids(forPeople),
                agreement.agreement(),
                uuids(owed, Owed::transfer));
    }

    /** While a newer version of a record is on its way, nobody knows yet which of them its platform shows. */
    private List<Owed> owed(Gone agreement, int limit) {
        return jdbc.query(
                """
                SELECT d.transfer, t.center, o.region, t.dataset, t.record_id, t.platform,
                       d.taken_down_by IS NULL
                       AND (t.state IN ('ACCEPTED', 'STORED')
                            OR t.may_have_arrived AND t.state IN ('DENIED', 'PARKED', 'ABANDONED', 'SUPERSEDED'))
                       AND NOT EXISTS (SELECT 1 FROM publication p
                                       WHERE p.transfer = d.transfer AND p.taken_down_by IS NOT NULL)
                       AND NOT EXISTS (SELECT 1 FROM lane l JOIN transfer n ON n.id = l.newest_transfer
                                       WHERE l.key = d.lane AND n.version > t.version
                                         AND n.state IN ('ACCEPTED', 'STORED'))
                       AND NOT EXISTS (SELECT 1 FROM transfer_duty e JOIN transfer n ON n.id = e.transfer
                                       WHERE e.lane = d.lane AND n.version > t.version
                                         AND n.state IN ('ACCEPTED', 'STORED'))
                FROM transfer_duty d JOIN transfer t ON t.id = d.transfer JOIN center o ON o.usci = t.center
                WHERE d.agreement = ? AND d.version <= ? AND d.duty = 'STOP_AND_DELETE' AND d.acted_at IS NULL
                  AND t.state NOT IN ('PENDING', 'WAITING', 'QUARANTINED', 'READY', 'SENDING', 'UNKNOWN')
                  AND NOT EXISTS (SELECT 1 FROM transfer n
                                  WHERE n.lane = d.lane AND n.version > t.version AND n.state IN ('SENDING', 'UNKNOWN'))
                ORDER BY d.transfer LIMIT ? FOR UPDATE OF d, t SKIP LOCKED
                """,
                (row, n) -> new Owed(
                        new Ended(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                REASON),
                        row.getBoolean(7)),
                agreement.agreement(),
                agreement.version(),
                limit);
    }

    /** Older versions of the record go with it, and nobody else takes it down. What an officer has closed stays closed. */
    private void mark(UUID transfer, UUID takenDownBy) {
        jdbc.update(
                """
                UPDATE transfer_duty d SET taken_down_by = ?, done_at = NULL FROM transfer t, transfer newest
                WHERE d.duty = 'STOP_AND_DELETE' AND d.taken_down_by IS NULL AND d.closed_by IS NULL AND d.lane = newest.lane
                  AND newest.id = ? AND t.id = d.transfer AND t.version <= newest.version
                """,
                takenDownBy,
                transfer);
        publications.takenDown(transfer, takenDownBy);
    }

    /**
     * Transfers whose take-down the platform has stored are WITHDRAWN, and nothing is left to do about them.
     *
     * @return how many
     */
    public int withdrawTakenDown() {
        return jdbc.update(
                """
                WITH gone AS (
                    UPDATE transfer_duty d SET done_at = now() FROM transfer x
                    WHERE d.taken_down_by IS NOT NULL AND d.done_at IS NULL AND d.acted_at IS NOT NULL
                      AND x.submission = d.taken_down_by AND x.state = 'STORED'
                    RETURNING d.transfer)
                UPDATE transfer t SET state = 'WITHDRAWN', reason = 'TAKEN_DOWN', changed_at = now()
                FROM gone WHERE t.id = gone.transfer AND t.state IN ('ACCEPTED', 'STORED')
                """);
    }

    /**
     * What came in under a revoked agreement that demands deletion is due to be deleted now.
     *
     * @param limit messages of one agreement in one step
     */
    public void clearInboxes(int limit) {
        List<Gone> open = jdbc.query(
                """
                SELECT agreement, version FROM revocation
                WHERE outcome IN ('REVOKED', 'ENDED') AND deletes AND inbox_cleared_at IS NULL
                """,
                (row, n) -> new Gone(row.getString(1), row.getInt(2)));
        for (Gone agreement : open) {
            if (expire(agreement, limit) == 0) {
                jdbc.update(
                        "UPDATE revocation SET inbox_cleared_at = now() WHERE agreement = ? AND version = ?",
                        agreement.agreement(),
                        agreement.version());
            }
        }
    }

    private int expire(Gone agreement, int limit) {
        return jdbc.update(
                """
                UPDATE inbox_message SET delete_at = now()
                WHERE id IN (SELECT m.id FROM agreement a JOIN inbox_message m ON m.center = a.center AND m.platform = a.platform
                             WHERE a.id = ? AND a.version = ? AND m.deleted_at IS NULL AND m.batch IS NOT NULL
                               AND coalesce(m.delete_at > now(), true)
                               AND m.decision -> 'agreements' @> jsonb_build_array(jsonb_build_object('id', a.id))
                             LIMIT ?)
                """,
                agreement.agreement(),
                agreement.version(),
                limit);
    }
}
