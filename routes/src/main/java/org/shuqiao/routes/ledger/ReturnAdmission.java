package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Consent, window and quota of what comes in, in the transaction that takes it: two gateways never take more together than was agreed.
 * Accounts are locked after everything else, as {@link QuotaRows} says.
 */
final class ReturnAdmission {
    private final JdbcTemplate jdbc;
    private final QuotaRows quotas;

    ReturnAdmission(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.quotas = new QuotaRows(jdbc);
    }

    /**
     * Holds the consents that messages come in with until the transaction ends: a withdrawal sees either none of them or all.
     *
     * @return why messages must not come in whose consent stands no more
     */
    Map<UUID, ReasonCode> withoutConsent(Collection<NewReturn.Message> messages) {
        List<NewReturn.Message> tied = messages.stream()
                .filter(message -> message.conditions().consent() != null)
                .toList();
        Map<UUID, ReasonCode> refused = new HashMap<>();
        if (tied.isEmpty()) {
            return refused;
        }
        tied.forEach(message -> refused.put(message.row().messageId(), ReasonCode.CONSENT));
        jdbc.query(
                """
                SELECT m.id, c.withdrawn_at IS NOT NULL, now() >= c.valid_from AND now() < c.valid_until
                FROM unnest(?, ?, ?) AS m (id, center, consent) JOIN consent c ON c.center = m.center AND c.id = m.consent
                ORDER BY c.center, c.id FOR KEY SHARE OF c
                """,
                row -> {
                    if (row.getBoolean(2)) {
                        refused.put(row.getObject(1, UUID.class), ReasonCode.CONSENT_WITHDRAWN);
                    } else if (row.getBoolean(3)) {
                        refused.remove(row.getObject(1, UUID.class));
                    }
                },
                uuids(tied, message -> message.row().messageId()),
                texts(tied, message -> message.row().center()),
                texts(tied, message -> message.conditions().consent()));
        return refused;
    }

    /**
     * Counts a batch and each row that is taken of it.
     *
     * @throws Failure {@link FailureCode#NOT_NOW} where a window is closed or a quota used up: nothing of the batch is taken now, and all
     *     that this transaction has done must be undone
     */
    void admit(List<NewReturn.Message> taken) {
        Map<Allowance, Long> rows = taken.stream()
                .flatMap(message -> message.conditions().allowances().stream())
                .collect(Collectors.groupingBy(allowance -> allowance, Collectors.counting()));
        if (rows.isEmpty()) {
            return;
        }
        Instant now = now();
        requireOpen(rows.keySet(), now);
        List<QuotaKey> keys = rows.keySet().stream()
                .filter(Allowance::counts)
                .map(Allowance::key)
                .distinct()
                .toList();
        if (!keys.isEmpty()) {
            Map<QuotaKey, QuotaAccount> accounts = quotas.lock(keys);
            accounts.values().forEach(account -> account.turnTo(now));
            rows.keySet().stream()
                    .filter(Allowance::counts)
                    .sorted(Comparator.comparing(Allowance::agreement))
                    .forEach(allowance -> book(
                            allowance,
                            Objects.requireNonNull(accounts.get(allowance.key())),
                            Objects.requireNonNull(rows.get(allowance)),
                            now));
            quotas.write(accounts.values());
        }
    }

    private Instant now() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT now()", OffsetDateTime.class))
                .toInstant();
    }

    private static void requireOpen(Collection<Allowance> allowances, Instant now) {
        Allowance last = allowances.stream()
                .max(Comparator.comparing((Allowance allowance) -> allowance.opens(now))
                        .thenComparing(Allowance::agreement))
                .orElseThrow();
        if (last.opens(now).isAfter(now)) {
            throw notNow(last, ReasonCode.WINDOW, last.opens(now), now);
        }
    }

    private static void book(Allowance allowance, QuotaAccount account, long rows, Instant now) {
        Integer calls = allowance.callsPerDay();
        if (calls != null) {
            if (account.calls() >= calls) {
                throw notNow(allowance, ReasonCode.QUOTA_DAY, account.nextDay(), now);
            }
            account.takeCall();
        }
        Integer most = allowance.rowsPerMonth();
        if (most != null) {
            if (account.rows() + rows > most) {
                throw notNow(allowance, ReasonCode.QUOTA_MONTH, account.nextMonth(), now);
            }
            account.takeRows(rows);
        }
    }

    private static Failure notNow(Allowance allowance, ReasonCode reason, Instant until, Instant now) {
        // Rounded up: who comes back to the second is not sent away once more.
        long seconds = Math.max(1, Duration.between(now, until).plusMillis(999).toSeconds());
        return new Failure(
                FailureCode.NOT_NOW,
                Map.of(
                        "reason",
                        reason.name(),
                        "agreement",
                        allowance.agreement(),
                        "retryAt",
                        until.toString(),
                        "retryAfterSeconds",
                        seconds));
    }
}
