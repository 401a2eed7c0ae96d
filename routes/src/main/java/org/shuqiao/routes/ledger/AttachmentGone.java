package org.shuqiao.routes.ledger;

import org.springframework.dao.DataIntegrityViolationException;

/** A record names an attachment that was there when it was read and is not any more. Only this record's row fails. */
public final class AttachmentGone extends DataIntegrityViolationException {
    AttachmentGone() {
        super("a record names an attachment that is not there");
    }
}
