package org.shuqiao.simulators;

import com.tencent.kona.crypto.KonaCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tencent Kona, the SM2, SM3 and SM4 implementation of the simulators. The provider is used as an instance and never
 * registered with the JVM, so no call can reach another implementation by accident.
 */
final class Kona {
    private final Provider provider = new KonaCryptoProvider();
    private final MessageDigest untouchedSm3;

    Kona() {
        try {
            untouchedSm3 = MessageDigest.getInstance("SM3", provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Kona without SM3", e);
        }
    }

    /** SM3 (GB/T 32905) in lower-case hex. */
    String sm3Hex(byte[] message) {
        try {
            MessageDigest sm3 = (MessageDigest) untouchedSm3.clone();
            return HexFormat.of().formatHex(sm3.digest(message));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Kona's SM3 cannot be cloned", e);
        }
    }

    /** An SM2 signature object that is not initialised yet. */
    Signature sm2() throws GeneralSecurityException {
        return Signature.getInstance("SM3withSM2", provider);
    }

    /** An SM2 cipher (GM/T 0009, DER of {@code SM2Cipher}) that is not initialised yet. */
    Cipher sm2Cipher() throws GeneralSecurityException {
        return Cipher.getInstance("SM2", provider);
    }

    /** An SM4-GCM cipher that is not initialised yet. */
    Cipher sm4Gcm() throws GeneralSecurityException {
        return Cipher.getInstance("SM4/GCM/NoPadding", provider);
    }

    /** HMAC with SM3, ready for a text. */
    Mac hmacSm3(byte[] key) {
        return hmac("HmacSM3", provider, key);
    }

    /** HMAC with SHA-256, ready for a text; the JDK's own, which Kona has no word in. */
    static Mac hmacSha256(byte[] key) {
        return hmac("HmacSHA256", null, key);
    }

    private static Mac hmac(String name, @Nullable Provider provider, byte[] key) {
        try {
            Mac mac = provider == null ? Mac.getInstance(name) : Mac.getInstance(name, provider);
            mac.init(new SecretKeySpec(key, name));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + name, e);
        }
    }

    /** A public key from a DER SubjectPublicKeyInfo (RFC 5480) on the SM2 curve. */
    PublicKey publicKey(byte[] subjectPublicKeyInfo) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC", provider).generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
    }

    /** A private key from a DER PKCS#8 PrivateKeyInfo (RFC 5208) on the SM2 curve. */
    PrivateKey privateKey(byte[] privateKeyInfo) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC", provider).generatePrivate(new PKCS8EncodedKeySpec(privateKeyInfo));
    }
}
