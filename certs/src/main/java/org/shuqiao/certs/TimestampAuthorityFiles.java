package org.shuqiao.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/**
 * Makes the files of a development time-stamp authority (RFC 3161 §2.3): {@code tsa-ca.pem}, {@code tsa.pem} (leaf, then
 * authority) and {@code tsa.key.pem}. ECDSA on P-256 with SHA-256, as public authorities have it, so that common tools read it.
 */
final class TimestampAuthorityFiles {
    static final String NAME = "tsa";
    static final String AUTHORITY = "tsa-ca";

    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final ECNamedDomainParameters P256 = new ECNamedDomainParameters(
            SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1));

    private final Path dir;
    private final CertificateFactory factory;
    private final SecureRandom random;

    TimestampAuthorityFiles(Path dir, CertificateFactory factory, SecureRandom random) {
        this.dir = dir;
        this.factory = factory;
        this.random = random;
    }

    /** Makes all files anew unless the last of them is there: before that nobody can have used the others. */
    Path createIfAbsent() throws IOException {
        Path anchorFile = dir.resolve(AUTHORITY + ".pem");
        Path chainFile = dir.resolve(NAME + ".pem");
        if (!Files.exists(chainFile)) {
            AsymmetricCipherKeyPair authorityKeys =
                    newKeys(); // its private key is forgotten: it issues one certificate
            AsymmetricCipherKeyPair keys = newKeys();
            try {
                X509CertificateHolder authority = authority(authorityKeys);
                X509CertificateHolder leaf = leaf(encode(keys), authority, signer(authorityKeys));
                PrivateFiles.write(dir.resolve(NAME + ".key.pem"), pkcs8(keys));
                PrivateFiles.writeReadable(anchorFile, new CertificateChain(List.of(authority)).pem());
                PrivateFiles.writeReadable(chainFile, new CertificateChain(List.of(leaf, authority)).pem());
            } catch (OperatorCreationException e) {
                throw new IllegalStateException("a certificate could not be signed", e);
            }
        }
        return anchorFile;
    }

    private X509CertificateHolder authority(AsymmetricCipherKeyPair keys)
            throws IOException, OperatorCreationException {
        X500Name subject = CertificateFactory.name("Shuqiao development time-stamp CA");
        return factory.builder(subject, subject, encode(keys))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .build(signer(keys));
    }

    private X509CertificateHolder leaf(SubjectPublicKeyInfo key, X509CertificateHolder authority, ContentSigner signer)
            throws IOException {
        X500Name subject = CertificateFactory.name("Shuqiao development time-stamp authority");
        byte[] issuerKeyId = CertificateFactory.keyId(authority.getSubjectPublicKeyInfo());
        return factory.builder(authority.getSubject(), subject, key)
                .addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerKeyId))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(
                        Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
                .addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
                .build(signer);
    }

    private AsymmetricCipherKeyPair newKeys() {
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(P256, random));
        return generator.generateKeyPair();
    }

    private ContentSigner signer(AsymmetricCipherKeyPair keys) throws OperatorCreationException {
        return new BcECContentSignerBuilder(ECDSA, new DefaultDigestAlgorithmIdentifierFinder().find(ECDSA))
                .setSecureRandom(random)
                .build(keys.getPrivate());
    }

    private static SubjectPublicKeyInfo encode(AsymmetricCipherKeyPair keys) {
        var key = (ECPublicKeyParameters) keys.getPublic();
        return new SubjectPublicKeyInfo(algorithm(), key.getQ().getEncoded(false));
    }

    private static byte[] pkcs8(AsymmetricCipherKeyPair keys) throws IOException {
        var key = (ECPrivateKeyParameters) keys.getPrivate();
        var content = new ECPrivateKey(
                P256.getN().bitLength(), key.getD(), encode(keys).getPublicKeyData(), SECObjectIdentifiers.secp256r1);
        byte[] der = new PrivateKeyInfo(algorithm(), content).getEncoded();
        return Pem.encode(Pem.PRIVATE_KEY, der).getBytes(StandardCharsets.US_ASCII);
    }

    private static AlgorithmIdentifier algorithm() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
    }
}
