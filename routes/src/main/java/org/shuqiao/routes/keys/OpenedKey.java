package org.shuqiao.routes.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.TlsIdentity;

/** A key that can be used. None of them shows anything of itself in a text. */
sealed interface OpenedKey {

    /**
     * Signs, here or in another process.
     *
     * @param underUserId the same key's signer for partners that ask for a user id of their own
     */
    record Signing(Signer signer, Function<String, Signer> underUserId) implements OpenedKey {
        /** A key that is here; its signers are made once, since they keep what they have prepared. */
        static Signing of(SigningKey key, SecureRandom random) {
            Map<String, Signer> made = new ConcurrentHashMap<>();
            return new Signing(
                    key.signer(random), userId -> made.computeIfAbsent(userId, id -> key.signer(random, id)));
        }

        /** A key that another process holds signs under the default user id only. */
        static Signing elsewhere(Signer signer) {
            return new Signing(signer, userId -> {
                throw new IllegalArgumentException("a remote signer has one user id");
            });
        }

        @Override
        public String toString() {
            return "Signing[]";
        }
    }

    /** What HTTPS shows of this gateway. */
    record Tls(TlsIdentity identity) implements OpenedKey {
        @Override
        public String toString() {
            return "Tls[]";
        }
    }

    /** A secret that a platform shares with us. */
    record Shared(byte[] secret) implements OpenedKey {
        @Override
        public String toString() {
            return "Shared[]";
        }
    }

    /**
     * Makes pseudonyms: HMAC-SM3(secret, "masking/" + version + "/" + consumer) is a consumer's key, so that two consumers can
     * never join what they received.
     */
    final class Masking implements OpenedKey {
        private final HmacSm3 secret;
        private final String version;
        private final Map<String, HmacSm3> byConsumer = new ConcurrentHashMap<>();

        Masking(HmacSm3 secret, int version) {
            this.secret = secret;
            this.version = Integer.toString(version);
        }

        HmacSm3 of(String consumer) {
            return byConsumer.computeIfAbsent(
                    consumer,
                    c -> new HmacSm3(secret.mac(("masking/" + version + "/" + c).getBytes(StandardCharsets.UTF_8))));
        }

        String version() {
            return version;
        }
    }
}
