package org.shuqiao.routes.ledger;

import java.util.Collection;
import java.util.List;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** What the book of agreements reads: often which versions there are, and the document of each only once. */
public final class BookLedger {
    private static final String VERSIONS =
            "SELECT id, version, state, center, platform FROM agreement WHERE state IN ('ACTIVE', 'SUSPENDED', 'ENDED', 'REVOKED')";
    private static final RowMapper<Version> VERSION = (row, n) -> new Version(
            new VersionKey(row.getString(1), row.getInt(2)),
            AgreementState.valueOf(row.getString(3)),
            row.getString(4),
            row.getString(5));

    private final JdbcTemplate jdbc;

    BookLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** One version of an agreement, whose document never changes. */
    public record VersionKey(String id, int version) {}

    public record Version(VersionKey key, AgreementState state, String center, String platform) {}

    /**
     * @param json as imported
     * @param hash SM3 of what was signed of it
     */
    public record Document(VersionKey key, byte[] json, byte[] hash) {}

    /** Every version that was ever in force, by id and version. */
    public List<Version> versions() {
        return jdbc.query(VERSIONS + " ORDER BY id, version", VERSION);
    }

    /** Those between two parties. */
    public List<Version> versionsBetween(String center, String platform) {
        return jdbc.query(
                VERSIONS + " AND center = ? AND platform = ? ORDER BY id, version", VERSION, center, platform);
    }

    /** In any order. */
    public List<Document> documents(Collection<VersionKey> keys) {
        return jdbc.query(
                """
                SELECT a.id, a.version, a.document, a.hash FROM unnest(?, ?) AS wanted (id, version)
                JOIN agreement a ON a.id = wanted.id AND a.version = wanted.version
                """,
                (row, n) ->
                        new Document(new VersionKey(row.getString(1), row.getInt(2)), row.getBytes(3), row.getBytes(4)),
                SqlColumns.texts(keys, VersionKey::id),
                SqlColumns.numbers(keys, VersionKey::version));
    }
}
