package org.shuqiao.simulators;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a platform did because of one idempotency key: it stored a payload, once. Everything but the count of calls is
 * fixed by the first call.
 */
final class Effect {
    private final String idempotencyKey;
    private final String resource;
    private final Receipt receipt;
    private final byte[] payload;
    private final AtomicLong calls = new AtomicLong();

    Effect(String idempotencyKey, String resource, Receipt receipt, byte[] payload) {
        this.idempotencyKey = idempotencyKey;
        this.resource = resource;
        this.receipt = receipt;
        this.payload = payload.clone();
    }

    String idempotencyKey() {
        return idempotencyKey;
    }

    String resource() {
        return resource;
    }

    Receipt receipt() {
        return receipt;
    }

    byte[] payload() {
        return payload.clone();
    }

    /** How many verified calls carried this key, the first one included. */
    long calls() {
        return calls.get();
    }

    void countCall() {
        calls.incrementAndGet();
    }
}
