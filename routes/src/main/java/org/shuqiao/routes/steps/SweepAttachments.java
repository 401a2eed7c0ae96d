package org.shuqiao.routes.steps;

import org.shuqiao.routes.ledger.AttachmentLedger;

/** Deletes attachments that no record has named in time, in transactions of a bounded size. */
public final class SweepAttachments {
    private final AttachmentLedger ledger;

    public SweepAttachments(AttachmentLedger ledger) {
        this.ledger = ledger;
    }

    public void sweep() {
        int deleted;
        do {
            deleted = ledger.deleteUnused(Limits.ATTACHMENT_UNUSED_FOR, Limits.ATTACHMENTS_PER_SWEEP);
        } while (deleted == Limits.ATTACHMENTS_PER_SWEEP);
    }
}
