package org.shuqiao.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/** Keys on P-256 and ECDSA with SHA-256 (FIPS 186-5), for what common tools must understand: TLS and time stamps. */
final class P256 {
    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final AlgorithmIdentifier KEY =
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
    private static final ECNamedDomainParameters DOMAIN = new ECNamedDomainParameters(
            SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1));

    private P256() {}

    static ECPrivateKeyParameters newKey(SecureRandom random) {
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(DOMAIN, random));
        return (ECPrivateKeyParameters) generator.generateKeyPair().getPrivate();
    }

    /**
     * Reads a private key.
     *
     * @throws IllegalArgumentException if it is not a private key of the named curve in [1, n-1] (SEC 1 §3.2.1)
     */
    static ECPrivateKeyParameters privateKey(PrivateKeyInfo key) {
        BigInteger d = ECPrivateKey.getInstance(key.getPrivateKey().getOctets()).getKey();
        if (!KEY.equals(key.getPrivateKeyAlgorithm()) || d.signum() <= 0 || d.compareTo(DOMAIN.getN()) >= 0) {
            throw new IllegalArgumentException("not a private key on P-256");
        }
        return new ECPrivateKeyParameters(d, DOMAIN);
    }

    static SubjectPublicKeyInfo publicKey(ECPrivateKeyParameters key) {
        byte[] point = new FixedPointCombMultiplier()
                .multiply(DOMAIN.getG(), key.getD())
                .normalize()
                .getEncoded(false);
        return new SubjectPublicKeyInfo(KEY, point);
    }

    static PrivateKeyInfo encode(ECPrivateKeyParameters key) {
        var content = new ECPrivateKey(
                DOMAIN.getN().bitLength(),
                key.getD(),
                publicKey(key).getPublicKeyData(),
                SECObjectIdentifiers.secp256r1);
        try {
            return new PrivateKeyInfo(KEY, content);
        } catch (IOException e) {
            throw new IllegalStateException("a key could not be encoded", e);
        }
    }

    static ContentSigner signer(ECPrivateKeyParameters key, SecureRandom random) {
        try {
            return new BcECContentSignerBuilder(ECDSA, new DefaultDigestAlgorithmIdentifierFinder().find(ECDSA))
                    .setSecureRandom(random)
                    .build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("ECDSA with SHA-256 is known", e);
        }
    }
}
