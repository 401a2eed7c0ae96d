package org.shuqiao.routes.steps;

import org.shuqiao.routes.ledger.PreparedTransfer;

/** A transfer whose statement is signed. It may leave only after its row and its log leaf are committed. */
public final class SignedTransfer {
    private final PreparedTransfer prepared;

    SignedTransfer(PreparedTransfer prepared) {
        this.prepared = prepared;
    }

    public PreparedTransfer prepared() {
        return prepared;
    }
}
