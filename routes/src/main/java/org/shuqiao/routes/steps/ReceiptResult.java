package org.shuqiao.routes.steps;

/** What a platform is told of each receipt that it sent by itself. */
public enum ReceiptResult {
    /** It is kept with its transfer. */
    SETTLED,
    /** Its transfer has a receipt of this stage already. */
    REPEATED,
    /** Nothing was ever sent to this platform under this id. */
    UNKNOWN_TRANSFER,
    /** It is no receipt by this platform for what it was sent, so nothing has changed. */
    REFUSED
}
