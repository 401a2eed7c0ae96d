package org.shuqiao.routes.platforms;

import java.util.Map;
import org.shuqiao.mappings.platforms.CallFamily;

/** The call signature of TIF: {@code hex(SHA256(timestamp + token + nonce + timestamp))}. It covers neither path nor body. */
final class FamilyCCall implements SingleCall {
    private final Map<String, String> headers;
    private final String clientId;
    private final HexDigest sha256;

    FamilyCCall(CallFamily.C family, String clientId) {
        this.headers = family.headers();
        this.clientId = clientId;
        this.sha256 = new HexDigest("SHA-256", family.hex());
    }

    @Override
    public HttpCall signed(UnsignedCall call) {
        String timestamp = Long.toString(call.at().getEpochSecond());
        return call.header(headers, "clientId", clientId)
                .header(headers, "timestamp", timestamp)
                .header(headers, "nonce", call.nonce())
                .header(headers, "signature", signature(call.secret(), timestamp, call.nonce()))
                .header(headers, "service", call.resource())
                .header(headers, "idempotencyKey", call.transfer().toString())
                .withPayload();
    }

    private String signature(byte[] token, String timestamp, String nonce) {
        return sha256.of(HexDigest.utf8(timestamp), token, HexDigest.utf8(nonce + timestamp));
    }
}
