package org.shuqiao.routes.steps;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.mappings.InvalidRecord;
import org.shuqiao.mappings.MarkedRecord;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.BookingLedger;

/** Moves a booking and stores what tells its platform, in one transaction; then the decision travels as any record does. */
public final class DecideBooking {
    private final BookingLedger ledger;
    private final TellBooking telling;
    private final Hints hints;

    public DecideBooking(BookingLedger ledger, TellBooking telling, Hints hints) {
        this.ledger = ledger;
        this.telling = telling;
        this.hints = hints;
    }

    /**
     * @return the submission that tells the platform
     * @throws Failure where the booking is unknown or cannot go there, or the reason is missing or too long
     */
    public Accepted decide(BookingDecision decision) {
        try {
            UUID submission = ledger.decide(
                    decision.center(),
                    decision.booking(),
                    decision.to(),
                    decided -> telling.submission(decided, decision.reason()));
            hints.prepareSubmissions(List.of(submission));
            return new Accepted(submission, false);
        } catch (InvalidRecord invalid) {
            throw new Failure(FailureCode.INVALID_RECORD, Map.of("violations", invalid.violations()));
        } catch (MarkedRecord grave) {
            // Only the reason can be marked, and nothing of it was kept.
            throw new Failure(SealRecord.code(grave.mark()));
        }
    }
}
