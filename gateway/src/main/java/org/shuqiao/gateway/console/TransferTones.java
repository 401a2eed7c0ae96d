package org.shuqiao.gateway.console;

import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.ledger.Uncovered;
import org.springframework.stereotype.Component;

/** How the badge of a transfer's state looks: {@code ${@transferTones.of(row.state, row.reason, row.platform)}}. */
@Component("transferTones")
final class TransferTones {
    private final Carried carried;

    TransferTones(Carried carried) {
        this.carried = carried;
    }

    /** @param reason its code; empty where there is none */
    public String of(TransferState state, String reason, String platform) {
        return Uncovered.is(state, reason) || carried.is(state, platform) ? "idle" : of(state);
    }

    /** By which the messages name the state. */
    public String word(TransferState state, String reason, String platform) {
        if (carried.is(state, platform)) {
            return Carried.WORD;
        }
        return Uncovered.is(state, reason) ? "UNCOVERED" : state.name();
    }

    public String of(TransferState state) {
        return switch (state) {
            case STORED -> "good";
            case PARKED, REJECTED, DENIED, EXPIRED -> "bad";
            case UNKNOWN, QUARANTINED, WAITING, WITHHELD -> "warn";
            case PENDING, READY, SENDING, ACCEPTED, SUPERSEDED, ABANDONED, WITHDRAWN -> "idle";
        };
    }
}
