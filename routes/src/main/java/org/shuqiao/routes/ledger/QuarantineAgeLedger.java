package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.shuqiao.certs.CanonicalJson;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Ends quarantines on which nobody has decided in time, and tells their centers. Several gateways may do so at once. */
public final class QuarantineAgeLedger {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Who decides where nobody has. */
    private static final String NOBODY = "gateway";
    /** Hits that a center is told of. */
    private static final int HITS_TOLD = 20;

    private static final String OVERDUE =
            """
            SELECT t.id, t.center, t.platform, t.dataset, t.record_id, t.version, t.agreement, t.agreement_version,
                   q.payload_hash, q.hits::text
            FROM quarantine q JOIN transfer t ON t.id = q.transfer
            WHERE q.details IS NOT NULL AND q.entered_at < now() - make_interval(secs => ?) AND t.state = 'QUARANTINED'
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final QuarantineRows rows;
    private final NoticeRows notices;

    QuarantineAgeLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = new QuarantineRows(jdbc, leaves);
        this.notices = new NoticeRows(jdbc, leaves);
    }

    private record Overdue(
            UUID transfer,
            String center,
            String platform,
            String dataset,
            String recordId,
            long version,
            String agreement,
            int agreementVersion,
            byte[] payloadHash,
            String hits) {

        /** What its center can correct, and never what was found. */
        byte[] notice() {
            ObjectNode notice = JSON.createObjectNode()
                    .put("notice", "quarantine_expired")
                    .put("transfer", transfer.toString())
                    .put("platform", platform)
                    .put("record_dataset", dataset)
                    .put("record_id", recordId)
                    .put("record_version", version);
            ArrayNode told = notice.putArray("residues");
            JSON.readTree(hits).valueStream().limit(HITS_TOLD).forEach(hit -> told.addObject()
                    .put("kind", hit.path("kind").asString(""))
                    .put("path", hit.path("source").asString("")));
            return CanonicalJson.bytes(notice);
        }
    }

    /** @return how many have EXPIRED */
    public int end(Duration patience, int limit) {
        double seconds = patience.toMillis() / 1000.0;
        List<Overdue> found =
                jdbc.query(OVERDUE + " ORDER BY q.entered_at LIMIT ?", (row, n) -> overdue(row), seconds, limit);
        int ended = 0;
        for (Overdue one : found) {
            ended += requireNonNull(transaction.execute(status -> end(one, seconds))) ? 1 : 0;
        }
        return ended;
    }

    /** The inbox first, as all who write to it. */
    private boolean end(Overdue seen, double seconds) {
        notices.lock(seen.center());
        List<Overdue> still = jdbc.query(
                OVERDUE + " AND t.id = ? AND q.transfer = ? FOR UPDATE OF t, q SKIP LOCKED",
                (row, n) -> overdue(row),
                seconds,
                seen.transfer(),
                seen.transfer());
        for (Overdue one : still) {
            jdbc.update(
                    "UPDATE transfer SET state = 'EXPIRED', reason = 'QUARANTINE_OVERDUE', changed_at = now() WHERE id = ?",
                    one.transfer());
            rows.end(one.transfer(), one.payloadHash(), new QuarantineRows.Word("EXPIRE", NOBODY, ""), Set.of());
            notices.append(new NoticeRows.Notice(
                    one.center(),
                    one.platform(),
                    one.transfer().toString(),
                    one.agreement(),
                    one.agreementVersion(),
                    one.notice()));
        }
        return !still.isEmpty();
    }

    private static Overdue overdue(ResultSet row) throws SQLException {
        return new Overdue(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                row.getInt(8),
                row.getBytes(9),
                row.getString(10));
    }

    /** Forgets excerpts and findings of transfers that have left quarantine otherwise. */
    public void forgetNeedless(int limit) {
        transaction.executeWithoutResult(status -> {
            List<UUID> gone = jdbc.queryForList(
                    """
                    SELECT q.transfer FROM quarantine q JOIN transfer t ON t.id = q.transfer
                    WHERE q.details IS NOT NULL AND t.state <> 'QUARANTINED'
                    ORDER BY q.entered_at LIMIT ? FOR UPDATE OF q SKIP LOCKED
                    """,
                    UUID.class,
                    limit);
            rows.forget(gone);
        });
    }
}
