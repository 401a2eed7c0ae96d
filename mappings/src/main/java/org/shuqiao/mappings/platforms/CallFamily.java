package org.shuqiao.mappings.platforms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;
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
    @JsonSubTypes.Type(value = CallFamily.B.class, name = "B"),
    @JsonSubTypes.Type(value = CallFamily.C.class, name = "C"),
    @JsonSubTypes.Type(value = CallFamily.D.class, name = "D"),
    @JsonSubTypes.Type(value = CallFamily.E.class, name = "E"),
    @JsonSubTypes.Type(value = CallFamily.F.class, name = "F"),
    @JsonSubTypes.Type(value = CallFamily.G.class, name = "G")
})
public sealed interface CallFamily {

    /** The path of a push, with {@code {resource}}. */
    String pathTemplate();

    /** Whether it encrypts what it carries with SM4. */
    default boolean encrypts() {
        return false;
    }

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
            headers = distinct(headers, Set.of("clientId", "timestamp", "nonce", "signature", "idempotencyKey"));
        }
    }

    /**
     * The national data-sharing platform (国家数据共享交换平台): {@code Base64(HmacSHA256(secret, service + requester + timestamp))} in
     * headers, under a secret that a key service hands out. The service is the dataset's resource.
     *
     * @param headers name of each header by its meaning: requester, service, timestamp (milliseconds), signature, idempotencyKey
     */
    record B(String pathTemplate, Map<String, String> headers, SecretService.Keys keys) implements CallFamily {
        public B {
            headers = distinct(headers, Set.of("requester", "service", "timestamp", "signature", "idempotencyKey"));
        }
    }

    /**
     * TIF, in use in Guangdong and elsewhere: {@code hex(SHA256(timestamp + token + nonce + timestamp))} in headers. The service is the
     * dataset's resource.
     *
     * @param headers name of each header by its meaning: clientId, timestamp (seconds), nonce, signature, service, idempotencyKey
     */
    record C(String pathTemplate, Map<String, String> headers, HexCase hex) implements CallFamily {
        public C {
            headers = distinct(
                    headers, Set.of("clientId", "timestamp", "nonce", "signature", "service", "idempotencyKey"));
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

    /**
     * Simple uploads: {@code hex(SHA1(key + secret + timestamp))} in headers. Whoever sees one call can make others until its time stamp
     * is too old, so what arrives is proved by our statement alone.
     *
     * @param headers name of each header by its meaning: appKey, timestamp (milliseconds), signature, idempotencyKey
     */
    record E(String pathTemplate, Map<String, String> headers) implements CallFamily {
        public E {
            headers = distinct(headers, Set.of("appKey", "timestamp", "signature", "idempotencyKey"));
        }
    }

    /**
     * The legacy form: the payload and what says who calls as fields of a form, with {@code hex(MD5(secret + name + value + … + secret))}
     * over all fields sorted by name. MD5 proves nothing any more: spoken to platforms that know nothing else, never listened to.
     *
     * @param fields name of each field by its meaning: appKey, method, content (the payload), timestamp ({@code yyyy-MM-dd HH:mm:ss} in
     *     Asia/Shanghai), version, signature, idempotencyKey
     * @param methodTemplate value of the method, with {@code {resource}}
     * @param version value of the version
     */
    record F(String pathTemplate, Map<String, String> fields, String methodTemplate, String version, HexCase hex)
            implements CallFamily {
        public F {
            fields = distinct(
                    fields,
                    Set.of("appKey", "method", "content", "timestamp", "version", "signature", "idempotencyKey"));
        }

        public String method(String resource) {
            return methodTemplate.replace("{resource}", resource);
        }
    }

    /**
     * Tokens: an authorisation code is exchanged for a token, and calls carry {@code Base64(HmacSM3(token, requester + service +
     * timestamp))}; the token itself is in no call. The service is the dataset's resource.
     *
     * @param headers name of each header by its meaning: requester, service, timestamp (milliseconds), signature, idempotencyKey
     */
    record G(String pathTemplate, Map<String, String> headers, SecretService.Tokens tokens) implements CallFamily {
        public G {
            headers = distinct(headers, Set.of("requester", "service", "timestamp", "signature", "idempotencyKey"));
        }
    }

    /** How hexadecimal digits are written. */
    enum HexCase {
        @JsonProperty("lower")
        LOWER,
        @JsonProperty("upper")
        UPPER
    }

    /** How content is encrypted for a platform. */
    enum Encryption {
        /** SM4-GCM under a fresh key, which is encrypted with SM2 for the platform's certificate. */
        @JsonProperty("sm2-sm4-gcm")
        SM2_SM4_GCM
    }

    /** Two names of one call are never the same; headers do not tell upper from lower case. */
    private static Map<String, String> distinct(Map<String, String> names, Set<String> meanings) {
        Map<String, String> complete = Names.complete(names, meanings);
        long different = complete.values().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .count();
        if (different < complete.size()) {
            throw new IllegalArgumentException("two meanings have one name");
        }
        return complete;
    }
}
