package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What a returned row does to the ledger besides becoming a message, for the datasets that have such an effect.
 *
 * <p>Called inside the transaction that stores the message, once for each row that is new, in the order of the batch and under a lock of
 * the center's inbox: effects of one center never run side by side, on any gateway. What a refused row has written is undone, and
 * so is everything where the transaction fails; it may then run again.
 */
interface ReturnEffect {

    /** @return why the row is not taken; empty where it is */
    Optional<RowRefusal> apply(ReturnRow row);

    /** When the message's payload must be deleted at the latest, where the dataset says so; asked for rows that are taken. */
    default Optional<Instant> deleteAt(ReturnRow row) {
        return Optional.empty();
    }
}
