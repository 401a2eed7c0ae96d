package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts of people at the console, each beside a row of {@code api_key} that says what its holder may do. */
public final class AccountLedger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CenterLedger centers;
    private final ActRows acts;

    AccountLedger(JdbcTemplate jdbc, TransactionTemplate transaction, CenterLedger centers, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.centers = centers;
        this.acts = acts;
    }

    /**
     * @param key what the account may do; nobody knows its secret
     * @param name as its holder writes it, {@code foldedName} as it is compared
     */
    public record NewAccount(CenterLedger.NewApiKey key, String name, String foldedName, String passwordHash) {}

    /**
     * An account as an administrator sees it.
     *
     * @param shutUntil end of a lock-out after too many attempts; null where there is none
     * @param locked by an administrator
     */
    public record Account(
            String keyId,
            String name,
            String role,
            @Nullable String center,
            @Nullable String holder,
            boolean mustChange,
            @Nullable Instant shutUntil,
            boolean locked,
            boolean revoked,
            @Nullable Instant signedInAt,
            Instant createdAt) {}

    /** What is needed to check one password that somebody tries, which is counted already. */
    public record Attempt(
            String keyId,
            String name,
            String role,
            @Nullable String center,
            String passwordHash,
            boolean mustChange,
            int edition,
            String language) {}

    /** @param edition sessions of another one have ended */
    public record Standing(boolean inForce, int edition) {}

    /**
     * @param actor the key with which it is made
     * @throws Failure {@link FailureCode#ALREADY_EXISTS} where the name is taken, {@link FailureCode#NOT_FOUND} for a center that is not
     *     registered
     */
    public void create(NewAccount account, String actor) {
        transaction.executeWithoutResult(status -> {
            if (!centers.addKey(account.key(), actor)) {
                throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "center"));
            }
            try {
                jdbc.update(
                        "INSERT INTO account (key_id, name, folded_name, password_hash) VALUES (?, ?, ?, ?)",
                        account.key().id(),
                        account.name(),
                        account.foldedName(),
                        account.passwordHash());
            } catch (DuplicateKeyException taken) {
                throw new Failure(FailureCode.ALREADY_EXISTS, Map.of("what", "account"));
            }
            acts.record("CREATE_ACCOUNT", account.key().id(), account.key().role(), actor, null);
        });
    }

    /**
     * Counts an attempt before its password is looked at, so that many at once are no way around the count. The last that is free shuts
     * the account already; {@link #signedIn} opens it again.
     *
     * @return empty where there is no such account, it is not in force or nobody may sign in to it now
     */
    public Optional<Attempt> attempt(String foldedName, int free, Duration shutFor) {
        return jdbc
                .query(
                        """
                        WITH counted AS (
                            UPDATE account SET
                                failed = CASE WHEN shut_until IS NULL THEN failed + 1 ELSE 1 END,
                                shut_until = CASE WHEN shut_until IS NULL AND failed + 1 >= ?
                                    THEN now() + ? * interval '1 millisecond' END
                            WHERE folded_name = ? AND locked_at IS NULL AND (shut_until IS NULL OR shut_until <= now())
                            RETURNING key_id, name, password_hash, must_change, edition, language)
                        SELECT a.key_id, a.name, k.role, k.center, a.password_hash, a.must_change, a.edition, a.language
                        FROM counted a JOIN api_key k ON k.id = a.key_id WHERE k.revoked_at IS NULL""",
                        (row, n) -> new Attempt(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getBoolean(6),
                                row.getInt(7),
                                row.getString(8)),
                        free,
                        shutFor.toMillis(),
                        foldedName)
                .stream()
                .findFirst();
    }

    /** The attempt succeeded: those before it do not count any more. */
    public void signedIn(String keyId) {
        jdbc.update("UPDATE account SET failed = 0, shut_until = NULL, signed_in_at = now() WHERE key_id = ?", keyId);
    }

    /** @return empty where there is no such account */
    public Optional<Standing> standing(String keyId) {
        return jdbc
                .query(
                        """
                        SELECT k.revoked_at IS NULL AND a.locked_at IS NULL, a.edition
                        FROM account a JOIN api_key k ON k.id = a.key_id WHERE a.key_id = ?""",
                        (row, n) -> new Standing(row.getBoolean(1), row.getInt(2)),
                        keyId)
                .stream()
                .findFirst();
    }

    /**
     * By name.
     *
     * @param after key of the account behind which to go on; empty for the first
     * @param limit of rows
     */
    public List<Account> list(String after, int limit) {
        return jdbc.query(
                """
                SELECT a.key_id, a.name, k.role, k.center, k.holder, a.must_change,
                    CASE WHEN a.shut_until > now() THEN a.shut_until END, a.locked_at IS NOT NULL, k.revoked_at IS NOT NULL,
                    a.signed_in_at, a.created_at
                FROM account a JOIN api_key k ON k.id = a.key_id
                WHERE a.folded_name > coalesce((SELECT folded_name FROM account WHERE key_id = ?), '')
                ORDER BY a.folded_name LIMIT ?""",
                (row, n) -> new Account(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBoolean(6),
                        instant(row, 7),
                        row.getBoolean(8),
                        row.getBoolean(9),
                        instant(row, 10),
                        row.getTimestamp(11).toInstant()),
                after,
                limit);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    /**
     * Its holder has chosen a password; sessions of before end.
     *
     * @return the edition of sessions that go on
     */
    public int choosePassword(String keyId, String hash) {
        return newPassword(keyId, hash, false, keyId).edition();
    }

    /**
     * Somebody else gives the account a password, which its holder must change. Lock-outs end, a lock does not.
     *
     * @return the account's name
     */
    public String resetPassword(String keyId, String hash, String actor) {
        return newPassword(keyId, hash, true, actor).name();
    }

    private record Renewed(String name, int edition) {}

    private Renewed newPassword(String keyId, String hash, boolean mustChange, String actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Renewed renewed = setPassword(keyId, hash, mustChange);
            acts.record(mustChange ? "RESET_PASSWORD" : "CHANGE_PASSWORD", keyId, "", actor, null);
            return renewed;
        }));
    }

    private Renewed setPassword(String keyId, String hash, boolean mustChange) {
        return jdbc
                .query(
                        """
                        UPDATE account a SET password_hash = ?, must_change = ?, edition = edition + 1, failed = 0, shut_until = NULL
                        FROM api_key k WHERE k.id = a.key_id AND k.revoked_at IS NULL AND a.key_id = ? RETURNING a.name, a.edition""",
                        (row, n) -> new Renewed(row.getString(1), row.getInt(2)),
                        hash,
                        mustChange,
                        keyId)
                .stream()
                .findFirst()
                .orElseThrow(AccountLedger::unknown);
    }

    /** @throws Failure {@link FailureCode#NOT_FOUND} where no such account is open */
    public void lock(String keyId, String reason, String actor) {
        change(
                "UPDATE account SET locked_at = now() WHERE key_id = ? AND locked_at IS NULL",
                keyId,
                "LOCK_ACCOUNT",
                reason,
                actor);
    }

    /** Also ends a lock-out. @throws Failure {@link FailureCode#NOT_FOUND} where no such account is shut in either way */
    public void unlock(String keyId, String reason, String actor) {
        change(
                """
                UPDATE account SET locked_at = NULL, failed = 0, shut_until = NULL
                WHERE key_id = ? AND (locked_at IS NOT NULL OR shut_until > now())""",
                keyId,
                "UNLOCK_ACCOUNT",
                reason,
                actor);
    }

    /** For ever. @throws Failure {@link FailureCode#NOT_FOUND} where no such account is in force */
    public void revoke(String keyId, String actor) {
        change(
                """
                UPDATE api_key SET revoked_at = now() WHERE id = ? AND revoked_at IS NULL
                    AND EXISTS (SELECT 1 FROM account WHERE key_id = id)""",
                keyId,
                "REVOKE_ACCOUNT",
                "",
                actor);
    }

    private void change(String sql, String keyId, String action, String reason, String actor) {
        transaction.executeWithoutResult(status -> {
            if (jdbc.update(sql, keyId) == 0) {
                throw unknown();
            }
            acts.record(action, keyId, reason, actor, null);
        });
    }

    /** @param language {@code zh} or {@code en} */
    public void speak(String keyId, String language) {
        jdbc.update("UPDATE account SET language = ? WHERE key_id = ?", language, keyId);
    }

    private static Failure unknown() {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", "account"));
    }
}
