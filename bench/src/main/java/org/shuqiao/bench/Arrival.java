package org.shuqiao.bench;

import java.util.concurrent.atomic.AtomicInteger;

/** What the sink stored under one idempotency key: the first call decides everything but the count of calls. */
final class Arrival {
    private final String idempotencyKey;
    private final String recordId;
    private final String payloadHash;
    private final SignedReceipt receipt;
    private final long nanos;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param nanos when the first call was there, on the clock of {@link System#nanoTime} */
    Arrival(String idempotencyKey, String recordId, String payloadHash, SignedReceipt receipt, long nanos) {
        this.idempotencyKey = idempotencyKey;
        this.recordId = recordId;
        this.payloadHash = payloadHash;
        this.receipt = receipt;
        this.nanos = nanos;
    }

    String idempotencyKey() {
        return idempotencyKey;
    }

    String recordId() {
        return recordId;
    }

    String payloadHash() {
        return payloadHash;
    }

    SignedReceipt receipt() {
        return receipt;
    }

    long nanos() {
        return nanos;
    }

    int calls() {
        return calls.get();
    }

    void countCall() {
        calls.incrementAndGet();
    }
}
