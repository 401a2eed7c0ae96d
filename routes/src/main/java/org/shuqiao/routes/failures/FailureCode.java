package org.shuqiao.routes.failures;

/** Stable codes of everything that can stop a call; part of the public API. */
public enum FailureCode {
    MALFORMED_RECORD(FailureKind.SENDER),
    INVALID_RECORD(FailureKind.SENDER),
    CLASS_IMPORTANT(FailureKind.SENDER),
    STATE_SECRET(FailureKind.SENDER),
    UNKNOWN_DATASET(FailureKind.SENDER),
    DATASET_NOT_SUBMITTED(FailureKind.SENDER),
    MEDIA_TYPE(FailureKind.SENDER),
    BODY_TOO_LARGE(FailureKind.SENDER),
    BODY_TOO_SLOW(FailureKind.SENDER),
    BAD_REQUEST(FailureKind.SENDER),
    NOT_AUTHENTICATED(FailureKind.SENDER),
    NOT_ALLOWED(FailureKind.SENDER),
    NOT_FOUND(FailureKind.SENDER),
    METHOD_NOT_ALLOWED(FailureKind.SENDER),
    PASSWORD_REFUSED(FailureKind.SENDER),
    CENTER_MISMATCH(FailureKind.SENDER),
    IDEMPOTENCY_CONFLICT(FailureKind.SENDER),
    AGREEMENT_INVALID(FailureKind.SENDER),
    AGREEMENT_SIGNATURE(FailureKind.SENDER),
    NOT_COUNTERSIGNED(FailureKind.SENDER),
    AGREEMENT_CONFLICT(FailureKind.SENDER),
    FOUR_EYES(FailureKind.SENDER),
    HOLDER_UNKNOWN(FailureKind.SENDER),
    DRAFTS_FULL(FailureKind.SENDER),
    ALREADY_EXISTS(FailureKind.SENDER),
    WRONG_STATE(FailureKind.SENDER),
    CHANGED_MEANWHILE(FailureKind.SENDER),
    DECISION_NOT_OFFERED(FailureKind.SENDER),
    NO_CALENDAR(FailureKind.SENDER),
    KEY_CHAIN_REFUSED(FailureKind.SENDER),
    KEY_PERIOD(FailureKind.SENDER),
    NO_EVIDENCE(FailureKind.SENDER),
    SENDER_REFUSED(FailureKind.SENDER),
    DISPLAY_ONLY(FailureKind.SENDER),
    BATCH_ID_REUSED(FailureKind.SENDER),
    HELD(FailureKind.CAPACITY),
    NOT_NOW(FailureKind.CAPACITY),
    WEBHOOK_REFUSED(FailureKind.SENDER),
    ATTACHMENT_REFUSED(FailureKind.SENDER),
    ATTACHMENTS_FULL(FailureKind.SENDER),
    UPLOAD_BROKEN_OFF(FailureKind.SENDER),
    PROOF_PENDING(FailureKind.CAPACITY),
    BATCH_BROKEN_OFF(FailureKind.SENDER),
    TOO_BUSY(FailureKind.CAPACITY),
    RATE_LIMITED(FailureKind.CAPACITY),
    ROUTE_PAUSED(FailureKind.CAPACITY),
    LEDGER_UNAVAILABLE(FailureKind.CAPACITY),
    INTERNAL(FailureKind.OURS);

    private final FailureKind kind;

    FailureCode(FailureKind kind) {
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }
}
