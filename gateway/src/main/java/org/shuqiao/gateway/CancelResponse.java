package org.shuqiao.gateway;

import java.util.List;
import java.util.UUID;
import org.shuqiao.routes.ledger.CancelLedger.Cancellation;

/**
 * What a cancellation came to.
 *
 * @param beforePreparing true where nothing had been decided yet: nothing of the submission will leave
 * @param transfers each transfer that there is
 */
public record CancelResponse(UUID submissionId, boolean beforePreparing, List<Transfer> transfers) {

    /** @param cancelled false for one that has left, is leaving, may have arrived, or had ended before */
    public record Transfer(UUID transferId, String platform, String state, String reason, boolean cancelled) {}

    static CancelResponse of(UUID submission, Cancellation cancellation) {
        return new CancelResponse(submission, cancellation.beforePreparing(), transfers(cancellation));
    }

    static List<Transfer> transfers(Cancellation cancellation) {
        return cancellation.transfers().stream()
                .map(fate -> new Transfer(
                        fate.transfer(), fate.platform(), fate.state().name(), fate.reason(), fate.isCancelled()))
                .toList();
    }
}
