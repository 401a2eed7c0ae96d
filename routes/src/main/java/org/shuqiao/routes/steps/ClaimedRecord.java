package org.shuqiao.routes.steps;

import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.traces.Traced;

/**
 * A record that this gateway is to prepare for one platform.
 *
 * @param originalHash SM3(salt ‖ received bytes), hex
 */
public record ClaimedRecord(
        Preparation preparation, PlatformAccess platform, CanonicalRecord record, String originalHash)
        implements Traced {

    @Override
    public @Nullable String traceParent() {
        return preparation.traceParent();
    }
}
