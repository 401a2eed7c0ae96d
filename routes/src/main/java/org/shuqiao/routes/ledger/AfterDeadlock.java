package org.shuqiao.routes.ledger;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Does a transaction again that the database has chosen to end so that others, with which it waited in a circle, may go on. */
final class AfterDeadlock {
    private static final int TRIES = 3;

    private AfterDeadlock() {}

    /**
     * Within another transaction it is done once: what the database has ended is that one, and only whoever began it can begin again.
     *
     * @param work may be done several times; only what its last time wrote is committed
     */
    static <R> R tryAgain(TransactionTemplate transaction, Supplier<R> work) {
        boolean within = TransactionSynchronizationManager.isActualTransactionActive();
        for (int tried = 1; ; tried++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> work.get()));
            } catch (ConcurrencyFailureException deadlock) {
                if (within || tried == TRIES) {
                    throw deadlock;
                }
            }
        }
    }
}
