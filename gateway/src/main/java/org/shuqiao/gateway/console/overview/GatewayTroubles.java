package org.shuqiao.gateway.console.overview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.shuqiao.gateway.Standing;
import org.shuqiao.routes.keys.ExpiryWarnings;
import org.shuqiao.routes.steps.Hold;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.LogStatus;

/** What this gateway itself lacks. */
final class GatewayTroubles {
    private static final Duration LAG = Limits.LOG_LAG.dividedBy(6);
    private static final Duration BUDGET = Duration.ofMinutes(15);
    private static final Duration SKEW = Limits.CLOCK_SKEW.dividedBy(10);
    private static final Duration URGENT = Duration.ofDays(7);

    private final List<Trouble> found = new ArrayList<>();

    private GatewayTroubles() {}

    static List<Trouble> of(Seen seen) {
        GatewayTroubles troubles = new GatewayTroubles();
        Standing standing = seen.standing();
        troubles.hold(standing);
        troubles.log(standing);
        troubles.certificates(standing.endingCertificates());
        troubles.add(!standing.revocationListsRenewed(), TroubleKind.REVOCATION_LISTS, 0);
        troubles.add(seen.committing() > Limits.ROWS_WAITING / 2, TroubleKind.CAPACITY, seen.committing());
        Duration skew = seen.skew();
        troubles.add(skew != null && skew.compareTo(SKEW) > 0, TroubleKind.CLOCK, skew == null ? 0 : skew.toSeconds());
        return troubles.found;
    }

    private void hold(Standing standing) {
        Hold hold = standing.hold();
        add(!standing.ledger(), TroubleKind.LEDGER_AWAY, 0);
        if (hold != null) {
            found.add(Trouble.of(TroubleKind.HELD, "", 0, hold.since()).because(hold.reason()));
        }
        add(!standing.key(), TroubleKind.CANNOT_SIGN, 0);
        add(
                !standing.missingKeys().isEmpty(),
                TroubleKind.KEYS_MISSING,
                standing.missingKeys().size());
        add(!standing.broker(), TroubleKind.BROKER_AWAY, 0);
    }

    private void log(Standing standing) {
        LogStatus log = standing.log();
        Duration budget = log.stampBudget();
        add(
                standing.hold() == null && log.lag().compareTo(LAG) > 0,
                TroubleKind.LOG_LAG,
                log.lag().toSeconds());
        add(
                budget != null && budget.compareTo(BUDGET) < 0,
                TroubleKind.STAMP_BUDGET,
                budget == null ? 0 : budget.toMinutes());
    }

    private void certificates(List<ExpiryWarnings.Near> ending) {
        if (!ending.isEmpty()) {
            ExpiryWarnings.Near first = ending.get(0);
            found.add(Trouble.of(TroubleKind.CERTIFICATES, "", ending.size(), first.validUntil())
                    .badIf(first.left().compareTo(URGENT) < 0));
        }
    }

    private void add(boolean is, TroubleKind kind, long count) {
        if (is) {
            found.add(Trouble.of(kind, "", count, null));
        }
    }
}
