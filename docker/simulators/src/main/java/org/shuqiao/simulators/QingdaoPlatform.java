package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.http.Request;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * 青岛市公共数据服务平台 as the reference contract in {@code docs/platforms/qingdao.md} describes it: verifies a call in
 * the contract's order, stores the payload once per idempotency key, and signs what it stored.
 */
final class QingdaoPlatform {
    static final String ID = "qingdao";
    static final String CLIENT_ID = "shuqiao";
    static final Duration TIMESTAMP_WINDOW = Duration.ofMinutes(10);

    /** Enough for 3,000 calls a second over the whole window; about 300 MB when full. */
    static final int MAX_NONCES = 2_000_000;

    private static final int MAX_NONCE_CHARACTERS = 64;

    private final QingdaoKeys keys;
    private final Kona kona;
    private final StrictJson json;
    private final Clock clock;
    private final ReceiptIssuer receipts;
    private final StatementCheck statements;
    private final NonceWindow nonces = new NonceWindow(TIMESTAMP_WINDOW, MAX_NONCES);
    private final Effects effects = new Effects();

    QingdaoPlatform(QingdaoKeys keys, Kona kona, StrictJson json, Clock clock, SecureRandom random) {
        this.keys = keys;
        this.kona = kona;
        this.json = json;
        this.clock = clock;
        this.receipts = new ReceiptIssuer("QD", ID, keys.receiptSigner()::sign, json, random);
        this.statements = new StatementCheck(ID, keys.authority(), json);
    }

    /** Receives one call; a call that is not refused has an effect, its own or that of the first with its key. */
    Effects.Recorded receive(String resource, Request call) throws CallRefused {
        Instant now = clock.instant();
        requireAuthenticCall(call, now.toEpochMilli());
        byte[] payload = call.getBody() == null ? new byte[0] : call.getBody();
        String payloadHash = kona.sm3Hex(payload);
        String key = statements.requireValid(call, payloadHash, now);
        if (json.object(payload).isEmpty()) {
            throw new CallRefused(Refusal.MALFORMED_PAYLOAD);
        }
        Effects.Recorded recorded = effects.record(
                key, () -> new Effect(key, resource, receipts.issue(key, payloadHash, "STORED", now), payload));
        if (!recorded.effect().receipt().payloadHash().equals(payloadHash)) {
            throw new CallRefused(Refusal.KEY_REUSED);
        }
        return recorded;
    }

    Effects effects() {
        return effects;
    }

    private void requireAuthenticCall(Request call, long nowMillis) throws CallRefused {
        if (!CLIENT_ID.equals(call.getHeader("X-Client-Id"))) {
            throw new CallRefused(Refusal.UNKNOWN_CLIENT);
        }
        String timestamp = call.getHeader("X-Timestamp");
        long timestampMillis = TimeWindow.millis(timestamp);
        if (timestamp == null || !nonces.holds(timestampMillis, nowMillis)) {
            throw new CallRefused(Refusal.STALE_TIMESTAMP);
        }
        String nonce = call.getHeader("X-Nonce");
        if (nonce == null
                || nonce.isEmpty()
                || nonce.length() > MAX_NONCE_CHARACTERS
                || nonces.hasSeen(nonce, nowMillis)) {
            throw new CallRefused(Refusal.REPLAYED_NONCE);
        }
        String signature = call.getHeader("X-Signature");
        if (signature == null || !keys.callSignature().accepts(CLIENT_ID, timestamp, nonce, signature)) {
            throw new CallRefused(Refusal.WRONG_CALL_SIGNATURE);
        }
        // Taken only now: a call that nobody signed must not use up somebody's nonce.
        switch (nonces.take(nonce, timestampMillis, nowMillis)) {
            case TAKEN -> {}
            case SEEN_BEFORE -> throw new CallRefused(Refusal.REPLAYED_NONCE);
            case FULL -> throw new CallRefused(Refusal.TOO_MANY_CALLS);
        }
    }
}
