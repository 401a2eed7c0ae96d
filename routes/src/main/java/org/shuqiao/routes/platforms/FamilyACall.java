package org.shuqiao.routes.platforms;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The call signature of the Shandong family of public-data gateways: {@code Base64(HmacSHA256(secret, id + timestamp +
 * nonce))}. It covers neither path nor body, which is why our statement travels beside it.
 */
final class FamilyACall {
    private final String clientId;
    private final Mac keyed;

    FamilyACall(String clientId, byte[] secret) {
        this.clientId = clientId;
        try {
            this.keyed = Mac.getInstance("HmacSHA256");
            this.keyed.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** @param timestamp milliseconds since the epoch */
    String sign(long timestamp, String nonce) {
        try {
            Mac mac = (Mac) keyed.clone();
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal((clientId + timestamp + nonce).getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", e);
        }
    }
}
