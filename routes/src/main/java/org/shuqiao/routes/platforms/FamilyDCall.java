package org.shuqiao.routes.platforms;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.DigitalEnvelope;
import org.shuqiao.certs.DigitalEnvelope.Sealed;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.Signer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The call of family D (国密信封): content encrypted for the platform, and a signature over the sorted members, the content in plain
 * text and a shared secret. It covers everything that the call says.
 */
final class FamilyDCall {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final Set<String> NOT_SIGNED = Set.of("signData", "encData", "extra");

    private final Application application;
    private final Signer signer;
    private final SignatureForm form;
    private final SecureRandom random;

    /** @param secret text that both sides know; goes into what is signed, and never leaves */
    record Application(String id, String version, Supplier<String> secret) {
        @Override
        public String toString() {
            return "Application[" + id + "]";
        }
    }

    /** @param signer under the user id that the platform expects */
    FamilyDCall(Application application, Signer signer, SignatureForm form, SecureRandom random) {
        this.application = application;
        this.signer = signer;
        this.form = form;
        this.random = random;
    }

    /**
     * The body of a call.
     *
     * @param recipient the platform's encryption certificate
     * @throws CertificateRefused if nothing can be encrypted for it
     */
    byte[] body(ObjectNode data, Instant at, CertificateChain recipient) throws CertificateRefused {
        String plain = SortedJson.text(data);
        Sealed sealed = DigitalEnvelope.seal(plain.getBytes(StandardCharsets.UTF_8), recipient, random);
        ObjectNode call = JSON.createObjectNode()
                .put("appId", application.id())
                .put("version", application.version())
                .put("timestamp", Long.toString(at.toEpochMilli()))
                .put("encType", "SM4")
                .put("signType", "SM2")
                .put("encKey", BASE64.encodeToString(sealed.wrappedKey()));
        byte[] signed = signedText(call, plain, application.secret().get()).getBytes(StandardCharsets.UTF_8);
        call.put("encData", BASE64.encodeToString(sealed.data()));
        Signer key = signer.pinned();
        call.put("signData", BASE64.encodeToString(form.fromDer(key.sign(signed), key.chain())));
        return JSON.writeValueAsBytes(call);
    }

    /**
     * The text that is signed: {@code name=value} of each member that is not empty, sorted by name and joined by {@code &}, the
     * content as the member {@code data}; then {@code &key=} and the secret.
     *
     * @param plain the content as {@link SortedJson} writes it
     */
    static String signedText(ObjectNode call, String plain, String secret) {
        ObjectNode members = call.deepCopy();
        members.remove(NOT_SIGNED);
        members.put("data", plain);
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : SortedJson.sorted(members).properties()) {
            JsonNode value = member.getValue();
            pairs.add(member.getKey() + "=" + (value.isContainer() ? SortedJson.text(value) : value.asString()));
        }
        pairs.add("key=" + secret);
        return String.join("&", pairs);
    }
}
