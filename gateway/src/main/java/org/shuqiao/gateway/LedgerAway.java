package org.shuqiao.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AuditLedger;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a ledger that cannot be reached or takes nothing, which passes, from a statement that it refused, which is a fault of ours. */
final class LedgerAway {
    private static final int RETRY_AFTER_SECONDS = 5;

    private LedgerAway() {}

    static boolean isCause(@Nullable Throwable failure) {
        return failure instanceof NonTransientDataAccessResourceException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof TransientDataAccessException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof TransactionSystemException
                || AuditLedger.isReadOnly(failure);
    }

    static Failure failure() {
        return new Failure(FailureCode.LEDGER_UNAVAILABLE, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
    }
}
