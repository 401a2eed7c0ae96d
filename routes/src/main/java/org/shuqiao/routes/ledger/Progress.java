package org.shuqiao.routes.ledger;

import java.util.List;
import java.util.stream.Collectors;

/** How far a transfer has come, as its center sees it. What a newer version has replaced, or what was taken down again, is nowhere. */
public enum Progress {
    UNDER_WAY(
            TransferState.PENDING,
            TransferState.WAITING,
            TransferState.READY,
            TransferState.SENDING,
            TransferState.UNKNOWN),
    ARRIVED(TransferState.ACCEPTED, TransferState.STORED),
    /** It does not go on unless somebody does something; an agreement was meant to let it go. */
    STOPPED(
            TransferState.DENIED,
            TransferState.REJECTED,
            TransferState.QUARANTINED,
            TransferState.WITHHELD,
            TransferState.EXPIRED,
            TransferState.PARKED,
            TransferState.ABANDONED),
    /** Nobody was meant to get it: no agreement speaks of it. */
    UNCOVERED(TransferState.DENIED);

    @SuppressWarnings("ImmutableEnumChecker") // List.of is.
    private final List<TransferState> states;

    Progress(TransferState... states) {
        this.states = List.of(states);
    }

    public List<TransferState> states() {
        return states;
    }

    /** @param reason its code; empty where there is none */
    boolean has(TransferState state, String reason) {
        return states.contains(state) && (this == UNCOVERED) == Uncovered.is(state, reason);
    }

    /** The same of a row of transfers. Word for word, since no plan looks at arguments to see whether a partial index has them. */
    String condition() {
        String condition = states.stream()
                .map(state -> "'" + state.name() + "'")
                .collect(Collectors.joining(", ", "state IN (", ")"));
        return switch (this) {
            case UNDER_WAY, ARRIVED -> condition;
            case STOPPED -> condition + " AND NOT " + Uncovered.CONDITION;
            case UNCOVERED -> Uncovered.CONDITION;
        };
    }
}
