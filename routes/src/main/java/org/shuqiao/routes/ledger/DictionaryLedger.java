package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.shuqiao.mappings.residue.DictionaryTerm;
import org.shuqiao.mappings.residue.DictionaryTerm.Allowed;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The secret words of centers. A change replaces all of a center's words at once and gets the next number. */
public final class DictionaryLedger {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ActRows acts;

    DictionaryLedger(JdbcTemplate jdbc, TransactionTemplate transaction, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.acts = acts;
    }

    /** The words, and the phrases in which a word is none. */
    public record Words(List<DictionaryTerm> terms, List<Allowed> allowed) {
        public static final Words NONE = new Words(List.of(), List.of());
    }

    /** @param changedBy id of an API key */
    public record Stored(long version, Words words, Instant changedAt, String changedBy) {}

    /**
     * Replaces a center's words. Ledger and log say that somebody did, and not what they are.
     *
     * @return the version; empty for an unknown center
     */
    public Optional<Long> set(String center, Words words, String actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (jdbc.queryForList("SELECT 1 FROM center WHERE usci = ? FOR UPDATE", center)
                    .isEmpty()) {
                return Optional.<Long>empty();
            }
            Long version = jdbc.queryForObject(
                    """
                    INSERT INTO dictionary (center, version, terms, allowed, changed_by) VALUES (?, 1, ?::jsonb, ?::jsonb, ?)
                    ON CONFLICT (center) DO UPDATE SET version = dictionary.version + 1, terms = excluded.terms,
                        allowed = excluded.allowed, changed_at = now(), changed_by = excluded.changed_by
                    RETURNING version
                    """,
                    Long.class,
                    center,
                    JSON.writeValueAsString(words.terms()),
                    JSON.writeValueAsString(words.allowed()),
                    actor);
            acts.record("SET_DICTIONARY", center, "version " + version, actor, null);
            return Optional.ofNullable(version);
        }));
    }

    /** Number of the words that are in force; 0 for a center without any. */
    public long version(String center) {
        return jdbc.queryForList("SELECT version FROM dictionary WHERE center = ?", Long.class, center).stream()
                .findFirst()
                .orElse(0L);
    }

    public Optional<Stored> find(String center) {
        return jdbc
                .query(
                        "SELECT version, terms, allowed, changed_at, changed_by FROM dictionary WHERE center = ?",
                        (row, n) -> new Stored(
                                row.getLong(1),
                                new Words(
                                        JSON.readValue(row.getString(2), new TypeReference<List<DictionaryTerm>>() {}),
                                        JSON.readValue(row.getString(3), new TypeReference<List<Allowed>>() {})),
                                row.getObject(4, OffsetDateTime.class).toInstant(),
                                row.getString(5)),
                        center)
                .stream()
                .findFirst();
    }
}
