package org.shuqiao.bench.contract;

/** What every platform must show, or say why it cannot. */
enum Case {
    /** Our call signature is that of the family's published vector. */
    SIGNATURE_VECTOR,
    /** One record arrives once, byte for byte, and its receipt is believed. */
    SINGLE,
    /** Many records arrive, each once. */
    BATCH,
    /** One bad row does not hold up the rows beside it. */
    PARTIAL_FAILURE,
    /** A transfer that is sent again gets the first receipt again. */
    DUPLICATE,
    /** What was sent and not answered is UNKNOWN, neither failed nor arrived. */
    TIMEOUT,
    /** A refusal that says "later" is tried again, and has one effect. */
    RETRY_CODES,
    /** A code that the platform never announced is UNKNOWN. */
    UNKNOWN_CODE,
    /** A receipt whose signature is over something else is none. */
    FORGED_RECEIPT,
    /** A platform whose clock is far away is told of. */
    CLOCK_SKEW,
    /** Without the code of the catalogue in the agreement, nothing leaves. */
    MISSING_CATALOG_CODE,
    /** Our statement travels beside the payload. */
    STATEMENT,
    /** A record that a reviewing body returns comes back with its reasons, and its next version is taken. */
    REVIEW,
    /** The file that a record names leaves once a person has looked at it, and arrives as it was uploaded. */
    ATTACHMENT
}
