package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.http.Request;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** TIF: {@code hex(SHA256(timestamp + token + nonce + timestamp))} in lower case, time stamps in seconds. */
final class FamilyCCheck implements CallCheck {
    static final Duration TIMESTAMP_WINDOW = Duration.ofMinutes(5);

    private static final long MILLIS = 1_000;
    private static final int MAX_SECONDS_DIGITS = 12;

    private final String token;
    private final Nonces nonces = new Nonces(TIMESTAMP_WINDOW);

    FamilyCCheck(String token) {
        this.token = token;
    }

    @Override
    public String requireAuthentic(Request call, Instant now) throws CallRefused {
        CallCheck.require(CLIENT_ID.equals(call.getHeader("x-tif-paasid")), Refusal.UNKNOWN_CLIENT);
        String timestamp = CallCheck.header(call, "x-tif-timestamp");
        String nonce = CallCheck.header(call, "x-tif-nonce");
        long millis = millis(timestamp);
        nonces.requireFresh(millis, nonce, now.toEpochMilli());
        byte[] signature = CallCheck.header(call, "x-tif-signature").getBytes(UTF_8);
        CallCheck.require(
                MessageDigest.isEqual(signed(timestamp, token, nonce).getBytes(UTF_8), signature),
                Refusal.WRONG_CALL_SIGNATURE);
        String resource = CallCheck.lastOfPath(call);
        CallCheck.require(resource.equals(call.getHeader("x-tif-serviceid")), Refusal.MALFORMED_CALL);
        nonces.take(millis, nonce, now.toEpochMilli());
        return resource;
    }

    private static long millis(String timestamp) {
        long seconds = timestamp.length() > MAX_SECONDS_DIGITS ? Long.MIN_VALUE : TimeWindow.millis(timestamp);
        return seconds == Long.MIN_VALUE ? Long.MIN_VALUE : seconds * MILLIS;
    }

    static String signed(String timestamp, String token, String nonce) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest((timestamp + token + nonce + timestamp).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no SHA-256", e);
        }
    }
}
