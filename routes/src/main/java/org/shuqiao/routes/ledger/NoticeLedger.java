package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.Sm3;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tells centers in their inboxes that an agreement is being revoked, and what became of that. These messages are the gateway's own: nobody signed them. */
public final class NoticeLedger {
    /** What kind of message it is, in the place where others name their dataset. */
    public static final String DATASET = "notice";

    private static final String UNTOLD = "r.told IS DISTINCT FROM coalesce(r.outcome, 'NOTICED') ";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows ids;

    NoticeLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows ids) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.ids = ids;
    }

    /** @param how what became of the notice so far; NOTICED while it runs */
    private record News(
            String agreement,
            int version,
            String center,
            String platform,
            Instant effectiveAt,
            boolean deletes,
            String reason,
            String how) {
        private String effect() {
            if (how.equals("LAPSED")) {
                return "none";
            }
            return deletes ? "stop_and_delete" : "stop";
        }

        private String notice() {
            return switch (how) {
                case "NOTICED" -> "agreement_revocation_noticed";
                case "REVOKED" -> "agreement_revoked";
                default -> "agreement_revocation_lapsed";
            };
        }

        byte[] payload() {
            return CanonicalJson.bytes(JsonNodeFactory.instance
                    .objectNode()
                    .put("notice", notice())
                    .put("agreement", agreement)
                    .put("agreement_version", version)
                    .put("effective_at", effectiveAt.toString())
                    .put("effect", effect())
                    .put("reason", reason));
        }
    }

    /** @return how many centers were told something; several gateways may do so at once, each is told once */
    public int tell(int limit) {
        List<News> news = news("", limit);
        int told = 0;
        for (News one : news) {
            told += Boolean.TRUE.equals(transaction.execute(status -> tell(one))) ? 1 : 0;
        }
        return told;
    }

    private List<News> news(String condition, @Nullable Object... arguments) {
        return jdbc.query(
                """
                SELECT r.agreement, r.version, a.center, a.platform, r.effective_at, r.deletes, r.reason,
                       coalesce(r.outcome, 'NOTICED')
                FROM revocation r JOIN agreement a ON a.id = r.agreement AND a.version = r.version
                WHERE\s"""
                        + UNTOLD + condition + " ORDER BY r.noticed_at LIMIT ?",
                (row, n) -> new News(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getBoolean(6),
                        row.getString(7),
                        row.getString(8)),
                arguments);
    }

    /** The inbox first, as all who write to it: its row orders them. */
    private boolean tell(News seen) {
        jdbc.update(
                "INSERT INTO inbox (center) SELECT usci FROM center WHERE usci = ? ON CONFLICT DO NOTHING",
                seen.center());
        jdbc.query("SELECT 1 FROM inbox WHERE center = ? FOR UPDATE", row -> {}, seen.center());
        List<News> still = news("AND r.agreement = ? AND r.version = ?", seen.agreement(), seen.version(), 1);
        for (News news : still) {
            append(news);
            jdbc.update(
                    "UPDATE revocation SET told = ? WHERE agreement = ? AND version = ?",
                    news.how(),
                    news.agreement(),
                    news.version());
        }
        return !still.isEmpty();
    }

    /** A center without an account has no inbox, and nobody to tell. */
    private void append(News news) {
        UUID id = ids.newId();
        byte[] payload = news.payload();
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
                news.center(),
                id,
                news.center(),
                news.platform(),
                DATASET,
                news.agreement(),
                news.center(),
                news.platform(),
                DATASET,
                news.agreement(),
                news.agreement(),
                news.version(),
                payload,
                Sm3.digest(payload));
    }
}
