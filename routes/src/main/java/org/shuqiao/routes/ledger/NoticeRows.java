package org.shuqiao.routes.ledger;

import org.shuqiao.certs.Sm3;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts messages of the gateway itself into inboxes. Must run inside a transaction. */
final class NoticeRows {
    /** What kind of message it is, in the place where others name their dataset. */
    private static final String DATASET = "notice";

    private final JdbcTemplate jdbc;
    private final LeafRows ids;

    NoticeRows(JdbcTemplate jdbc, LeafRows ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** @param about id of what it speaks of, in the place where others name their record */
    record Notice(
            String center, String platform, String about, String agreement, int agreementVersion, byte[] payload) {}

    /** The row of the inbox orders all who write to it; whoever needs several takes them in the order of their centers. */
    void lock(String center) {
        jdbc.update("INSERT INTO inbox (center) SELECT usci FROM center WHERE usci = ? ON CONFLICT DO NOTHING", center);
        jdbc.query("SELECT 1 FROM inbox WHERE center = ? FOR UPDATE", row -> {}, center);
    }

    /** A center without an account has no inbox, and nobody to tell. */
    void append(Notice notice) {
        jdbc.update(
                """
                WITH place AS (UPDATE inbox SET last_seq = last_seq + 1 WHERE center = ? RETURNING last_seq)
                INSERT INTO inbox_message (id, center, seq, platform, dataset, record_id, version, agreement,
                                           agreement_version, decision, payload, payload_hash, received_at)
                SELECT ?, ?, last_seq, ?, ?, ?,
                       (SELECT coalesce(max(m.version), 0) + 1 FROM inbox_message m
                        WHERE m.center = ? AND m.platform = ? AND m.dataset = ? AND m.record_id = ?),
                       ?, ?, '{}', ?, ?, now()
                FROM place
                """,
                notice.center(),
                ids.newId(),
                notice.center(),
                notice.platform(),
                DATASET,
                notice.about(),
                notice.center(),
                notice.platform(),
                DATASET,
                notice.about(),
                notice.agreement(),
                notice.agreementVersion(),
                notice.payload(),
                Sm3.digest(notice.payload()));
    }
}
