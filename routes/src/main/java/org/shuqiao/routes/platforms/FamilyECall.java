package org.shuqiao.routes.platforms;

import java.util.Map;
import org.shuqiao.mappings.platforms.CallFamily.HexCase;

/**
 * The call signature of simple uploads: {@code hex(SHA1(key + secret + timestamp))}. It covers neither path nor body, and whoever sees it
 * can use it until the time stamp is too old.
 */
final class FamilyECall implements SingleCall {
    private final Map<String, String> headers;
    private final String appKey;
    private final HexDigest sha1 = new HexDigest("SHA-1", HexCase.LOWER);

    FamilyECall(Map<String, String> headers, String appKey) {
        this.headers = headers;
        this.appKey = appKey;
    }

    @Override
    public HttpCall signed(UnsignedCall call) {
        String timestamp = Long.toString(call.at().toEpochMilli());
        return call.header(headers, "appKey", appKey)
                .header(headers, "timestamp", timestamp)
                .header(headers, "signature", sha1.of(HexDigest.utf8(appKey), call.secret(), HexDigest.utf8(timestamp)))
                .header(headers, "idempotencyKey", call.transfer().toString())
                .withPayload();
    }
}
