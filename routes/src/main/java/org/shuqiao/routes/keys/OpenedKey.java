package org.shuqiao.routes.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.shuqiao.certs.Ff1;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.TlsIdentity;
import org.shuqiao.mappings.masking.MaskingKey;

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
     * Makes pseudonyms and encrypts digits: HMAC-SM3(secret, "masking/" + version + "/" + consumer) is a consumer's key for the one, the
     * first half of HMAC-SM3(secret, "fpe/" + version + "/" + consumer) for the other, so that two consumers can never join what they
     * received.
     */
    final class Masking implements OpenedKey {
        private final HmacSm3 secret;
        private final String version;
        private final Map<String, MaskingKey> byConsumer = new ConcurrentHashMap<>();

        Masking(HmacSm3 secret, int version) {
            this.secret = secret;
            this.version = Integer.toString(version);
        }

        MaskingKey of(String consumer) {
            return byConsumer.computeIfAbsent(
                    consumer,
                    c -> new ConsumerKey(
                            version,
                            new HmacSm3(derived("masking", c)),
                            new Ff1(Arrays.copyOf(derived("fpe", c), Ff1.KEY_BYTES))));
        }

        private byte[] derived(String use, String consumer) {
            return secret.mac((use + "/" + version + "/" + consumer).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Masking[]";
        }
    }

    /** What one consumer's values are made with. */
    record ConsumerKey(String version, HmacSm3 hmac, Ff1 ff1) implements MaskingKey {
        @Override
        public byte[] hmacSm3(byte[] value) {
            return hmac.mac(value);
        }

        @Override
        public String encryptDigits(String digits, byte[] tweak) {
            return ff1.encrypt(digits, tweak);
        }

        @Override
        public String toString() {
            return "ConsumerKey[]";
        }
    }
}
