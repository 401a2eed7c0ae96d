package org.shuqiao.routes.platforms;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.shuqiao.mappings.platforms.CallFamily;

/** What calls of a family are signed with when everything that goes into it is known, for the contract that platforms keep. */
public final class CallVectors {

    private CallVectors() {}

    /** The headers of a call at 1700000000000 ms with nonce {@code n1}. */
    public static Map<String, String> headers(CallFamily family, String clientId, String service, String secret) {
        UnsignedCall call = new UnsignedCall(
                URI.create("http://platform.example/"),
                new TreeMap<>(),
                "application/json",
                new byte[0],
                service,
                new UUID(0, 0),
                Instant.ofEpochMilli(1_700_000_000_000L),
                "n1",
                secret.getBytes(StandardCharsets.UTF_8));
        return SingleCall.of(family, clientId).signed(call).headers();
    }
}
