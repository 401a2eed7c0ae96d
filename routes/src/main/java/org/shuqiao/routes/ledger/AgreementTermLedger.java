package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.Changed;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The end of the terms of agreements, by the database clock. A decision looks at the clock itself; what stands here is that the end was
 * seen, and that people were warned of it: once, by whichever gateway comes first.
 */
public final class AgreementTermLedger {
    /** Stands where events name who did it. */
    static final String GATEWAY = "gateway";

    /** Takes the number of days twice. */
    private static final String NOT_WARNED =
            """
            state IN ('ACTIVE', 'SUSPENDED') AND valid_until > now() AND valid_until <= now() + make_interval(days => ?)
            AND (warned_days IS NULL OR warned_days > ?)
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final AgreementLedger agreements;
    private final NoticeRows notices;

    AgreementTermLedger(
            JdbcTemplate jdbc, TransactionTemplate transaction, AgreementLedger agreements, NoticeRows notices) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.agreements = agreements;
        this.notices = notices;
    }

    /** @param validUntil exclusive */
    public record Term(String id, int version, String center, String platform, Instant validUntil) {}

    private record Due(Term term, byte[] hash) {
        NoticeRows.Notice expiresSoon(int days) {
            byte[] says = CanonicalJson.bytes(JsonNodeFactory.instance
                    .objectNode()
                    .put("notice", "agreement_expires_soon")
                    .put("agreement", term.id())
                    .put("agreement_version", term.version())
                    .put("within_days", days)
                    .put("valid_until", term.validUntil().toString()));
            return new NoticeRows.Notice(term.center(), term.platform(), term.id(), term.id(), term.version(), says);
        }

        Changed changed() {
            return new Changed(term.version(), hash);
        }
    }

    /**
     * Ends versions whose term is over; what waits under them is prepared anew, so that it is denied.
     *
     * @return those that this call has ended, at most {@code limit}
     */
    public List<Term> endOver(int limit) {
        List<Term> over = jdbc.query(
                """
                SELECT * FROM agreement WHERE state IN ('ACTIVE', 'SUSPENDED') AND valid_until <= now()
                ORDER BY valid_until LIMIT ?
                """,
                (row, n) -> due(row).term(),
                limit);
        List<Term> ended = new ArrayList<>();
        for (Term term : over) {
            if (Boolean.TRUE.equals(transaction.execute(status -> end(term)))) {
                ended.add(term);
            }
        }
        return ended;
    }

    private boolean end(Term term) {
        agreements.lock(term.id(), term.center(), term.platform());
        List<Due> ended = jdbc.query(
                """
                UPDATE agreement SET state = 'ENDED', changed_at = now()
                WHERE id = ? AND version = ? AND state IN ('ACTIVE', 'SUSPENDED') AND valid_until <= now() RETURNING *
                """,
                (row, n) -> due(row),
                term.id(),
                term.version());
        if (ended.isEmpty()) {
            return false;
        }
        agreements.record(term.id(), ended.get(0).changed(), AgreementState.ENDED.name(), GATEWAY, "expired");
        agreements.prepareWaitingAnew(term.id());
        return true;
    }

    /**
     * Warns that terms end within so many days: as an event, and in the inbox of the center.
     *
     * @return those of which nobody has warned at this or a later time; at most {@code limit}
     */
    public List<Term> warn(int days, int limit) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<String> centers = jdbc.queryForList(
                    "SELECT DISTINCT center FROM agreement WHERE " + NOT_WARNED + " ORDER BY center LIMIT ?",
                    String.class,
                    days,
                    days,
                    limit);
            centers.forEach(notices::lock); // Inboxes before agreements, as whoever brings what a platform sends.
            List<Due> warned = jdbc.query(
                    """
                    UPDATE agreement SET warned_days = ?
                    WHERE (id, version) IN (
                        SELECT id, version FROM agreement WHERE %s AND center = ANY (?)
                        ORDER BY id, version LIMIT ? FOR NO KEY UPDATE SKIP LOCKED)
                    RETURNING *
                    """
                            .formatted(NOT_WARNED),
                    (row, n) -> due(row),
                    days,
                    days,
                    days,
                    SqlColumns.texts(centers, center -> center),
                    limit);
            String reason = "within " + days + (days == 1 ? " day" : " days");
            warned.forEach(due -> agreements.record(due.term().id(), due.changed(), "EXPIRES_SOON", GATEWAY, reason));
            warned.forEach(due -> notices.append(due.expiresSoon(days)));
            return warned.stream().map(Due::term).toList();
        }));
    }

    /** Versions in force that end within so many days, the first to end first; at most {@code limit}. */
    public List<Term> endingWithin(int days, int limit) {
        return jdbc.query(
                """
                SELECT * FROM agreement
                WHERE state IN ('ACTIVE', 'SUSPENDED') AND valid_until > now()
                  AND valid_until <= now() + make_interval(days => ?)
                ORDER BY valid_until, id LIMIT ?
                """,
                (row, n) -> due(row).term(),
                days,
                limit);
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                new Term(
                        row.getString("id"),
                        row.getInt("version"),
                        row.getString("center"),
                        row.getString("platform"),
                        row.getObject("valid_until", OffsetDateTime.class).toInstant()),
                row.getBytes("hash"));
    }
}
