package org.shuqiao.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/**
 * Makes an authority that issues one certificate and forgets its key: {@code <name>-ca.pem}, {@code <name>.pem} (leaf, then
 * authority) and {@code <name>.key.pem}. ECDSA on P-256 with SHA-256, as public authorities have it, so that common tools read it.
 */
final class OneLeafAuthority {
    static final String TLS_SUBJECT = "Shuqiao development TLS CA";

    private final Path dir;
    private final CertificateFactory factory;
    private final SecureRandom random;
    private final Purpose purpose;

    OneLeafAuthority(Path dir, CertificateFactory factory, SecureRandom random, Purpose purpose) {
        this.dir = dir;
        this.factory = factory;
        this.random = random;
        this.purpose = purpose;
    }

    /**
     * What the certificate is for.
     *
     * @param name start of the file names
     * @param issuer common name of the authority, {@code subject} that of the leaf
     * @param names that the leaf speaks for; null for none
     */
    record Purpose(
            String name,
            String issuer,
            String subject,
            KeyPurposeId use,
            boolean useIsCritical,
            KeyUsage usage,
            @Nullable GeneralNames names) {

        /** Time stamps; their extended key usage is critical and the only one (RFC 3161 §2.3). */
        static final Purpose TIMESTAMPS = new Purpose(
                "tsa",
                "Shuqiao development time-stamp CA",
                "Shuqiao development time-stamp authority",
                KeyPurposeId.id_kp_timeStamping,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
                null);

        static Purpose tls(GeneralNames names) {
            return new Purpose(
                    "tls",
                    TLS_SUBJECT,
                    "Shuqiao development gateway",
                    KeyPurposeId.id_kp_serverAuth,
                    false,
                    new KeyUsage(KeyUsage.digitalSignature),
                    names);
        }

        String authority() {
            return name + "-ca";
        }
    }

    /**
     * Makes all files anew unless the last of them is there: before that nobody can have used the others.
     *
     * @return the file of the authority's certificate
     */
    Path createIfAbsent() throws IOException {
        Path anchorFile = dir.resolve(purpose.authority() + ".pem");
        Path chainFile = dir.resolve(purpose.name() + ".pem");
        if (!Files.exists(chainFile)) {
            ECPrivateKeyParameters authorityKey = P256.newKey(random);
            ECPrivateKeyParameters key = P256.newKey(random);
            X509CertificateHolder authority = authority(authorityKey);
            X509CertificateHolder leaf = leaf(key, authority, authorityKey);
            String pkcs8 = Pem.encode(Pem.PRIVATE_KEY, P256.encode(key).getEncoded());
            PrivateFiles.write(dir.resolve(purpose.name() + ".key.pem"), pkcs8.getBytes(StandardCharsets.US_ASCII));
            PrivateFiles.writeReadable(anchorFile, new CertificateChain(List.of(authority)).pem());
            PrivateFiles.writeReadable(chainFile, new CertificateChain(List.of(leaf, authority)).pem());
        }
        return anchorFile;
    }

    private X509CertificateHolder authority(ECPrivateKeyParameters key) throws IOException {
        X500Name subject = CertificateFactory.name(purpose.issuer());
        return factory.builder(subject, subject, P256.publicKey(key))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .build(P256.signer(key, random));
    }

    private X509CertificateHolder leaf(
            ECPrivateKeyParameters key, X509CertificateHolder authority, ECPrivateKeyParameters authorityKey)
            throws IOException {
        X500Name subject = CertificateFactory.name(purpose.subject());
        byte[] issuerKeyId = CertificateFactory.keyId(authority.getSubjectPublicKeyInfo());
        X509v3CertificateBuilder leaf = factory.builder(authority.getSubject(), subject, P256.publicKey(key))
                .addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerKeyId))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, purpose.usage())
                .addExtension(Extension.extendedKeyUsage, purpose.useIsCritical(), new ExtendedKeyUsage(purpose.use()));
        if (purpose.names() != null) {
            leaf.addExtension(Extension.subjectAlternativeName, false, purpose.names());
        }
        return leaf.build(P256.signer(authorityKey, random));
    }
}
