package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The call signature of the Shandong family of open-data portals: Base64(HmacSHA256(secret, client id + timestamp +
 * nonce)). It does not cover the body.
 */
final class CallSignature {
    private final Mac untouched;

    CallSignature(byte[] secret) {
        try {
            untouched = Mac.getInstance("HmacSHA256");
            untouched.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no HmacSHA256", e);
        }
    }

    /** Whether this is the signature of such a call; takes the same time wherever they differ. */
    boolean accepts(String clientId, String timestamp, String nonce, String signature) {
        return MessageDigest.isEqual(of(clientId, timestamp, nonce).getBytes(UTF_8), signature.getBytes(UTF_8));
    }

    String of(String clientId, String timestamp, String nonce) {
        try {
            Mac mac = (Mac) untouched.clone();
            return Base64.getEncoder().encodeToString(mac.doFinal((clientId + timestamp + nonce).getBytes(UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HmacSHA256 cannot be cloned", e);
        }
    }
}
