package org.shuqiao.gateway;

import java.util.HashMap;
import java.util.Map;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/** How many batches are taken at once, so that no center holds every thread. */
final class BatchSlots {
    private static final int RETRY_AFTER_SECONDS = 10;

    private final int atOnce;
    private final int atOncePerCenter;
    private final Map<String, Integer> taken = new HashMap<>();

    BatchSlots(int atOnce, int atOncePerCenter) {
        this.atOnce = atOnce;
        this.atOncePerCenter = atOncePerCenter;
    }

    /** @throws Failure {@link FailureCode#TOO_BUSY} */
    synchronized void enter(String center) {
        int all = taken.values().stream().mapToInt(Integer::intValue).sum();
        if (all == atOnce || taken.getOrDefault(center, 0) == atOncePerCenter) {
            throw new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
        }
        taken.merge(center, 1, Integer::sum);
    }

    synchronized void leave(String center) {
        taken.computeIfPresent(center, (known, batches) -> batches == 1 ? null : batches - 1);
    }
}
