package org.shuqiao.routes.steps;

import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.RowRefusal;

/** One row of a batch goes no further; its neighbours do. No failure, so it has no stack trace. */
final class RowRefused extends Exception {
    private final transient RowRefusal refusal;

    RowRefused(RowRefusal refusal) {
        super(refusal.reason().name(), null, false, false);
        this.refusal = refusal;
    }

    RowRefused(ReasonCode reason) {
        this(RowRefusal.of(reason));
    }

    RowRefusal refusal() {
        return refusal;
    }
}
