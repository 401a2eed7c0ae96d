package org.shuqiao.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** A certificate authority of the web, and servers with its certificates for 127.0.0.1. */
final class WebAuthority {
    private static final X500Name NAME = new X500Name("CN=An authority of the web");

    private final AtomicLong serial = new AtomicLong(1);
    private final KeyPair key;
    private final X509CertificateHolder own;

    WebAuthority() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.key = generator.generateKeyPair();
        this.own = sign(certificate(
                        NAME, SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()), 900)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
    }

    /** Writes its own certificate, which clients have to trust. */
    Path writeTo(Path file) throws Exception {
        return Files.writeString(file, pem(own));
    }

    /** The certificates for a request with the names in it, PEM. */
    byte[] certify(byte[] csr) throws Exception {
        String text = new String(csr, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
        PKCS10CertificationRequest request =
                new PKCS10CertificationRequest(Base64.getMimeDecoder().decode(text));
        X509CertificateHolder leaf = sign(certificate(request.getSubject(), request.getSubjectPublicKeyInfo(), 20)
                .addExtension(request.getRequestedExtensions().getExtension(Extension.subjectAlternativeName)));
        return (pem(leaf) + pem(own)).getBytes(StandardCharsets.US_ASCII);
    }

    /** A server with a new key. */
    Server server() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X509CertificateHolder leaf = sign(certificate(
                        new X500Name("CN=server"),
                        SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()),
                        20)
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1"))));
        return new Server(pair, leaf, own);
    }

    private X509v3CertificateBuilder certificate(X500Name subject, SubjectPublicKeyInfo publicKey, int days) {
        Instant now = Instant.now();
        return new X509v3CertificateBuilder(
                NAME,
                BigInteger.valueOf(serial.getAndIncrement()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(days))),
                subject,
                publicKey);
    }

    private X509CertificateHolder sign(X509v3CertificateBuilder certificate) throws Exception {
        return certificate.build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate()));
    }

    private static String pem(Object... objects) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        }
        return text.toString();
    }

    /** A key with its certificates. */
    record Server(KeyPair key, X509CertificateHolder leaf, X509CertificateHolder authority) {
        String serial() {
            return leaf.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        }

        Path writeChain(Path file) throws Exception {
            return Files.writeString(file, pem(leaf, authority));
        }

        Path writeKey(Path file) throws Exception {
            return Files.writeString(file, pem(new JcaPKCS8Generator(key.getPrivate(), null)));
        }

        Path writeEncryptedKey(Path file, String password) throws Exception {
            return Files.writeString(
                    file,
                    pem(new JcaPKCS8Generator(
                            key.getPrivate(),
                            new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                    .setPassword(password.toCharArray())
                                    .setProvider(new BouncyCastleProvider())
                                    .build())));
        }

        /** Replaces the file in one step, as an operator should. */
        Path writePkcs12(Path file, String password) throws Exception {
            JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server",
                    key.getPrivate(),
                    password.toCharArray(),
                    List.of(converter.getCertificate(leaf), converter.getCertificate(authority))
                            .toArray(Certificate[]::new));
            Path fresh = file.resolveSibling("fresh.p12");
            try (OutputStream out = Files.newOutputStream(fresh)) {
                store.store(out, password.toCharArray());
            }
            return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
