package org.shuqiao.simulators;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

/**
 * What a platform did because of one idempotency key: it stored a payload, once. Payload and first receipt are fixed by
 * the first call; calls are counted, and a platform that has more to say later adds receipts. Thread-safe.
 */
final class Effect {
    private final String idempotencyKey;
    private final String resource;
    private final byte[] payload;
    private final @Nullable JsonNode attachment;
    private final AtomicLong calls = new AtomicLong();
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();

    Effect(String idempotencyKey, String resource, Receipt receipt, byte[] payload) {
        this(idempotencyKey, resource, receipt, payload, null);
    }

    /** @param attachment name, bytes and SM3 of the file that came with the payload */
    Effect(String idempotencyKey, String resource, Receipt receipt, byte[] payload, @Nullable JsonNode attachment) {
        this.attachment = attachment;
        this.idempotencyKey = idempotencyKey;
        this.resource = resource;
        this.receipts.add(receipt);
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
        return receipts.get(0);
    }

    /** Every receipt so far, oldest first. */
    List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    /** The stage that the newest receipt tells of. */
    String stage() {
        List<Receipt> known = receipts();
        return known.get(known.size() - 1).stage();
    }

    void add(Receipt later) {
        receipts.add(later);
    }

    byte[] payload() {
        return payload.clone();
    }

    Optional<JsonNode> attachment() {
        return Optional.ofNullable(attachment);
    }

    /** How many verified calls carried this key, the first one included. */
    long calls() {
        return calls.get();
    }

    void countCall() {
        calls.incrementAndGet();
    }
}
