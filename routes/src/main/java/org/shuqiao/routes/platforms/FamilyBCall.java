package org.shuqiao.routes.platforms;

import java.util.Map;

/**
 * The call signature of the national data-sharing platform: {@code Base64(HmacSHA256(secret, service + requester + timestamp))}. Its key
 * service is asked with the same signature, under another key. It covers neither path nor body.
 */
final class FamilyBCall implements SingleCall {
    private final Map<String, String> headers;
    private final String requester;
    private final HmacSha256 hmac = new HmacSha256();

    FamilyBCall(Map<String, String> headers, String requester) {
        this.headers = headers;
        this.requester = requester;
    }

    @Override
    public HttpCall signed(UnsignedCall call) {
        long timestamp = call.at().toEpochMilli();
        return call.header(headers, "requester", requester)
                .header(headers, "service", call.resource())
                .header(headers, "timestamp", Long.toString(timestamp))
                .header(
                        headers,
                        "signature",
                        hmac.base64(call.secret(), signedText(requester, call.resource(), timestamp)))
                .header(headers, "idempotencyKey", call.transfer().toString())
                .withPayload();
    }

    /** @param timestamp milliseconds since the epoch */
    static String signedText(String requester, String service, long timestamp) {
        return service + requester + timestamp;
    }
}
