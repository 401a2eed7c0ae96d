package org.shuqiao.routes.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/** Centers, their secret words, and API keys (stored as hashes only). */
public final class CenterLedger {
    private final JdbcTemplate jdbc;

    public CenterLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param center USCI of the key's center; null for a key that belongs to no center */
    public record StoredKey(String id, byte[] secretHash, String role, @Nullable String center, boolean revoked) {}

    /** @return false where the center is registered already */
    public boolean register(String usci, String name, String region) {
        return jdbc.update(
                        "INSERT INTO center (usci, name, region) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        usci,
                        name,
                        region)
                == 1;
    }

    /** @return false for an unknown center */
    public boolean setDictionary(String usci, List<String> words) {
        return jdbc.update(
                        "UPDATE center SET dictionary = ? WHERE usci = ?",
                        new SqlArrayValue("text", words.toArray()),
                        usci)
                == 1;
    }

    /** The secret words of a center, which must not occur in any payload; empty for an unknown center. */
    public List<String> dictionary(String usci) {
        return jdbc
                .query(
                        "SELECT dictionary FROM center WHERE usci = ?",
                        (row, n) -> Arrays.asList((String[]) row.getArray(1).getArray()),
                        usci)
                .stream()
                .findFirst()
                .map(ArrayList::new)
                .orElseGet(ArrayList::new);
    }

    /** @return false where the center is not registered */
    public boolean addKey(String id, byte[] secretHash, String role, @Nullable String center, String label) {
        if (center != null
                && jdbc.queryForList("SELECT 1 FROM center WHERE usci = ?", center)
                        .isEmpty()) {
            return false;
        }
        try {
            jdbc.update(
                    "INSERT INTO api_key (id, secret_hash, role, center, label) VALUES (?, ?, ?, ?, ?)",
                    id,
                    secretHash,
                    role,
                    center,
                    label);
            return true;
        } catch (DuplicateKeyException twice) {
            throw new IllegalStateException("key ids are random and must not repeat", twice);
        }
    }

    public Optional<StoredKey> key(String id) {
        return jdbc
                .query(
                        "SELECT id, secret_hash, role, center, revoked_at IS NOT NULL FROM api_key WHERE id = ?",
                        (row, n) -> new StoredKey(
                                row.getString(1),
                                row.getBytes(2),
                                row.getString(3),
                                row.getString(4),
                                row.getBoolean(5)),
                        id)
                .stream()
                .findFirst();
    }

    /** Those of some API keys that were not revoked. */
    public Set<String> keysInForce(Collection<String> ids) {
        return new HashSet<>(jdbc.queryForList(
                "SELECT id FROM api_key WHERE id = ANY (?) AND revoked_at IS NULL",
                String.class,
                new SqlArrayValue("text", ids.toArray())));
    }

    public boolean hasKeyOfRole(String role) {
        return !jdbc.queryForList("SELECT 1 FROM api_key WHERE role = ? AND revoked_at IS NULL LIMIT 1", role)
                .isEmpty();
    }

    /** @return false where no such key is in force */
    public boolean revokeKey(String id) {
        return jdbc.update("UPDATE api_key SET revoked_at = now() WHERE id = ? AND revoked_at IS NULL", id) == 1;
    }
}
