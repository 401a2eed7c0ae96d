package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Documents of agreements in force with the time at which their signatures were accepted, for those who look at these again. */
public final class SignatureLedger {
    private static final RowMapper<Accepted> ACCEPTED = (row, n) -> new Accepted(
            row.getString("id"),
            row.getInt("version"),
            row.getBytes("document"),
            row.getObject("accepted_at", OffsetDateTime.class).toInstant());

    /** A version is in force from one event on; what came before it was not relied upon. */
    private static final String ALL =
            """
            SELECT a.id, a.version, a.document,
                   coalesce((SELECT min(e.happened_at) FROM agreement_event e
                             WHERE e.agreement = a.id AND e.version = a.version AND e.event = 'ACTIVATED'), a.changed_at) AS accepted_at
            FROM agreement a
            """;

    private final JdbcTemplate jdbc;

    SignatureLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param acceptedAt when the version was put in force, which its signatures had to hold for */
    public record Accepted(String id, int version, byte[] document, Instant acceptedAt) {}

    /**
     * A page of the active versions, by id.
     *
     * @param since only those that came into their state since
     * @param after id of the last one of the page before; empty for the first page
     */
    public List<Accepted> active(Instant since, String after, int limit) {
        return jdbc.query(
                ALL + " WHERE a.state = 'ACTIVE' AND a.changed_at >= ? AND a.id > ? ORDER BY a.id LIMIT ?",
                ACCEPTED,
                since.atOffset(ZoneOffset.UTC),
                after,
                limit);
    }

    /** One version, in whatever state. */
    public Optional<Accepted> accepted(String id, int version) {
        return jdbc.query(ALL + " WHERE a.id = ? AND a.version = ?", ACCEPTED, id, version).stream()
                .findFirst();
    }

    /** The version of an agreement that is suspended. */
    public Optional<Accepted> suspended(String id) {
        return jdbc.query(ALL + " WHERE a.state = 'SUSPENDED' AND a.id = ?", ACCEPTED, id).stream()
                .findFirst();
    }
}
