package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is left of quotas, for people; what is reserved is reserved in the claim. */
public final class QuotaLedger {
    private final JdbcTemplate jdbc;

    QuotaLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What has gone of a dataset under an agreement.
     *
     * @param calls to the platform on this day
     * @param month its first day
     * @param rows transfers in this month
     */
    public record Used(LocalDate day, int calls, LocalDate month, long rows) {}

    /** As it stands on the day and in the month of an instant. What agreements do not limit is not counted. */
    public Used used(String agreement, String dataset, Instant now) {
        QuotaAccount account = jdbc
                .query(
                        "SELECT * FROM quota_use WHERE agreement = ? AND dataset = ?",
                        (row, n) -> QuotaRows.account(row),
                        agreement,
                        dataset)
                .stream()
                .findFirst()
                .orElseGet(() ->
                        new QuotaAccount(new QuotaKey(agreement, dataset), LocalDate.EPOCH, 0, LocalDate.EPOCH, 0));
        account.turnTo(now);
        return new Used(account.day(), account.calls(), account.month(), account.rows());
    }

    /**
     * Forgets what was reserved for transfers that are past their last attempt.
     *
     * @return how many; fewer than the limit once there are no more
     */
    public int removeOldReservations(int limit) {
        return new QuotaRows(jdbc).removeOld(limit);
    }
}
