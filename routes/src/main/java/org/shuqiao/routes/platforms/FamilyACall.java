package org.shuqiao.routes.platforms;

import java.util.Map;

/**
 * The call signature of the Shandong family of public-data gateways: {@code Base64(HmacSHA256(secret, id + timestamp +
 * nonce))}. It covers neither path nor body, which is why our statement travels beside it.
 */
final class FamilyACall implements SingleCall {
    private final Map<String, String> headers;
    private final String clientId;
    private final HmacSha256 hmac = new HmacSha256();

    FamilyACall(Map<String, String> headers, String clientId) {
        this.headers = headers;
        this.clientId = clientId;
    }

    @Override
    public HttpCall signed(UnsignedCall call) {
        long timestamp = call.at().toEpochMilli();
        return call.header(headers, "clientId", clientId)
                .header(headers, "timestamp", Long.toString(timestamp))
                .header(headers, "nonce", call.nonce())
                .header(headers, "signature", hmac.base64(call.secret(), clientId + timestamp + call.nonce()))
                .header(headers, "idempotencyKey", call.transfer().toString())
                .withPayload();
    }
}
