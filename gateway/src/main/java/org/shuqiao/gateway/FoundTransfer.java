package org.shuqiao.gateway;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.SearchLedger.Found;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.steps.Hold;

/**
 * A transfer as operators find it. Its record id is not shown: a center may have put anything into it.
 *
 * @param reason stable code of why it is where it is; while nothing may leave this gateway, why that is
 * @param mayHaveArrived whether an attempt of it had no answer
 * @param dueAt when it may be looked at again
 */
public record FoundTransfer(
        UUID transferId,
        UUID submissionId,
        String center,
        String platform,
        String dataset,
        long version,
        TransferState state,
        String reason,
        int attempts,
        boolean mayHaveArrived,
        Instant createdAt,
        Instant changedAt,
        Instant dueAt) {

    static FoundTransfer of(Found found, @Nullable Hold hold) {
        return new FoundTransfer(
                found.id(),
                found.submission(),
                found.center(),
                found.platform(),
                found.dataset(),
                found.version(),
                found.state(),
                hold != null && found.state() == TransferState.READY
                        ? hold.reason().name()
                        : found.reason(),
                found.sends(),
                found.mayHaveArrived(),
                found.createdAt(),
                found.changedAt(),
                found.dueAt());
    }
}
