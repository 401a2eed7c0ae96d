package org.shuqiao.routes.steps;

import org.shuqiao.routes.ledger.PreparedTransfer;

/**
 * A step has decided that a transfer goes no further: denied or in quarantine. No failure, so it has no stack trace; the
 * failure policy turns it into the verdict that is committed.
 */
public final class TransferStopped extends RuntimeException {
    private final transient PreparedTransfer verdict;

    TransferStopped(PreparedTransfer verdict) {
        super(String.valueOf(verdict.reason()), null, false, false);
        this.verdict = verdict;
    }

    public PreparedTransfer verdict() {
        return verdict;
    }
}
