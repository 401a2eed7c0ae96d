package org.shuqiao.routes.ledger;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionTemplate;

/** Centers and API keys (stored as hashes only). */
public final class CenterLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ActRows acts;

    CenterLedger(JdbcTemplate jdbc, TransactionTemplate transaction, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.acts = acts;
    }

    /** @param center USCI of the key's center; null for a key that belongs to no center */
    public record StoredKey(String id, byte[] secretHash, String role, @Nullable String center, boolean revoked) {}

    /** @param region where it is, six digits */
    public record Center(String usci, String name, String region) {}

    public Optional<Center> center(String usci) {
        return jdbc
                .query(
                        "SELECT usci, name, region FROM center WHERE usci = ?",
                        (row, n) -> new Center(row.getString(1), row.getString(2), row.getString(3)),
                        usci)
                .stream()
                .findFirst();
    }

    /**
     * @param actor the key with which it is registered
     * @return false where the center is registered already
     */
    public boolean register(String usci, String name, String region, String actor) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean isNew = jdbc.update(
                            "INSERT INTO center (usci, name, region) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                            usci,
                            name,
                            region)
                    == 1;
            if (isNew) {
                acts.record("REGISTER_CENTER", usci, name, actor, null);
            }
            return isNew;
        }));
    }

    /**
     * A key that is to be issued.
     *
     * @param center null for roles that belong to none
     * @param holder the person who has it, by name or staff number; null for a key of a center and for one that no person holds
     */
    public record NewApiKey(
            String id,
            byte[] secretHash,
            String role,
            @Nullable String center,
            String label,
            @Nullable String holder) {}

    /**
     * Keys are written down with who issued them: what needs two persons rests on who their holders are.
     *
     * @param actor the key with which it is issued
     * @return false where the center is not registered
     */
    public boolean addKey(NewApiKey key, String actor) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean added = insert(key);
            if (added) {
                acts.record("ISSUE_KEY", key.id(), key.role(), actor, null);
            }
            return added;
        }));
    }

    boolean insert(NewApiKey key) {
        String center = key.center();
        if (center != null
                && jdbc.queryForList("SELECT 1 FROM center WHERE usci = ?", center)
                        .isEmpty()) {
            return false;
        }
        try {
            jdbc.update(
                    "INSERT INTO api_key (id, secret_hash, role, center, label, holder) VALUES (?, ?, ?, ?, ?, ?)",
                    key.id(),
                    key.secretHash(),
                    key.role(),
                    center,
                    key.label(),
                    key.holder());
            return true;
        } catch (DuplicateKeyException twice) {
            throw new IllegalStateException("key ids are random and must not repeat", twice);
        }
    }

    /**
     * Names the person who holds an officer's key that names nobody, once and for ever: what was done with it was done by that person.
     *
     * @param actor the key with which it is named
     * @throws Failure {@link FailureCode#NOT_FOUND} where no officer's key of this id is in force, {@link FailureCode#WRONG_STATE} where it
     *     names its holder already
     */
    public void nameHolder(String id, String holder, String actor) {
        transaction.executeWithoutResult(status -> {
            boolean known = !jdbc.queryForList(
                            "SELECT 1 FROM api_key WHERE id = ? AND role = 'OFFICER' AND revoked_at IS NULL FOR UPDATE",
                            id)
                    .isEmpty();
            if (!known) {
                throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "api key"));
            }
            if (jdbc.update("UPDATE api_key SET holder = ? WHERE id = ? AND holder IS NULL", holder, id) == 0) {
                throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "api key"));
            }
            acts.record("NAME_HOLDER", id, "OFFICER", actor, null);
        });
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

    /**
     * @param actor the key with which it is revoked
     * @return false where no such key is in force
     */
    public boolean revokeKey(String id, String actor) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            List<String> role = jdbc.queryForList(
                    "UPDATE api_key SET revoked_at = now() WHERE id = ? AND revoked_at IS NULL RETURNING role",
                    String.class,
                    id);
            role.forEach(of -> acts.record("REVOKE_KEY", id, of, actor, null));
            return !role.isEmpty();
        }));
    }
}
