package org.shuqiao.gateway;

import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/** How many archives of evidence are written at once. One for each center, and some that no center can hold. */
final class ExportSlots {
    private static final int RETRY_AFTER_SECONDS = 10;

    private final BatchSlots centers;
    private final Semaphore others;

    ExportSlots(int forCenters, int forOthers) {
        this.centers = new BatchSlots(forCenters, 1);
        this.others = new Semaphore(forOthers);
    }

    /**
     * @param center whose key asks; null for officers and administrators
     * @throws Failure {@link FailureCode#TOO_BUSY}
     */
    void enter(@Nullable String center) {
        if (center != null) {
            centers.enter(center);
        } else if (!others.tryAcquire()) {
            throw new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
        }
    }

    void leave(@Nullable String center) {
        if (center != null) {
            centers.leave(center);
        } else {
            others.release();
        }
    }
}
