package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** What versions there are and what happened to them, for people. */
public final class AgreementHistoryLedger {
    private static final String COLUMNS =
            "SELECT id, version, state, center, platform, valid_from, valid_until, hash FROM agreement ";

    private static final RowMapper<Version> VERSION = (row, n) -> new Version(
            row.getString("id"),
            row.getInt("version"),
            HexFormat.of().formatHex(row.getBytes("hash")),
            AgreementState.valueOf(row.getString("state")),
            row.getString("center"),
            row.getString("platform"),
            row.getObject("valid_from", OffsetDateTime.class).toInstant(),
            row.getObject("valid_until", OffsetDateTime.class).toInstant());

    private final JdbcTemplate jdbc;

    AgreementHistoryLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param hash lower-case hexadecimal
     * @param validUntil exclusive
     */
    public record Version(
            String id,
            int version,
            String hash,
            AgreementState state,
            String center,
            String platform,
            Instant validFrom,
            Instant validUntil) {}

    /**
     * @param actor id of the key, or {@code gateway}
     * @param holder who holds that key; null where it names nobody
     */
    public record Event(
            int version, String event, String actor, @Nullable String holder, String reason, Instant happenedAt) {}

    /** Every version but those that were withdrawn, by id and version. */
    public List<Version> all() {
        return jdbc.query(COLUMNS + "WHERE state <> 'WITHDRAWN' ORDER BY id, version", VERSION);
    }

    /** What is null is not asked for. */
    public record Filter(@Nullable String center, @Nullable String platform, @Nullable AgreementState state) {}

    /**
     * Of each agreement the version in force or suspended and the newest that was not withdrawn, by id and version.
     *
     * @param filter of agreements that have such a version
     * @param after the last agreement of the page before; empty for the first page
     * @param agreements at most
     */
    public List<StoredAgreement> page(Filter filter, String after, int agreements) {
        String state = filter.state() == null ? null : filter.state().name();
        return jdbc.query(
                """
                WITH ids AS (
                    SELECT DISTINCT id FROM agreement
                    WHERE state <> 'WITHDRAWN' AND id > ? AND (?::text IS NULL OR center = ?)
                      AND (?::text IS NULL OR platform = ?) AND (?::text IS NULL OR state = ?)
                    ORDER BY id LIMIT ?)
                SELECT a.* FROM ids JOIN agreement a ON a.id = ids.id
                WHERE a.state IN ('ACTIVE', 'SUSPENDED')
                   OR a.version = (SELECT max(n.version) FROM agreement n WHERE n.id = a.id AND n.state <> 'WITHDRAWN')
                ORDER BY a.id, a.version
                """,
                AgreementLedger.STORED,
                after,
                filter.center(),
                filter.center(),
                filter.platform(),
                filter.platform(),
                state,
                state,
                agreements);
    }

    /** The newest versions of one agreement, newest first, withdrawn ones among them. */
    public List<Version> versions(String id, int limit) {
        return jdbc.query(COLUMNS + "WHERE id = ? ORDER BY version DESC LIMIT ?", VERSION, id, limit);
    }

    /** The newest events of one agreement, newest first. */
    public List<Event> events(String id, int limit) {
        return jdbc.query(
                """
                SELECT e.version, e.event, e.actor, k.holder, e.reason, e.happened_at
                FROM agreement_event e LEFT JOIN api_key k ON k.id = e.actor
                WHERE e.agreement = ? ORDER BY e.id DESC LIMIT ?
                """,
                (row, n) -> new Event(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class).toInstant()),
                id,
                limit);
    }
}
