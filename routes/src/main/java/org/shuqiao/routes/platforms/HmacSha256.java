package org.shuqiao.routes.platforms;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** {@code Base64(HmacSHA256(secret, text))}. Secrets change rarely, so the last one is nearly always the one. Thread-safe. */
final class HmacSha256 {
    private static final String ALGORITHM = "HmacSHA256";

    private volatile @Nullable Keyed keyed;

    private record Keyed(byte[] secret, Mac mac) {
        @Override
        public String toString() {
            return "Keyed[]";
        }
    }

    String base64(byte[] secret, String text) {
        Keyed last = keyed;
        if (last == null || !MessageDigest.isEqual(last.secret(), secret)) {
            last = new Keyed(secret, mac(secret));
            keyed = last;
        }
        try {
            Mac mac = (Mac) last.mac().clone();
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", e);
        }
    }

    private static Mac mac(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
