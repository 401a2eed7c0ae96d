package org.shuqiao.routes.ledger;

import java.util.EnumSet;
import java.util.Set;

/** Where a booking is, with its legal exits. */
public enum BookingState {
    /** Asked for by a visitor; holds its places. */
    REQUESTED,
    APPROVED,
    REJECTED,
    CANCELLED,
    CHECKED_IN,
    NO_SHOW,
    DONE,
    /** Nobody had decided when the slot began. */
    EXPIRED;

    public Set<BookingState> exits() {
        return switch (this) {
            case REQUESTED -> EnumSet.of(APPROVED, REJECTED, CANCELLED, EXPIRED);
            case APPROVED -> EnumSet.of(CANCELLED, CHECKED_IN, NO_SHOW);
            case CHECKED_IN -> EnumSet.of(DONE);
            case REJECTED, CANCELLED, NO_SHOW, DONE, EXPIRED -> EnumSet.noneOf(BookingState.class);
        };
    }

    /** The exits that a center may choose; the others come by time alone. */
    Set<BookingState> decisions() {
        Set<BookingState> decisions = exits();
        decisions.remove(EXPIRED);
        return decisions;
    }

    /** Whether a booking that comes here gives its places back. */
    boolean givesPlacesBack() {
        return this == REJECTED || this == CANCELLED || this == NO_SHOW || this == EXPIRED;
    }

    /** Whether nobody has come yet and somebody may, so that the visitor can still change it. */
    boolean isChangeable() {
        return this == REQUESTED || this == APPROVED;
    }
}
