package org.shuqiao.simulators;

import com.tencent.kona.crypto.spec.SM2ParameterSpec;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.util.Optional;
import javax.crypto.Cipher;

/** Decrypts with one SM2 key what is in the DER of GM/T 0009: {@code SM2Cipher {x, y, hash, ciphertext}}. Thread-safe. */
final class Sm2Decryption {
    private static final EllipticCurve CURVE = SM2ParameterSpec.CURVE;
    private static final BigInteger PRIME = ((ECFieldFp) CURVE.getField()).getP();
    private static final int HASH_BYTES = 32;

    private final Kona kona;
    private final PrivateKey key;

    /** A decryption for a DER PKCS#8 PrivateKeyInfo; refuses a key that is not an SM2 key. */
    Sm2Decryption(Kona kona, byte[] privateKeyInfo) throws GeneralSecurityException {
        this.kona = kona;
        this.key = kona.privateKey(privateKeyInfo);
    }

    /** The plain text; nothing when this is not such a DER, or was not made for this key. */
    Optional<byte[]> open(byte[] sm2Cipher) {
        try {
            requireWellFormed(sm2Cipher);
            Cipher cipher = kona.sm2Cipher();
            cipher.init(Cipher.DECRYPT_MODE, key);
            return Optional.of(cipher.doFinal(sm2Cipher));
        } catch (MalformedDer | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Encrypts for a DER SubjectPublicKeyInfo; the simulators do so only to see that two keys belong together. */
    static byte[] encrypt(Kona kona, byte[] subjectPublicKeyInfo, byte[] plainText, SecureRandom random)
            throws GeneralSecurityException {
        Cipher cipher = kona.sm2Cipher();
        cipher.init(Cipher.ENCRYPT_MODE, kona.publicKey(subjectPublicKeyInfo), random);
        return cipher.doFinal(plainText);
    }

    /** Kona takes any two integers for a point; with one that is not on the curve a stranger could ask for the key's bits. */
    private static void requireWellFormed(byte[] sm2Cipher) throws MalformedDer {
        DerReader outer = new DerReader(sm2Cipher);
        DerReader fields = outer.enter(DerReader.SEQUENCE);
        outer.end();
        BigInteger x = fields.positiveInteger();
        BigInteger y = fields.positiveInteger();
        byte[] hash = fields.enter(DerReader.OCTET_STRING).rest();
        byte[] cipherText = fields.enter(DerReader.OCTET_STRING).rest();
        fields.end();
        if (!isOnCurve(x, y) || hash.length != HASH_BYTES || cipherText.length == 0) {
            throw new MalformedDer("not an SM2 cipher text");
        }
    }

    private static boolean isOnCurve(BigInteger x, BigInteger y) {
        if (x.compareTo(PRIME) >= 0 || y.compareTo(PRIME) >= 0) {
            return false;
        }
        BigInteger right = x.pow(3).add(CURVE.getA().multiply(x)).add(CURVE.getB());
        return y.pow(2).subtract(right).mod(PRIME).signum() == 0;
    }
}
