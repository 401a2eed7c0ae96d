package org.shuqiao.gateway;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.ledger.FigureLedger.Waiting;
import org.shuqiao.routes.ledger.TransferState;

/** What waits for a platform, out of the counts of everything that is open. */
final class Backlogs {
    private static final Set<TransferState> TO_BE_SENT =
            EnumSet.of(TransferState.PENDING, TransferState.READY, TransferState.SENDING, TransferState.UNKNOWN);

    private Backlogs() {}

    /** What has not been answered yet. */
    static Waiting of(String platform, List<Open> open) {
        return sum(platform, TO_BE_SENT, open);
    }

    /** What the platform has taken and not yet said to have stored. */
    static Waiting outstandingReceipts(String platform, List<Open> open) {
        return sum(platform, EnumSet.of(TransferState.ACCEPTED), open);
    }

    private static Waiting sum(String platform, Set<TransferState> states, List<Open> open) {
        List<Open> counted = open.stream()
                .filter(one -> one.platform().equals(platform) && states.contains(one.state()))
                .toList();
        Instant oldest = counted.stream()
                .map(Open::oldest)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Waiting(counted.stream().mapToLong(Open::transfers).sum(), oldest);
    }
}
