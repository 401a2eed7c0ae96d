package org.shuqiao.routes.ledger;

import java.time.Duration;
import java.util.List;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;

/** What a question has brought for one transfer. */
public sealed interface Finding {
    AskedTransfer transfer();

    /** @param rest until the next question, where the receipts say no more than ACCEPTED */
    record Received(AskedTransfer transfer, List<VerifiedReceipt> receipts, Duration rest) implements Finding {

        /** Whether it is where it was, so that it is asked for again. */
        boolean isStillAccepted() {
            String accepted = TransferState.ACCEPTED.name();
            return transfer.state() == TransferState.ACCEPTED
                    && receipts.stream().allMatch(one -> one.stage().equals(accepted));
        }
    }

    /** The platform never had it, and never will by any call so far: it may be sent again. */
    record NotFound(AskedTransfer transfer) implements Finding {}

    /**
     * Nothing that can be believed.
     *
     * @param state what the transfer is now: PARKED where its budget is spent, else what it was
     */
    record Unanswered(AskedTransfer transfer, TransferState state, Duration rest) implements Finding {}
}
