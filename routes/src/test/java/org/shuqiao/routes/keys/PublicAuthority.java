package org.shuqiao.routes.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** A certificate authority of the web: it signs with RSA and knows nothing of SM2. */
final class PublicAuthority {
    private static final X500Name NAME = new X500Name("CN=An authority of the web");

    private final Clock clock;
    private final KeyPair key;

    PublicAuthority(Clock clock) throws Exception {
        this.clock = clock;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.key = generator.generateKeyPair();
    }

    /** The certificate for a request with the names in it, and its own; PEM. */
    byte[] certify(byte[] csr, Duration validFor) throws Exception {
        String text = new String(csr, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
        PKCS10CertificationRequest request =
                new PKCS10CertificationRequest(Base64.getMimeDecoder().decode(text));
        X509v3CertificateBuilder leaf = certificate(request.getSubject(), request.getSubjectPublicKeyInfo(), validFor);
        leaf.addExtension(request.getRequestedExtensions().getExtension(Extension.subjectAlternativeName));
        X509v3CertificateBuilder own = certificate(
                NAME, SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()), Duration.ofDays(9_000));
        own.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        return (pem(leaf) + pem(own)).getBytes(StandardCharsets.US_ASCII);
    }

    private X509v3CertificateBuilder certificate(X500Name subject, SubjectPublicKeyInfo publicKey, Duration validFor) {
        Instant now = clock.instant();
        return new X509v3CertificateBuilder(
                NAME, BigInteger.TEN, Date.from(now), Date.from(now.plus(validFor)), subject, publicKey);
    }

    private String pem(X509v3CertificateBuilder certificate) throws Exception {
        X509CertificateHolder signed =
                certificate.build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate()));
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(signed.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }
}
