package org.shuqiao.routes.platforms;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.HmacSm3;

/**
 * The call signature of the token family: {@code Base64(HmacSm3(token, requester + service + timestamp))}. The token is in no call. It
 * covers neither path nor body.
 */
final class FamilyGCall implements SingleCall {
    private final Map<String, String> headers;
    private final String requester;
    private volatile @Nullable Keyed keyed;

    FamilyGCall(Map<String, String> headers, String requester) {
        this.headers = headers;
        this.requester = requester;
    }

    private record Keyed(byte[] token, HmacSm3 hmac) {
        @Override
        public String toString() {
            return "Keyed[]";
        }
    }

    @Override
    public HttpCall signed(UnsignedCall call) {
        String timestamp = Long.toString(call.at().toEpochMilli());
        byte[] text = HexDigest.utf8(requester + call.resource() + timestamp);
        return call.header(headers, "requester", requester)
                .header(headers, "service", call.resource())
                .header(headers, "timestamp", timestamp)
                .header(
                        headers,
                        "signature",
                        Base64.getEncoder().encodeToString(under(call.secret()).mac(text)))
                .header(headers, "idempotencyKey", call.transfer().toString())
                .withPayload();
    }

    /** Tokens change rarely, so the last one is nearly always the one. */
    private HmacSm3 under(byte[] token) {
        Keyed last = keyed;
        if (last == null || !MessageDigest.isEqual(last.token(), token)) {
            last = new Keyed(token, new HmacSm3(token));
            keyed = last;
        }
        return last.hmac();
    }
}
