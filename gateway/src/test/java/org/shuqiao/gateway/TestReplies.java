package org.shuqiao.gateway;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** What a platform can get wrong. */
final class TestReplies {
    private TestReplies() {}

    /** The right receipt, with the signature of another one. */
    static TestPlatform.Reply withBrokenSignature(TestPlatform.Reply honest) {
        Map<String, String> body = new HashMap<>(honest.body());
        byte[] signature = Base64.getDecoder().decode(body.getOrDefault("signature", ""));
        signature[signature.length - 1] ^= 1;
        body.put("signature", Base64.getEncoder().encodeToString(signature));
        return new TestPlatform.Reply(honest.status(), body);
    }
}
