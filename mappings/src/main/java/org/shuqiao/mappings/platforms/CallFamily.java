package org.shuqiao.mappings.platforms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.Set;
import org.shuqiao.mappings.Names;

/**
 * How a call to a platform is put together and signed. The families are those that are really in use between Chinese government
 * platforms; each is one record here and one class that builds its calls.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "family")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CallFamily.A.class, name = "A"),
    @JsonSubTypes.Type(value = CallFamily.D.class, name = "D")
})
public sealed interface CallFamily {

    /** The path of a push, with {@code {resource}}. */
    String pathTemplate();

    /** Whether it encrypts what it carries with SM4. */
    boolean encrypts();

    /** The path for a resource. */
    default String path(String resource) {
        return pathTemplate().replace("{resource}", resource);
    }

    /**
     * The Shandong family: {@code Base64(HmacSHA256(secret, id + timestamp + nonce))} in headers, the payload as body.
     *
     * @param headers name of each header by its meaning: clientId, timestamp, nonce, signature, idempotencyKey
     */
    record A(String pathTemplate, Map<String, String> headers) implements CallFamily {
        public A {
            headers = Names.complete(headers, Set.of("clientId", "timestamp", "nonce", "signature", "idempotencyKey"));
        }

        @Override
        public boolean encrypts() {
            return false;
        }
    }

    /**
     * The envelope of commercial ciphers (国密): a JSON object with the encrypted content, signed over its sorted members, the content
     * in plain text and a shared secret.
     *
     * @param version value of the member {@code version}
     * @param signature form and user id of {@code signData}
     */
    record D(String pathTemplate, String version, Encryption encryption, SignatureDescription signature)
            implements CallFamily {
        @Override
        public boolean encrypts() {
            return true;
        }
    }

    /** How content is encrypted for a platform. */
    enum Encryption {
        /** SM4-GCM under a fresh key, which is encrypted with SM2 for the platform's certificate. */
        @JsonProperty("sm2-sm4-gcm")
        SM2_SM4_GCM
    }
}
