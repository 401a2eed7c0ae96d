package org.shuqiao.routes.ledger;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer holds of an account.
 *
 * @param call whose unit it holds, together with others that were in that call
 * @param day on which the call counts; null where calls are not limited
 * @param month in which the row counts; null where rows are not limited, or where a next attempt counts anew
 * @param spent whether a next attempt needs a call of its own
 */
record Reservation(
        UUID transfer, QuotaKey key, UUID call, @Nullable LocalDate day, @Nullable LocalDate month, boolean spent) {

    boolean holdsCall() {
        return day != null && !spent;
    }

    Reservation asSpent() {
        return new Reservation(transfer, key, call, day, month, true);
    }
}
