package org.shuqiao.simulators;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers nonces for as long as a call that carries them could still pass the timestamp check: until its timestamp
 * plus the window. Memory is bounded; a full window refuses new calls instead of forgetting old ones. Thread-safe.
 */
final class NonceWindow {
    private final TimeWindow window;
    private final int maxNonces;
    private final Map<String, Long> expiryByNonce = new LinkedHashMap<>();

    NonceWindow(Duration window, int maxNonces) {
        this.window = new TimeWindow(window);
        this.maxNonces = maxNonces;
    }

    /** Whether a call at this time (ms since the epoch) lies in the window around now, both ends included. */
    boolean holds(long timestampMillis, long nowMillis) {
        return window.holds(timestampMillis, nowMillis);
    }

    /** Whether the nonce was used in the window; remembers nothing. */
    synchronized boolean hasSeen(String nonce, long nowMillis) {
        Long expiry = expiryByNonce.get(nonce);
        return expiry != null && expiry >= nowMillis;
    }

    /** Takes the nonce: of several calls with one nonce exactly one is told {@link Verdict#TAKEN}. */
    synchronized Verdict take(String nonce, long timestampMillis, long nowMillis) {
        forgetExpired(nowMillis);
        if (hasSeen(nonce, nowMillis)) {
            return Verdict.SEEN_BEFORE;
        }
        if (expiryByNonce.size() >= maxNonces) {
            return Verdict.FULL;
        }
        expiryByNonce.remove(nonce);
        expiryByNonce.put(nonce, timestampMillis + window.length().toMillis());
        return Verdict.TAKEN;
    }

    synchronized int size() {
        return expiryByNonce.size();
    }

    /** Oldest arrivals first; one that expires late may keep those behind it a little longer, never the other way. */
    private void forgetExpired(long nowMillis) {
        Iterator<Long> expiries = expiryByNonce.values().iterator();
        while (expiries.hasNext() && expiries.next() < nowMillis) {
            expiries.remove();
        }
    }

    enum Verdict {
        TAKEN,
        SEEN_BEFORE,
        FULL
    }
}
