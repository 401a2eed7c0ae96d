package org.shuqiao.routes.ledger;

import java.util.List;

/** How far a transfer has come, as its center sees it. What a newer version has replaced, or what was taken down again, is nowhere. */
public enum Progress {
    UNDER_WAY(
            TransferState.PENDING,
            TransferState.WAITING,
            TransferState.READY,
            TransferState.SENDING,
            TransferState.UNKNOWN),
    ARRIVED(TransferState.ACCEPTED, TransferState.STORED),
    /** It does not go on unless somebody does something. */
    STOPPED(
            TransferState.DENIED,
            TransferState.REJECTED,
            TransferState.QUARANTINED,
            TransferState.WITHHELD,
            TransferState.EXPIRED,
            TransferState.PARKED,
            TransferState.ABANDONED);

    @SuppressWarnings("ImmutableEnumChecker") // List.of is.
    private final List<TransferState> states;

    Progress(TransferState... states) {
        this.states = List.of(states);
    }

    public List<TransferState> states() {
        return states;
    }
}
