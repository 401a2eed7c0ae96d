package org.shuqiao.simulators;

import java.time.Duration;

/** Time stamps within a window, and nonces that are used once in it. Thread-safe. */
final class Nonces {
    /** Enough for 3,000 calls a second over ten minutes; about 300 MB when full. */
    static final int MAX_NONCES = 2_000_000;

    private static final int MAX_NONCE_CHARACTERS = 64;

    private final NonceWindow window;

    Nonces(Duration length) {
        this.window = new NonceWindow(length, MAX_NONCES);
    }

    /** Looks at both, and uses nothing up. */
    void requireFresh(long timestampMillis, String nonce, long nowMillis) throws CallRefused {
        CallCheck.require(window.holds(timestampMillis, nowMillis), Refusal.STALE_TIMESTAMP);
        CallCheck.require(
                !nonce.isEmpty() && nonce.length() <= MAX_NONCE_CHARACTERS && !window.hasSeen(nonce, nowMillis),
                Refusal.REPLAYED_NONCE);
    }

    /** Called once the signature is right: a call that nobody signed must not use up somebody's nonce. */
    void take(long timestampMillis, String nonce, long nowMillis) throws CallRefused {
        switch (window.take(nonce, timestampMillis, nowMillis)) {
            case TAKEN -> {}
            case SEEN_BEFORE -> throw new CallRefused(Refusal.REPLAYED_NONCE);
            case FULL -> throw new CallRefused(Refusal.TOO_MANY_CALLS);
        }
    }
}
