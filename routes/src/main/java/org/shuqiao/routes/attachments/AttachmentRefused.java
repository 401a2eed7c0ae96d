package org.shuqiao.routes.attachments;

/** A file that is no attachment. Says why and nothing of what is in it. */
public final class AttachmentRefused extends Exception {
    private final AttachmentFault fault;

    public AttachmentRefused(AttachmentFault fault) {
        super(fault.name(), null, false, false);
        this.fault = fault;
    }

    public AttachmentFault fault() {
        return fault;
    }
}
