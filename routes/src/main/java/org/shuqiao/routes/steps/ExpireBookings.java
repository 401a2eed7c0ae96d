package org.shuqiao.routes.steps;

import java.util.List;
import java.util.UUID;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.BookingLedger;

/** Frees the places of visitors on whom nobody had decided when their slot began, and tells their platforms. */
public final class ExpireBookings {
    private final BookingLedger ledger;
    private final TellBooking telling;
    private final Hints hints;

    public ExpireBookings(BookingLedger ledger, TellBooking telling, Hints hints) {
        this.ledger = ledger;
        this.telling = telling;
        this.hints = hints;
    }

    public void expire() {
        List<UUID> told;
        do {
            told = ledger.expire(Limits.EXPIRIES_PER_COMMIT, decided -> telling.submission(decided, null));
            hints.prepareSubmissions(told);
        } while (told.size() == Limits.EXPIRIES_PER_COMMIT);
    }
}
