package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Revokes agreements, at once or when their notice has run. */
public final class RevocationLedger {
    private static final String REVOKED = AgreementState.REVOKED.name();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final AgreementLedger agreements;

    RevocationLedger(JdbcTemplate jdbc, TransactionTemplate transaction, AgreementLedger agreements) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.agreements = agreements;
    }

    /**
     * What an officer wants.
     *
     * @param effectiveAt when it takes effect; null for at once
     * @param deletes whether what has arrived is to be taken down and what we keep is to be deleted
     */
    public record Order(@Nullable Instant effectiveAt, boolean deletes, String actor, String reason) {}

    private record Due(String agreement, int version, String actor, String reason) {}

    /** The newest version that is in force, suspended or revoked. */
    public Optional<StoredAgreement> newest(String id) {
        return jdbc
                .query(
                        """
                        SELECT * FROM agreement WHERE id = ? AND state IN ('ACTIVE', 'SUSPENDED', 'REVOKED')
                        ORDER BY version DESC LIMIT 1
                        """,
                        AgreementLedger.STORED,
                        id)
                .stream()
                .findFirst();
    }

    /** When a notice that was given takes effect; empty where none runs. */
    public Optional<Instant> noticed(String id, int version) {
        return jdbc
                .query(
                        "SELECT effective_at FROM revocation WHERE agreement = ? AND version = ? AND outcome IS NULL",
                        (row, n) -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        id,
                        version)
                .stream()
                .findFirst();
    }

    /**
     * Revokes a version that is in force or suspended, or writes down the notice. A notice that runs already stays as it is.
     *
     * @return false where the version is no longer in force
     */
    public boolean revoke(StoredAgreement agreement, Order order) {
        return AfterDeadlock.tryAgain(transaction, () -> {
            agreements.lock(agreement.id(), agreement.center(), agreement.platform());
            AgreementState state = state(agreement);
            if (state == null) {
                return false;
            }
            boolean first = insert(agreement, order);
            if (order.effectiveAt() == null) {
                end(agreement, state, order.actor(), order.reason());
            } else if (first) {
                agreements.event(agreement, "REVOCATION_NOTICED", order.actor(), order.reason());
            }
            return true;
        });
    }

    private boolean insert(StoredAgreement agreement, Order order) {
        Instant effective = order.effectiveAt();
        return jdbc.update(
                        """
                        INSERT INTO revocation (agreement, version, effective_at, deletes, actor, reason)
                        VALUES (?, ?, coalesce(?::timestamptz, now()), ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        agreement.id(),
                        agreement.version(),
                        effective == null ? null : effective.atOffset(ZoneOffset.UTC),
                        order.deletes(),
                        order.actor(),
                        order.reason())
                == 1;
    }

    /** Null where the version is neither in force nor suspended. The caller holds its row. */
    private @Nullable AgreementState state(StoredAgreement agreement) {
        return jdbc
                .query(
                        "SELECT state FROM agreement WHERE id = ? AND version = ? AND state IN ('ACTIVE', 'SUSPENDED')",
                        (row, n) -> AgreementState.valueOf(row.getString(1)),
                        agreement.id(),
                        agreement.version())
                .stream()
                .findFirst()
                .orElse(null);
    }

    private void end(StoredAgreement agreement, AgreementState from, String actor, String reason) {
        agreements.change(agreement.id(), from, AgreementState.REVOKED, actor, reason);
        close(agreement, REVOKED);
    }

    private void close(StoredAgreement agreement, String outcome) {
        jdbc.update(
                "UPDATE revocation SET outcome = ? WHERE agreement = ? AND version = ?",
                outcome,
                agreement.id(),
                agreement.version());
    }

    /**
     * Revokes what has run its notice. Several gateways may do so at once: one acts.
     *
     * @return how many were revoked
     */
    public int takeEffect(int limit) {
        List<Due> due = jdbc.query(
                """
                SELECT agreement, version, actor, reason FROM revocation
                WHERE outcome IS NULL AND effective_at <= now() ORDER BY effective_at LIMIT ?
                """,
                (row, n) -> new Due(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)),
                limit);
        int revoked = 0;
        for (Due one : due) {
            revoked += takeEffect(one) ? 1 : 0;
        }
        return revoked;
    }

    private boolean takeEffect(Due due) {
        StoredAgreement agreement =
                agreements.find(due.agreement(), due.version()).orElseThrow();
        return AfterDeadlock.tryAgain(transaction, () -> {
            agreements.lock(agreement.id(), agreement.center(), agreement.platform());
            if (noticed(due.agreement(), due.version()).isEmpty()) {
                return false; // another gateway was faster
            }
            AgreementState state = state(agreement);
            if (state == null) {
                lapse(agreement, due);
                return false;
            }
            end(agreement, state, due.actor(), due.reason());
            return true;
        });
    }

    /** A newer version that both sign takes the notice back. The end of the term does not: what arrived is still to be deleted. */
    private void lapse(StoredAgreement agreement, Due due) {
        boolean replaced = Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT 1 FROM agreement WHERE id = ? AND version > ? AND state IN "
                        + AgreementLedger.DECIDED + ")",
                Boolean.class,
                agreement.id(),
                agreement.version()));
        close(agreement, replaced ? "LAPSED" : "ENDED");
        agreements.event(agreement, "REVOCATION_LAPSED", due.actor(), due.reason());
    }
}
