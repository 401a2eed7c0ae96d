package org.shuqiao.gateway;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.Allowance;
import org.shuqiao.routes.ledger.QuotaLedger;
import org.shuqiao.routes.steps.LookAtQuota.Standing;

/**
 * How the quota and window of an agreement for one dataset stand, as the API shows it. Days and months are those of the calendar in
 * Asia/Shanghai. Null where the agreement sets no such limit.
 *
 * @param rowsPerBatch records in one delivery, which is one call to the platform
 */
public record QuotaResponse(
        String agreement,
        String dataset,
        @Nullable Integer rowsPerBatch,
        @Nullable QuotaPeriod batchesPerDay,
        @Nullable QuotaPeriod rowsPerMonth,
        @Nullable QuotaWindow window) {

    /** @param period the present day or month, {@code 2026-11-22} or {@code 2026-11} */
    record QuotaPeriod(String period, long limit, long used, long left) {
        static @Nullable QuotaPeriod of(String period, @Nullable Integer limit, long used) {
            return limit == null ? null : new QuotaPeriod(period, limit, used, Math.max(0, limit - used));
        }
    }

    /** @param opensAt when it opens next; null while it is open */
    record QuotaWindow(String cron, String zone, boolean open, @Nullable Instant opensAt) {}

    static List<QuotaResponse> of(List<Standing> standing) {
        return standing.stream().map(QuotaResponse::of).toList();
    }

    private static QuotaResponse of(Standing standing) {
        Allowance allowance = standing.allowance();
        QuotaLedger.Used used = standing.used();
        return new QuotaResponse(
                allowance.agreement(),
                allowance.dataset(),
                allowance.rowsPerCall(),
                QuotaPeriod.of(used.day().toString(), allowance.callsPerDay(), used.calls()),
                QuotaPeriod.of(YearMonth.from(used.month()).toString(), allowance.rowsPerMonth(), used.rows()),
                window(standing));
    }

    private static @Nullable QuotaWindow window(Standing standing) {
        String cron = standing.allowance().cron();
        String zone = standing.allowance().zone();
        boolean open = !standing.opens().isAfter(standing.now());
        return cron == null || zone == null ? null : new QuotaWindow(cron, zone, open, open ? null : standing.opens());
    }
}
