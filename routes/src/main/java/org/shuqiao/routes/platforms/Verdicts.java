package org.shuqiao.routes.platforms;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.PlatformResult;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.platforms.PlatformAnswer.Laid;

/** From what a platform says of a transfer to what becomes of it, where no receipt decides. */
final class Verdicts {
    private final Rests rests;

    Verdicts(Rests rests) {
        this.rests = rests;
    }

    /** Its state is what the receipt says. One that is only accepted rests before its second receipt is asked for. */
    Verdict received(VerifiedReceipt receipt) {
        TransferState state = TransferState.valueOf(receipt.stage());
        ReasonCode refused = receipt.isReturned() ? ReasonCode.REVIEW_RETURNED : ReasonCode.PLATFORM_REJECT;
        ReasonCode reason = state == TransferState.REJECTED ? refused : null;
        Duration rest = state == TransferState.ACCEPTED ? rests.accepted(1) : Duration.ZERO;
        return new Verdict(state, reason, rest, false, receipt);
    }

    /** Surely not delivered: rests and is sent again, until its budget is spent. */
    Verdict again(ClaimedTransfer transfer, ReasonCode reason, boolean platformFailed) {
        if (rests.sending().isSpent(transfer)) {
            return Verdict.ended(TransferState.PARKED, reason, platformFailed);
        }
        Duration rest = rests.sending().rest(transfer.sends());
        return new Verdict(TransferState.READY, reason, rest, platformFailed, null);
    }

    /** Nothing was tried: what came too late for its lease says nothing of the platform, and costs nothing of the budget. */
    Verdict unsent(ClaimedTransfer transfer, ReasonCode reason) {
        return reason == ReasonCode.LEASE_SHORT
                ? new Verdict(TransferState.READY, reason, rests.sending().rest(1), false, null)
                : again(transfer, reason, true);
    }

    Verdict unknown(ClaimedTransfer transfer, ReasonCode reason) {
        return new Verdict(TransferState.UNKNOWN, reason, rests.unknown(transfer), true, null);
    }

    /** @param otherwise what became of it where it is not surely at the platform's place; null where it is */
    Verdict deposited(ClaimedTransfer transfer, @Nullable Laid otherwise) {
        if (otherwise == null) {
            return new Verdict(TransferState.UNKNOWN, ReasonCode.RECEIPT_AWAITED, rests.patience(), false, null);
        }
        return switch (otherwise) {
            case REFUSED -> Verdict.ended(TransferState.PARKED, ReasonCode.PLACE_REFUSED, false);
            case NOT_LAID -> again(transfer, ReasonCode.NOT_CONNECTED, true);
            case UNSURE -> unknown(transfer, ReasonCode.NO_ANSWER);
        };
    }

    /**
     * What a result other than OK and DUPLICATE means.
     *
     * @param refused what a refusal makes of the transfer: REJECTED where it was looked at by itself, PARKED where only a person can
     *     say whether the fault is the row's, its neighbours' or the call's
     */
    Verdict refusal(PlatformResult result, ClaimedTransfer transfer, TransferState refused) {
        return switch (result) {
            case RETRY -> again(transfer, ReasonCode.PLATFORM_RETRY, true);
            case QUOTA -> again(transfer, ReasonCode.PLATFORM_QUOTA, false);
            case AUTH -> again(transfer, ReasonCode.PLATFORM_AUTH, true);
            case SCHEMA -> Verdict.ended(refused, ReasonCode.PLATFORM_SCHEMA, false);
            case REJECT -> Verdict.ended(refused, ReasonCode.PLATFORM_REJECT, false);
            case OK, DUPLICATE, UNKNOWN -> unknown(transfer, ReasonCode.ANSWER_NOT_UNDERSTOOD);
        };
    }
}
