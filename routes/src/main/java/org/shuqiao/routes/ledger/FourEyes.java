package org.shuqiao.routes.ledger;

import java.util.Map;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which steps need a second person. A person is who holds the key: neither the same key nor another key of the same holder is a second
 * one. Asked in the transaction of the step, since keys are revoked at any time.
 */
final class FourEyes {
    private final JdbcTemplate jdbc;

    FourEyes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Failure {@link FailureCode#HOLDER_UNKNOWN} where the key is no officer's, is revoked, or names nobody */
    String holder(String key) {
        return jdbc
                .queryForList(
                        """
                        SELECT holder FROM api_key
                        WHERE id = ? AND role = 'OFFICER' AND holder IS NOT NULL AND revoked_at IS NULL
                        """,
                        String.class,
                        key)
                .stream()
                .findFirst()
                .orElseThrow(() -> new Failure(FailureCode.HOLDER_UNKNOWN));
    }

    /** @throws Failure {@link FailureCode#FOUR_EYES} for who has drafted or proposed this version since it was last withdrawn */
    void requireNotItsAuthor(String id, int version, String key) {
        require(
                key,
                """
                e.agreement = ? AND e.version = ? AND e.event IN ('DRAFTED', 'PROPOSED')
                AND e.id > coalesce((SELECT max(w.id) FROM agreement_event w
                                     WHERE w.agreement = e.agreement AND w.version = e.version AND w.event = 'WITHDRAWN'), 0)
                """,
                id,
                version);
    }

    /** @throws Failure {@link FailureCode#FOUR_EYES} for who has suspended the agreement last */
    void requireNotItsSuspender(String id, String key) {
        require(
                key,
                """
                e.agreement = ? AND e.event = 'SUSPENDED'
                AND e.id = (SELECT max(s.id) FROM agreement_event s WHERE s.agreement = ? AND s.event = 'SUSPENDED')
                """,
                id,
                id);
    }

    /**
     * Whether two keys are one person's.
     *
     * @throws Failure {@link FailureCode#HOLDER_UNKNOWN} as {@link #holder} for the second
     */
    boolean isSamePerson(String first, String key) {
        String holder = holder(key);
        return first.equals(key)
                || !jdbc.queryForList("SELECT 1 FROM api_key WHERE id = ? AND lower(holder) = lower(?)", first, holder)
                        .isEmpty();
    }

    /** Whether a key still counts: a proposal of one that was revoked since is nobody's. */
    boolean isOfficers(String key) {
        return !jdbc.queryForList(
                        """
                        SELECT 1 FROM api_key
                        WHERE id = ? AND role = 'OFFICER' AND holder IS NOT NULL AND revoked_at IS NULL
                        """,
                        key)
                .isEmpty();
    }

    private void require(String key, String steps, Object first, Object second) {
        String holder = holder(key);
        boolean same = !jdbc.queryForList(
                        "SELECT 1 FROM agreement_event e LEFT JOIN api_key k ON k.id = e.actor WHERE " + steps
                                + " AND (e.actor = ? OR lower(k.holder) = lower(?)) LIMIT 1",
                        first,
                        second,
                        key,
                        holder)
                .isEmpty();
        if (same) {
            throw new Failure(FailureCode.FOUR_EYES, Map.of("what", "agreement"));
        }
    }
}
