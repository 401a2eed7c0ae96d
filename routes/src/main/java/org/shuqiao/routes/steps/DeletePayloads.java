package org.shuqiao.routes.steps;

import org.shuqiao.routes.ledger.DeletionLedger;

/** Deletes messages whose time has come, in transactions of a bounded size. */
public final class DeletePayloads {
    private final DeletionLedger ledger;

    public DeletePayloads(DeletionLedger ledger) {
        this.ledger = ledger;
    }

    public void delete() {
        int deleted;
        do {
            deleted = ledger.deleteDue(Limits.DELETIONS_PER_COMMIT);
        } while (deleted == Limits.DELETIONS_PER_COMMIT);
    }
}
