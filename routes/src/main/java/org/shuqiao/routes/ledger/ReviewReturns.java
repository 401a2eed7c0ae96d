package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.shuqiao.certs.CanonicalJson;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records that a reviewing body has returned, or a platform on paper: their center is told why, and the next version says which one it corrects. */
final class ReviewReturns {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcTemplate jdbc;

    ReviewReturns(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param says the body or the paper, and the reasons */
    private record Returned(
            UUID transfer,
            UUID submission,
            String center,
            String platform,
            String dataset,
            String recordId,
            long version,
            String agreement,
            int agreementVersion,
            ObjectNode says,
            Instant at) {

        byte[] payload() {
            ObjectNode json = says.deepCopy()
                    .put("notice", "review_returned")
                    .put("platform", platform)
                    .put("transfer", transfer.toString())
                    .put("submission", submission.toString())
                    .put("record_dataset", dataset)
                    .put("record_id", recordId)
                    .put("record_version", version)
                    .put("returned_at", at.toString());
            return CanonicalJson.bytes(json);
        }
    }

    /** Must run inside a transaction. What was returned by one body is returned, whatever others say of it. */
    void note(Collection<UUID> returned) {
        if (!returned.isEmpty()) {
            jdbc.update(
                    """
                    INSERT INTO review_return (transfer, lane, version)
                    SELECT id, lane, version FROM transfer WHERE id = ANY (?) ON CONFLICT DO NOTHING
                    """,
                    uuids(returned));
        }
    }

    /**
     * Links these transfers to what they correct: what was returned of an earlier version, unless another one that has left corrects it.
     * Must run inside a transaction that holds their lanes.
     */
    void correct(Collection<PreparedTransfer> ready) {
        List<UUID> later = ready.stream()
                .filter(one -> one.preparation().version() > 1) // most are first versions, which correct nothing
                .map(PreparedTransfer::id)
                .toList();
        if (later.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                UPDATE review_return r SET corrected_by = t.id
                FROM transfer t
                WHERE t.id = ANY (?) AND r.lane = t.lane AND r.version < t.version
                  AND (r.corrected_by IS NULL OR NOT EXISTS (
                       SELECT 1 FROM transfer c WHERE c.id = r.corrected_by
                         AND c.state IN ('SENDING', 'UNKNOWN', 'ACCEPTED', 'STORED', 'REJECTED', 'PARKED')))
                """,
                uuids(later));
    }

    /** @return how many centers were told; several gateways may do so at once, each is told once */
    int tell(TransactionTemplate transaction, NoticeRows notices, int limit) {
        List<UUID> untold = jdbc.queryForList(
                "SELECT transfer FROM review_return WHERE told_at IS NULL ORDER BY transfer LIMIT ?",
                UUID.class,
                limit);
        int told = 0;
        for (UUID transfer : untold) {
            told += Boolean.TRUE.equals(transaction.execute(status -> tell(transfer, notices))) ? 1 : 0;
        }
        return told;
    }

    /** The inbox first, as all who write to it: its row orders them. */
    private boolean tell(UUID transfer, NoticeRows notices) {
        List<Returned> returned = returned(transfer);
        returned.forEach(one -> notices.lock(one.center()));
        boolean mine =
                jdbc.update("UPDATE review_return SET told_at = now() WHERE transfer = ? AND told_at IS NULL", transfer)
                        == 1;
        if (mine) {
            returned.forEach(one -> notices.append(new NoticeRows.Notice(
                    one.center(),
                    one.platform(),
                    one.transfer().toString(),
                    one.agreement(),
                    one.agreementVersion(),
                    one.payload())));
        }
        return mine;
    }

    private List<Returned> returned(UUID transfer) {
        return jdbc.query(
                """
                SELECT t.id, t.submission, t.center, t.platform, t.dataset, t.record_id, t.version, t.agreement,
                       t.agreement_version, said.says::text, said.at
                FROM transfer t, LATERAL (
                    SELECT r.review - 'outcome' AS says, r.received_at AS at, r.came FROM receipt r
                    WHERE r.transfer = t.id AND r.review ->> 'outcome' = 'RETURNED'
                    UNION ALL
                    SELECT jsonb_build_object('paper', jsonb_build_object('reference', e.reference, 'date', e.received_on),
                                              'reasons', e.reasons), e.confirmed_at, NULL
                    FROM entered_word w JOIN entered_receipt e ON e.id = w.receipt
                    WHERE w.transfer = t.id AND e.stage = 'REJECTED') said
                WHERE t.id = ? ORDER BY said.at, said.came LIMIT 1
                """,
                (row, n) -> new Returned(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getString(8),
                        row.getInt(9),
                        (ObjectNode) JSON.readTree(row.getString(10)),
                        row.getObject(11, OffsetDateTime.class).toInstant()),
                transfer);
    }
}
