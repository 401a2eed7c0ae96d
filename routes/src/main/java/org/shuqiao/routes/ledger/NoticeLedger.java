package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Tells centers in their inboxes that an agreement is being revoked, and what became of that; and which records were returned. These
 * messages are the gateway's own: nobody signed them.
 */
public final class NoticeLedger {
    private static final String UNTOLD = "r.told IS DISTINCT FROM coalesce(r.outcome, 'NOTICED') ";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final NoticeRows notices;
    private final ReviewReturns returns;

    NoticeLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows ids) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.notices = new NoticeRows(jdbc, ids);
        this.returns = new ReviewReturns(jdbc);
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
        return told + returns.tell(transaction, notices, limit);
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
        notices.lock(seen.center());
        List<News> still = news("AND r.agreement = ? AND r.version = ?", seen.agreement(), seen.version(), 1);
        for (News news : still) {
            notices.append(new NoticeRows.Notice(
                    news.center(),
                    news.platform(),
                    news.agreement(),
                    news.agreement(),
                    news.version(),
                    news.payload()));
            jdbc.update(
                    "UPDATE revocation SET told = ? WHERE agreement = ? AND version = ?",
                    news.how(),
                    news.agreement(),
                    news.version());
        }
        return !still.isEmpty();
    }
}
