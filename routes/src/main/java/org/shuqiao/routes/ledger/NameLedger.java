package org.shuqiao.routes.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What centers, and who has API keys, are called. */
public final class NameLedger {
    private static final String LITERALLY = "[\\\\%_]";

    private final JdbcTemplate jdbc;

    NameLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Who has a key.
     *
     * @param holder the person; null for a key of a center and for one that no person holds
     * @param account name with which its person signs in; null for a key of programs
     * @param center USCI; null for a key that belongs to none
     */
    public record KeyHolder(@Nullable String holder, @Nullable String account, @Nullable String center, String label) {}

    /** The name of a registered center; it never changes. */
    public Optional<String> center(String usci) {
        return jdbc.queryForList("SELECT name FROM center WHERE usci = ?", String.class, usci).stream()
                .findFirst();
    }

    /** Names by USCI, in the order of the names. */
    public Map<String, String> centers(int limit) {
        Map<String, String> names = new LinkedHashMap<>();
        jdbc.query(
                "SELECT usci, name FROM center ORDER BY name, usci LIMIT ?",
                row -> {
                    names.put(row.getString(1), row.getString(2));
                },
                limit);
        return names;
    }

    /**
     * The center that is called so, or whose name alone has this as a part.
     *
     * @return its USCI; empty where there is none, or more than one
     */
    public Optional<String> centerCalled(String name) {
        List<String> exact = jdbc.queryForList("SELECT usci FROM center WHERE name = ? LIMIT 2", String.class, name);
        List<String> found = exact.isEmpty()
                ? jdbc.queryForList(
                        "SELECT usci FROM center WHERE name ILIKE ? LIMIT 2",
                        String.class,
                        "%" + name.replaceAll(LITERALLY, "\\\\$0") + "%")
                : exact;
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Who has keys that belong to no center, by the ids of these keys, in the order of the names. */
    public Map<String, String> people(int limit) {
        Map<String, String> names = new LinkedHashMap<>();
        jdbc.query(
                """
                SELECT k.id, concat_ws(' · ', coalesce(k.holder, k.label), a.name) AS name
                FROM api_key k LEFT JOIN account a ON a.key_id = k.id
                WHERE k.role <> 'CENTER' ORDER BY name, k.id LIMIT ?
                """,
                row -> {
                    names.put(row.getString(1), row.getString(2));
                },
                limit);
        return names;
    }

    public Optional<KeyHolder> keyHolder(String id) {
        return jdbc
                .query(
                        """
                        SELECT k.holder, a.name, k.center, k.label FROM api_key k LEFT JOIN account a ON a.key_id = k.id
                        WHERE k.id = ?
                        """,
                        (row, n) ->
                                new KeyHolder(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        id)
                .stream()
                .findFirst();
    }
}
