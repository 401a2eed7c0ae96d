package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.CenterLedger.NewApiKey;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The API keys of one center, as a person of that center looks after them. Keys that are the account of a person are none of them:
 * whoever ends those ends the person's sign-in, which is an administrator's to do.
 */
public final class CenterKeyLedger {
    /** Ended keys are shown for what was done with them; the newest are enough for that. */
    private static final int ENDED_SHOWN = 50;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final CenterLedger centers;
    private final ActRows acts;

    CenterKeyLedger(JdbcTemplate jdbc, TransactionTemplate transaction, CenterLedger centers, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.centers = centers;
        this.acts = acts;
    }

    /** @param revokedAt null while it is in force */
    public record OwnKey(String id, String label, Instant issuedAt, @Nullable Instant revokedAt) {}

    /** Those in force first, each group newest first. */
    public List<OwnKey> keys(String center) {
        return jdbc.query(
                """
                (SELECT id, label, created_at, revoked_at FROM api_key k
                 WHERE center = ? AND revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM account a WHERE a.key_id = k.id)
                 ORDER BY created_at DESC)
                UNION ALL
                (SELECT id, label, created_at, revoked_at FROM api_key k
                 WHERE center = ? AND revoked_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM account a WHERE a.key_id = k.id)
                 ORDER BY created_at DESC LIMIT ?)
                """,
                (row, n) -> {
                    OffsetDateTime revoked = row.getObject(4, OffsetDateTime.class);
                    return new OwnKey(
                            row.getString(1),
                            row.getString(2),
                            row.getObject(3, OffsetDateTime.class).toInstant(),
                            revoked == null ? null : revoked.toInstant());
                },
                center,
                center,
                ENDED_SHOWN);
    }

    /**
     * @param most keys in force that the center may have
     * @param actor the key of the person who issues it
     * @throws Failure {@link FailureCode#WRONG_STATE} where the center has as many already
     */
    public void issue(NewApiKey key, int most, String actor) {
        String center = Objects.requireNonNull(key.center(), "a key of a center has one");
        transaction.executeWithoutResult(status -> {
            // Two persons at once must not come to one more than may be.
            jdbc.queryForList("SELECT 1 FROM center WHERE usci = ? FOR UPDATE", center);
            Integer inForce = jdbc.queryForObject(
                    """
                    SELECT count(*) FROM api_key k WHERE center = ? AND revoked_at IS NULL
                      AND NOT EXISTS (SELECT 1 FROM account a WHERE a.key_id = k.id)
                    """,
                    Integer.class,
                    center);
            if (Objects.requireNonNull(inForce) >= most) {
                throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "api key", "most", most));
            }
            if (!centers.insert(key)) {
                throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "center"));
            }
            acts.record("ISSUE_KEY", key.id(), key.role(), actor, null);
        });
    }

    /**
     * @param actor the key of the person who ends it
     * @throws Failure {@link FailureCode#NOT_FOUND} where the center has no such key in force
     */
    public void revoke(String id, String center, String actor) {
        transaction.executeWithoutResult(status -> {
            int revoked = jdbc.update(
                    """
                    UPDATE api_key k SET revoked_at = now() WHERE id = ? AND center = ? AND revoked_at IS NULL
                      AND NOT EXISTS (SELECT 1 FROM account a WHERE a.key_id = k.id)
                    """,
                    id,
                    center);
            if (revoked == 0) {
                throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "api key"));
            }
            acts.record("REVOKE_KEY", id, "CENTER", actor, null);
        });
    }
}
