package org.shuqiao.routes.platforms;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.shuqiao.routes.ledger.TransferState;

/**
 * What an answer means for one transfer.
 *
 * @param platformFailed whether it says that the platform itself is unwell
 */
record Verdict(
        TransferState state,
        @Nullable ReasonCode reason,
        Duration rest,
        boolean platformFailed,
        @Nullable VerifiedReceipt receipt) {

    static Verdict ended(TransferState state, ReasonCode reason, boolean platformFailed) {
        return new Verdict(state, reason, Duration.ZERO, platformFailed, null);
    }
}
