package org.shuqiao.certs;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The one curve and the fixed values of SM2 (GB/T 32918.5-2017, GM/T 0009-2012), and keys on it. */
final class Sm2 {
    static final ASN1ObjectIdentifier CURVE = GMObjectIdentifiers.sm2p256v1;

    /** SM2 with SM3; its parameters are absent (GM/T 0015-2012). */
    static final AlgorithmIdentifier SIGNATURE_ALGORITHM =
            new AlgorithmIdentifier(GMObjectIdentifiers.sm2sign_with_sm3);

    /** The hand-written field arithmetic of the "custom" curve is several times faster than the generic one. */
    static final ECDomainParameters DOMAIN =
            new ECNamedDomainParameters(CURVE, CustomNamedCurves.getByName("sm2p256v1"));

    static final BigInteger ORDER = DOMAIN.getN();

    /** The length in bits is hashed as 16 bits (GB/T 32918.2 §5.5). */
    private static final int MAX_USER_ID_BYTES = 8_191;

    private Sm2() {}

    /**
     * Returns the bytes of a user id.
     *
     * @throws IllegalArgumentException if they are more than 8,191
     */
    static byte[] userId(String userId) {
        byte[] bytes = userId.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_USER_ID_BYTES) {
            throw new IllegalArgumentException("an SM2 user id has at most " + MAX_USER_ID_BYTES + " bytes");
        }
        return bytes;
    }

    static AlgorithmIdentifier keyAlgorithm() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, CURVE);
    }

    /**
     * Reads a public key.
     *
     * @throws IllegalArgumentException if it is not a point of the named SM2 curve; explicit curve parameters are refused, since
     *     a forger may choose them
     */
    static ECPublicKeyParameters publicKey(SubjectPublicKeyInfo key) {
        requireCurve(key.getAlgorithm());
        ECPoint point = DOMAIN.getCurve().decodePoint(key.getPublicKeyData().getOctets());
        return new ECPublicKeyParameters(point, DOMAIN); // refuses infinity and points off the curve
    }

    /**
     * Reads a private key.
     *
     * @throws IllegalArgumentException if it is not a private key of the named SM2 curve in [1, n-2] (GB/T 32918.1 §6.1)
     */
    static ECPrivateKeyParameters privateKey(PrivateKeyInfo key) {
        requireCurve(key.getPrivateKeyAlgorithm());
        BigInteger d = ECPrivateKey.getInstance(key.getPrivateKey().getOctets()).getKey();
        if (d.signum() <= 0 || d.compareTo(ORDER.subtract(BigInteger.TWO)) > 0) {
            throw new IllegalArgumentException("not an SM2 private key");
        }
        return new ECPrivateKeyParameters(d, DOMAIN);
    }

    static ECPublicKeyParameters publicKeyOf(ECPrivateKeyParameters key) {
        return new ECPublicKeyParameters(new FixedPointCombMultiplier().multiply(DOMAIN.getG(), key.getD()), DOMAIN);
    }

    static SubjectPublicKeyInfo encode(ECPublicKeyParameters key) {
        return new SubjectPublicKeyInfo(keyAlgorithm(), key.getQ().getEncoded(false));
    }

    private static void requireCurve(AlgorithmIdentifier algorithm) {
        if (!keyAlgorithm().equals(algorithm)) {
            throw new IllegalArgumentException("not a key of the named curve sm2p256v1");
        }
    }
}
