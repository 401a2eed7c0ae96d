package org.shuqiao.simulators;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a platform did because of one idempotency key: it stored a payload, once. Payload and first receipt are fixed by
 * the first call; calls are counted, and a platform that answers in two stages adds its second receipt. Thread-safe.
 */
final class Effect {
    private final String idempotencyKey;
    private final String resource;
    private final Receipt receipt;
    private final byte[] payload;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicReference<@Nullable Receipt> second = new AtomicReference<>();

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

    /** The first receipt. */
    Receipt receipt() {
        return receipt;
    }

    /** Every receipt so far, oldest first. */
    List<Receipt> receipts() {
        Receipt later = second.get();
        return later == null ? List.of(receipt) : List.of(receipt, later);
    }

    /** The stage that the newest receipt tells of. */
    String stage() {
        List<Receipt> receipts = receipts();
        return receipts.get(receipts.size() - 1).stage();
    }

    /** Adds the second receipt; an effect is settled once. */
    void settle(Receipt later) {
        if (!second.compareAndSet(null, later)) {
            throw new IllegalStateException("settled before");
        }
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
