package org.shuqiao.gateway.console.center;

import java.util.Locale;

/** How a state is to be taken, beside the word that names it: the class of its badge. */
enum Standing {
    GOOD,
    WARN,
    BAD,
    IDLE;

    /** @param state of a transfer as a {@link SubmissionRow.Leg} has it, or of a booking */
    static Standing of(String state) {
        return switch (state) {
            case "STORED", "ACCEPTED", "APPROVED", "CHECKED_IN", "DONE" -> GOOD;
            case "WAITING", "QUARANTINED", "UNKNOWN", "REQUESTED" -> WARN;
            case "DENIED", "REJECTED", "WITHHELD", "EXPIRED", "PARKED", "ABANDONED", "NO_SHOW" -> BAD;
            default -> IDLE;
        };
    }

    /** As the style sheet names it. */
    public String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
