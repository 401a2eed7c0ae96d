package org.shuqiao.mappings.platforms;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Set;
import org.shuqiao.mappings.Names;

/** Where a platform hands out what calls are signed with, which it replaces from time to time: one POST of a flat JSON object. */
public sealed interface SecretService {
    String path();

    /** Name of each member of the answer by its meaning; {@code data} is the object that holds the others but the code. */
    Map<String, String> answer();

    /** The result code of success. */
    String taken();

    /** How long before its end a secret is replaced. */
    long aheadMs();

    /**
     * The key service of family B. The question is signed as a call is, under the application's key.
     *
     * @param serviceTemplate id of the service that a secret is asked for; with {@code {resource}} each dataset has a secret of its own
     * @param question name of each member by its meaning: requester, service, timestamp (milliseconds), signature
     * @param answer by the meanings code, data, secret (Base64), until (milliseconds since the epoch)
     * @param wrapping how the secret is encrypted
     */
    record Keys(
            String path,
            String serviceTemplate,
            Map<String, String> question,
            Map<String, String> answer,
            String taken,
            Wrapping wrapping,
            long aheadMs)
            implements SecretService {
        public Keys {
            question = Names.complete(question, Set.of("requester", "service", "timestamp", "signature"));
            answer = Names.complete(answer, Set.of("code", "data", "secret", "until"));
            requirePlace(path, aheadMs);
        }

        public String service(String resource) {
            return serviceTemplate.replace("{resource}", resource);
        }
    }

    /**
     * The token service of family G.
     *
     * @param question name of each member by its meaning: requester, code (the authorisation code)
     * @param answer by the meanings code, data, token, seconds (how long it is good)
     */
    record Tokens(String path, Map<String, String> question, Map<String, String> answer, String taken, long aheadMs)
            implements SecretService {
        public Tokens {
            question = Names.complete(question, Set.of("requester", "code"));
            answer = Names.complete(answer, Set.of("code", "data", "token", "seconds"));
            requirePlace(path, aheadMs);
        }
    }

    /** How a secret is encrypted under the application's key: AES in blocks (ECB, PKCS#5), since there is no place for anything else. */
    enum Wrapping {
        /** The key is written in hexadecimal digits: 32, 48 or 64 of them. */
        @JsonProperty("aes-hex")
        AES_HEX,
        /** The key is the first 16 bytes that Java's {@code SHA1PRNG} gives when it is seeded with the application's key as text. */
        @JsonProperty("aes-sha1prng")
        AES_SHA1PRNG
    }

    private static void requirePlace(String path, long aheadMs) {
        if (!path.startsWith("/") || aheadMs < 1) {
            throw new IllegalArgumentException("a secret is replaced at some path, ahead of its end");
        }
    }
}
