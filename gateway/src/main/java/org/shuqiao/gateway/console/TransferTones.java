package org.shuqiao.gateway.console;

import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.ledger.Uncovered;
import org.springframework.stereotype.Component;

/** How the badge of a transfer's state looks: {@code ${@transferTones.of(row.state, row.reason)}}. */
@Component("transferTones")
final class TransferTones {

    /** @param reason its code; empty where there is none */
    public String of(TransferState state, String reason) {
        return Uncovered.is(state, reason) ? "idle" : of(state);
    }

    /** By which the messages name the state. */
    public String word(TransferState state, String reason) {
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
