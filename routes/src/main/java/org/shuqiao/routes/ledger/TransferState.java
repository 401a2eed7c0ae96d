package org.shuqiao.routes.ledger;

import java.util.EnumSet;
import java.util.Set;

/** Where a transfer is, with its legal exits. The ledger's statements follow this table; a test holds them to it. */
public enum TransferState {
    PENDING,
    WAITING,
    QUARANTINED,
    READY,
    SENDING,
    UNKNOWN,
    ACCEPTED,
    STORED,
    PARKED,
    DENIED,
    WITHHELD,
    EXPIRED,
    SUPERSEDED,
    REJECTED,
    ABANDONED,
    WITHDRAWN;

    public Set<TransferState> exits() {
        return switch (this) {
            case PENDING -> EnumSet.of(DENIED, WAITING, QUARANTINED, READY, SUPERSEDED);
            case WAITING -> EnumSet.of(PENDING, DENIED, SUPERSEDED);
            case QUARANTINED -> EnumSet.of(PENDING, WITHHELD, EXPIRED, SUPERSEDED);
            // READY and PARKED too: a receipt may come late, and what has arrived is not sent again. What may have
            // arrived is
            // PARKED, not DENIED, when its permission ends before it is sent again.
            case READY -> EnumSet.of(SENDING, PENDING, WAITING, DENIED, SUPERSEDED, ACCEPTED, STORED, REJECTED, PARKED);
            // DENIED as long as no byte has left: it is not what was signed.
            case SENDING -> EnumSet.of(READY, UNKNOWN, ACCEPTED, STORED, REJECTED, PARKED, SUPERSEDED, DENIED);
            case UNKNOWN -> EnumSet.of(ACCEPTED, STORED, REJECTED, READY, PARKED, SUPERSEDED);
            case ACCEPTED -> EnumSet.of(STORED, REJECTED, WITHDRAWN);
            case STORED -> EnumSet.of(WITHDRAWN);
            case PARKED -> EnumSet.of(READY, ABANDONED, SUPERSEDED, ACCEPTED, STORED, REJECTED);
            case DENIED, WITHHELD, EXPIRED, SUPERSEDED, REJECTED, ABANDONED, WITHDRAWN ->
                EnumSet.noneOf(TransferState.class);
        };
    }

    public boolean isFinal() {
        return exits().isEmpty();
    }
}
