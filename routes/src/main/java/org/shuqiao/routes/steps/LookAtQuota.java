package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.shuqiao.routes.ledger.Allowance;
import org.shuqiao.routes.ledger.QuotaLedger;

/** Tells how much of what was agreed has gone, and when more may go. Reserves nothing. */
public final class LookAtQuota {
    private final QuotaLedger ledger;
    private final Clock clock;

    public LookAtQuota(QuotaLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * How one allowance stands.
     *
     * @param now for which this was told
     * @param opens from when on data may be sent; now, where the window is open or there is none
     */
    public record Standing(Allowance allowance, QuotaLedger.Used used, Instant now, Instant opens) {}

    public List<Standing> standing(List<Allowance> allowances) {
        Instant now = clock.instant();
        return allowances.stream()
                .map(one -> new Standing(one, ledger.used(one.agreement(), one.dataset(), now), now, one.opens(now)))
                .toList();
    }
}
