package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which records name which attachments. An attachment lives as long as one of them; all of it inside their transactions. */
final class AttachmentRows {
    private final JdbcTemplate jdbc;

    AttachmentRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps what new submissions name.
     *
     * @throws AttachmentGone where one of them is not there
     */
    void keep(Collection<NewSubmission> stored) {
        List<NewSubmission> naming =
                stored.stream().filter(row -> row.file() != null).toList();
        if (naming.isEmpty()) {
            return;
        }
        // Locked in one order, so that two batches never wait for each other in a circle; and locked, so that nobody
        // deletes them now.
        int kept = jdbc.update(
                """
                WITH named AS (
                    SELECT n.submission, a.id FROM unnest(?, ?, ?) AS n (submission, center, sm3)
                    JOIN attachment a ON a.center = n.center AND a.sm3 = n.sm3
                    ORDER BY a.id FOR NO KEY UPDATE OF a),
                used AS (
                    UPDATE attachment SET unused_since = NULL
                    WHERE unused_since IS NOT NULL AND id IN (SELECT id FROM named))
                INSERT INTO attachment_reference (submission, attachment) SELECT submission, id FROM named
                """,
                uuids(naming, NewSubmission::id),
                texts(naming, NewSubmission::center),
                texts(naming, NewSubmission::file));
        if (kept < naming.size()) {
            throw new AttachmentGone();
        }
    }

    /** An attachment that nobody else has named. */
    private record Last(UUID id, String sm3) {}

    /**
     * Lets go what submissions name of which the ledger has nothing left, and deletes what no other submission names, each with a leaf.
     *
     * @param transfers of these submissions
     */
    void release(Collection<UUID> transfers, String rule, LeafRows leaves) {
        List<UUID> released = jdbc.queryForList(
                """
                DELETE FROM attachment_reference r USING transfer t
                WHERE t.id = ANY (?) AND r.submission = t.submission
                  AND NOT EXISTS (SELECT 1 FROM submission_content b WHERE b.id = r.submission)
                RETURNING r.attachment
                """,
                UUID.class,
                uuids(transfers));
        if (released.isEmpty()) {
            return;
        }
        jdbc.query("SELECT 1 FROM attachment WHERE id = ANY (?) ORDER BY id FOR UPDATE", row -> {}, uuids(released));
        Instant now = leaves.now();
        List<Last> last = last(released);
        for (Last one : last) {
            leaves.insert(LogLeaf.attachmentDeletion(one.id(), one.sm3(), rule, now), null);
        }
        delete(last.stream().map(Last::id).toList());
    }

    /** Asked anew after the lock: a submission may have named one of them meanwhile. */
    private List<Last> last(List<UUID> released) {
        return jdbc.query(
                """
                SELECT a.id, a.sm3 FROM attachment a
                WHERE a.id = ANY (?) AND NOT EXISTS (SELECT 1 FROM attachment_reference r WHERE r.attachment = a.id)
                ORDER BY a.id
                """,
                (row, n) -> new Last(row.getObject(1, UUID.class), row.getString(2)),
                uuids(released));
    }

    /** With all that is in them. Their rows must be locked. */
    void delete(Collection<UUID> attachments) {
        if (attachments.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                WITH gone AS (DELETE FROM attachment WHERE id = ANY (?) RETURNING center, bytes),
                less AS (SELECT center, count(*)::int AS files, sum(bytes)::bigint AS bytes FROM gone GROUP BY center ORDER BY center)
                UPDATE attachment_use u SET files = u.files - less.files, bytes = u.bytes - less.bytes
                FROM less WHERE u.center = less.center
                """,
                uuids(attachments));
    }
}
