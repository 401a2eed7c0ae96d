package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.http.Request;
import java.time.Duration;
import java.time.Instant;

/** The Shandong family: client, time stamp, nonce and signature in headers, checked in this order. */
final class FamilyACheck implements CallCheck {
    static final Duration TIMESTAMP_WINDOW = Duration.ofMinutes(10);

    private final CallSignature callSignature;
    private final Nonces nonces = new Nonces(TIMESTAMP_WINDOW);

    FamilyACheck(String secret) {
        this.callSignature = new CallSignature(secret.getBytes(UTF_8));
    }

    @Override
    public String requireAuthentic(Request call, Instant now) throws CallRefused {
        CallCheck.require(CLIENT_ID.equals(call.getHeader("X-Client-Id")), Refusal.UNKNOWN_CLIENT);
        String timestamp = CallCheck.header(call, "X-Timestamp");
        String nonce = CallCheck.header(call, "X-Nonce");
        long timestampMillis = TimeWindow.millis(timestamp);
        nonces.requireFresh(timestampMillis, nonce, now.toEpochMilli());
        CallCheck.require(
                callSignature.accepts(CLIENT_ID, timestamp, nonce, CallCheck.header(call, "X-Signature")),
                Refusal.WRONG_CALL_SIGNATURE);
        nonces.take(timestampMillis, nonce, now.toEpochMilli());
        return CallCheck.lastOfPath(call);
    }
}
