package org.shuqiao.routes.agreements;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.agreements.Agreement.Permission;
import org.shuqiao.routes.failures.ReasonCode;

/** What the agreements say about one transfer, with everything that was considered. */
public sealed interface Decision {
    List<Considered> considered();

    /**
     * One agreement and how far it got.
     *
     * @param reason of the step that failed; null where every step passed
     */
    record Considered(Agreement agreement, int stepsPassed, @Nullable ReasonCode reason) {}

    /** Allowed, on these terms. */
    record Permit(Agreement agreement, Permission permission, List<Considered> considered) implements Decision {}

    /** @param spokesman the agreement that gave the reason; null where there was no candidate */
    record Denial(ReasonCode reason, @Nullable Agreement spokesman, List<Considered> considered) implements Decision {}
}
