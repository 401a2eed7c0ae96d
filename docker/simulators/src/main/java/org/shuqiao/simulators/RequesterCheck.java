package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * Families whose calls name a requester and a service and are signed under what the platform handed out: B under a secret
 * ({@code HmacSHA256} over service, requester, time), G under a token ({@code HmacSM3} over requester, service, time). Neither has a
 * nonce: a call can be repeated within the window, and has its one effect.
 */
final class RequesterCheck implements CallCheck {
    static final Duration TIMESTAMP_WINDOW = Duration.ofMinutes(10);

    private final RequesterHeaders headers;
    private final KeyedText hash;
    private final BiFunction<String, String, String> order;
    private final HandedSecrets secrets;
    private final boolean secretForEachService;
    private final TimeWindow window = new TimeWindow(TIMESTAMP_WINDOW);

    private RequesterCheck(
            RequesterHeaders headers,
            KeyedText hash,
            BiFunction<String, String, String> order,
            HandedSecrets secrets,
            boolean secretForEachService) {
        this.headers = headers;
        this.hash = hash;
        this.order = order;
        this.secrets = secrets;
        this.secretForEachService = secretForEachService;
    }

    static RequesterCheck ofFamilyB(RequesterHeaders headers, HandedSecrets secrets) {
        return new RequesterCheck(
                headers, Kona::hmacSha256, (requester, service) -> service + requester, secrets, true);
    }

    static RequesterCheck ofFamilyG(RequesterHeaders headers, Kona kona, HandedSecrets tokens) {
        return new RequesterCheck(headers, kona::hmacSm3, (requester, service) -> requester + service, tokens, false);
    }

    @Override
    public String requireAuthentic(Request call, Instant now) throws CallRefused {
        CallCheck.require(CLIENT_ID.equals(call.getHeader(headers.requester())), Refusal.UNKNOWN_CLIENT);
        String timestamp = CallCheck.header(call, headers.timestamp());
        CallCheck.require(window.holds(TimeWindow.millis(timestamp), now.toEpochMilli()), Refusal.STALE_TIMESTAMP);
        String service = CallCheck.header(call, headers.service());
        String signature = CallCheck.header(call, headers.signature());
        String text = order.apply(CLIENT_ID, service) + timestamp;
        CallCheck.require(
                secrets.good(secretForEachService ? service : "", now).stream()
                        .anyMatch(handed -> hash.accepts(handed.bytes(), text, signature)),
                Refusal.WRONG_CALL_SIGNATURE);
        return service;
    }
}
