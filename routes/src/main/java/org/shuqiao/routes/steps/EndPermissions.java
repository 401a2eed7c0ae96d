package org.shuqiao.routes.steps;

import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.ledger.AfterRevocationLedger;
import org.shuqiao.routes.ledger.NoticeLedger;
import org.shuqiao.routes.ledger.RetentionLedger;
import org.shuqiao.routes.ledger.RevocationLedger;

/** What happens by itself when permission ends, in transactions of a bounded size. Several gateways may do so at once. */
public final class EndPermissions {
    private final RevocationLedger revocations;
    private final AfterRevocationLedger afterRevocations;
    private final RetentionLedger retentions;
    private final NoticeLedger notices;
    private final AgreementBook book;

    public EndPermissions(
            RevocationLedger revocations,
            AfterRevocationLedger afterRevocations,
            RetentionLedger retentions,
            NoticeLedger notices,
            AgreementBook book) {
        this.revocations = revocations;
        this.afterRevocations = afterRevocations;
        this.retentions = retentions;
        this.notices = notices;
        this.book = book;
    }

    /** Notices that have run. */
    public void revoke() {
        if (revocations.takeEffect(Limits.REVOCATIONS_PER_SWEEP) > 0) {
            book.refresh();
        }
    }

    public void tell() {
        notices.tell(Limits.REVOCATIONS_PER_SWEEP);
    }

    public void clearInboxes() {
        afterRevocations.clearInboxes(Limits.ROWS_PER_SWEEP);
    }

    public void deletePayloads() {
        retentions.deleteDue(Limits.DELETIONS_PER_COMMIT);
    }
}
