package org.shuqiao.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Agreements that both parties have signed with keys. */
public final class SignedAgreement {
    private SignedAgreement() {}

    /** @param content gets the parties' certificates and signatures */
    public static byte[] of(ObjectNode content, SigningKey provider, SigningKey consumer, SecureRandom random) {
        content.remove("signatures");
        Map<String, SigningKey> parties = Map.of("provider", provider, "consumer", consumer);
        parties.forEach((party, key) ->
                content.withObject("/" + party).put("cert_sn", key.chain().leafSerialHex()));
        byte[] bytes = signed(content);
        parties.forEach((party, key) -> content.withArray("/signatures")
                .addObject()
                .put("party", party)
                .put("kind", "sm2")
                .put("certificate", new String(key.chain().pem(), US_ASCII))
                .put(
                        "signature",
                        Base64.getEncoder().encodeToString(key.signer(random).sign(bytes))));
        return JsonMapper.shared().writeValueAsBytes(content);
    }

    /** What a later version names this one by. */
    public static String hash(ObjectNode content) {
        return Sm3.hex(signed(content));
    }

    private static byte[] signed(ObjectNode content) {
        ObjectNode signed = content.deepCopy();
        signed.remove(List.of("id", "status", "signatures"));
        return CanonicalJson.bytes(signed);
    }
}
