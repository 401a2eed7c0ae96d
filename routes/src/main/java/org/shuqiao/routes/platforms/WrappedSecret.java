package org.shuqiao.routes.platforms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.shuqiao.mappings.platforms.SecretService.Wrapping;
import org.shuqiao.routes.platforms.SecretUnavailable.Why;

/** A secret that is encrypted under an application's key. */
final class WrappedSecret {
    private static final int SHA1PRNG_KEY_BYTES = 16;

    private WrappedSecret() {}

    /**
     * @param wrapped Base64
     * @param applicationKey text, in UTF-8
     */
    @SuppressWarnings("InsecureCryptoUsage") // What comes in is wrapped so by others; nothing is encrypted so here.
    static byte[] unwrap(Wrapping wrapping, String wrapped, byte[] applicationKey) throws SecretUnavailable {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key(wrapping, applicationKey), "AES"));
            byte[] secret = cipher.doFinal(Base64.getDecoder().decode(wrapped));
            if (secret.length > 0) {
                return secret;
            }
        } catch (GeneralSecurityException | IllegalArgumentException notForThisKey) {
            // Told below, without what the cipher says of it.
        }
        throw new SecretUnavailable(Why.NOT_UNDERSTOOD);
    }

    private static byte[] key(Wrapping wrapping, byte[] applicationKey) throws GeneralSecurityException {
        return switch (wrapping) {
            case AES_HEX -> HexFormat.of().parseHex(new String(applicationKey, StandardCharsets.US_ASCII));
            case AES_SHA1PRNG -> {
                MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
                yield Arrays.copyOf(sha1.digest(sha1.digest(applicationKey)), SHA1PRNG_KEY_BYTES);
            }
        };
    }
}
