package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The records of one center as it handed them in, one after the other, so that not all of them are in memory. */
public final class OwnRecordLedger {
    /** A record may have a megabyte. */
    private static final int ROWS_AT_ONCE = 50;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    /** @param jdbc limited in time, and not shared */
    OwnRecordLedger(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        jdbc.setFetchSize(ROWS_AT_ONCE);
    }

    /** Takes one record. */
    public interface Visitor {
        /** @param body null once it was deleted */
        void visit(String dataset, byte @Nullable [] body, Instant receivedAt);
    }

    /**
     * Shows the newest version of each record of these datasets that its center has not taken back.
     *
     * @return whether these were all of them; false where there are more than {@code most}
     */
    public boolean visit(String center, Collection<String> datasets, int most, Visitor visitor) {
        int[] seen = {0};
        transaction.executeWithoutResult(status -> jdbc.query( // a cursor lives in a transaction
                """
                SELECT n.dataset, n.received_at, b.body
                FROM (SELECT DISTINCT ON (dataset, record_id) id, dataset, received_at FROM submission
                      WHERE center = ? AND dataset = ANY (?) AND cancelled_at IS NULL
                      ORDER BY dataset, record_id, version DESC) n
                LEFT JOIN submission_content b ON b.id = n.id LIMIT ?
                """,
                row -> {
                    if (seen[0]++ < most) {
                        visitor.visit(
                                row.getString(1),
                                row.getBytes(3),
                                row.getObject(2, OffsetDateTime.class).toInstant());
                    }
                },
                center,
                SqlColumns.texts(datasets, dataset -> dataset),
                most + 1));
        return seen[0] <= most;
    }

    /** One version of a record. */
    public record Newer(UUID submission, long version) {}

    /**
     * The newest version of the record that a submission of this center has handed in; empty where it is that one. One that was only
     * received is not known yet.
     */
    public Optional<Newer> newer(UUID submission, String center) {
        return jdbc
                .query(
                        """
                        SELECT n.submission, n.version
                        FROM transfer t JOIN lane l ON l.key = t.lane AND l.newest_version > t.version
                        JOIN transfer n ON n.id = l.newest_transfer
                        WHERE t.submission = ? AND t.center = ? AND t.id >= uuid7_floor(uuid7_instant(?) - interval '1 day')
                        ORDER BY n.version DESC LIMIT 1
                        """,
                        (row, n) -> new Newer(row.getObject(1, UUID.class), row.getLong(2)),
                        submission,
                        center,
                        submission)
                .stream()
                .findFirst();
    }

    /** The body of one submission of this center; null where it is unknown, another center's, of another dataset, or deleted. */
    public byte @Nullable [] body(UUID submission, String center, String dataset) {
        return jdbc
                .query(
                        """
                        SELECT b.body FROM submission s JOIN submission_content b ON b.id = s.id
                        WHERE s.id = ? AND b.id = ? AND s.center = ? AND s.dataset = ?
                        """,
                        (row, n) -> row.getBytes(1),
                        submission,
                        submission,
                        center,
                        dataset)
                .stream()
                .findFirst()
                .orElse(null);
    }
}
