package org.shuqiao.gateway.console;

import org.shuqiao.routes.ledger.TransferState;
import org.springframework.stereotype.Component;

/** How the badge of a transfer's state looks: {@code ${@transferTones.of(row.state)}}. */
@Component("transferTones")
final class TransferTones {

    public String of(TransferState state) {
        return switch (state) {
            case STORED -> "good";
            case PARKED, REJECTED, DENIED, EXPIRED -> "bad";
            case UNKNOWN, QUARANTINED, WAITING, WITHHELD -> "warn";
            case PENDING, READY, SENDING, ACCEPTED, SUPERSEDED, ABANDONED, WITHDRAWN -> "idle";
        };
    }
}
