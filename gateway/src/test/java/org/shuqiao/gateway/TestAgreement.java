package org.shuqiao.gateway;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The sample agreement between one center and the platform; every change is signed anew by both. */
record TestAgreement(ObjectNode content, SigningKey provider, SigningKey consumer) {

    private static final byte[] SAMPLE =
            Platforms.load(Datasets.load()).find("qingdao").orElseThrow().sampleAgreement();

    static TestAgreement between(String center, SigningKey provider, SigningKey consumer) {
        ObjectNode content = (ObjectNode) JsonMapper.shared().readTree(SAMPLE);
        content.put("id", "agreement-" + center);
        content.withObject("/provider")
                .put("usci", center)
                .put("cert_sn", provider.chain().leafSerialHex());
        content.withObject("/consumer").put("cert_sn", consumer.chain().leafSerialHex());
        return new TestAgreement(content, provider, consumer);
    }

    TestAgreement with(Consumer<ObjectNode> change) {
        ObjectNode changed = content.deepCopy();
        change.accept(changed);
        return new TestAgreement(changed, provider, consumer);
    }

    /** The version after this one. */
    TestAgreement next(Consumer<ObjectNode> change) {
        return with(changed -> {
            changed.put("version", content.required("version").intValue() + 1).put("prev", Sm3.hex(signedBytes()));
            change.accept(changed);
        });
    }

    String id() {
        return content.required("id").stringValue();
    }

    /** With the signatures of both parties. */
    ObjectNode signed() {
        ObjectNode signed = content.deepCopy();
        ArrayNode signatures = signed.putArray("signatures");
        sign(signatures, "provider", provider);
        sign(signatures, "consumer", consumer);
        return signed;
    }

    byte[] bytes() {
        return JsonMapper.shared().writeValueAsBytes(signed());
    }

    private void sign(ArrayNode signatures, String party, SigningKey key) {
        signatures
                .addObject()
                .put("party", party)
                .put("kind", "sm2")
                .put("certificate", new String(key.chain().pem(), StandardCharsets.US_ASCII))
                .put(
                        "signature",
                        Base64.getEncoder()
                                .encodeToString(key.signer(new SecureRandom()).sign(signedBytes())));
    }

    byte[] signedBytes() {
        ObjectNode unsigned = content.deepCopy();
        unsigned.remove(List.of("id", "status", "signatures"));
        return CanonicalJson.bytes(unsigned);
    }
}
