package org.shuqiao.mappings.platforms;

/** What a receipt (回执) says of a transfer. */
public enum ReceiptStage {
    /** It came in and will be looked at (接收). */
    ACCEPTED,
    /** It is in the platform's own store (入库). */
    STORED,
    /** It was looked at and refused for good. */
    REJECTED
}
