package org.shuqiao.routes.steps;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.Agreement.Permission;
import org.shuqiao.routes.agreements.Agreement.Quota;
import org.shuqiao.routes.agreements.Agreement.Window;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.ledger.Allowance;

/** How much, and when, agreements let go. */
public final class AgreedAllowances {
    private static final Quota NO_QUOTA = new Quota(null, null, null);

    private AgreedAllowances() {}

    /**
     * Those of every agreement that binds it; empty where none limits how much goes, or when, and for what only a revocation clause
     * lets go: it has to go.
     */
    static List<Allowance> of(Decision.Permit permit) {
        if (permit.isAfterRevocation()) {
            return List.of();
        }
        return permit.agreements().stream()
                .flatMap(AgreedAllowances::ofEach)
                .filter(allowance -> allowance.dataset().equals(permit.terms().dataset()))
                .toList();
    }

    /** Those of every dataset that an agreement limits. */
    public static List<Allowance> of(Agreement agreement) {
        return ofEach(agreement).toList();
    }

    private static Stream<Allowance> ofEach(Agreement agreement) {
        return agreement.permissions().stream()
                .filter(permission -> permission.quota() != null || permission.window() != null)
                .map(permission -> of(agreement.id(), permission));
    }

    private static Allowance of(String agreement, Permission permission) {
        Quota quota = Objects.requireNonNullElse(permission.quota(), NO_QUOTA);
        Window window = permission.window();
        return new Allowance(
                agreement,
                permission.dataset(),
                quota.rowsPerBatch(),
                quota.batchesPerDay(),
                quota.rowsPerMonth(),
                window == null ? null : window.cron(),
                window == null ? null : window.zone().getId());
    }
}
