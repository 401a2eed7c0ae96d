package org.shuqiao.gateway;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** A certificate authority that is not ours, as production has one. */
final class TestAuthority {
    private static final X500Name NAME = new X500Name("CN=An authority of the state");

    private final BouncyCastleProvider provider = new BouncyCastleProvider();
    private final KeyPair key;

    TestAuthority() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        this.key = generator.generateKeyPair();
    }

    /** Its own certificate, PEM. */
    byte[] pem() throws Exception {
        return pem(issue(
                NAME,
                SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()),
                new BasicConstraints(true),
                KeyUsage.keyCertSign));
    }

    /** The certificate for a request, PEM. */
    byte[] certify(byte[] csr) throws Exception {
        String text = new String(csr, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
        PKCS10CertificationRequest request =
                new PKCS10CertificationRequest(Base64.getMimeDecoder().decode(text));
        return pem(issue(
                request.getSubject(),
                request.getSubjectPublicKeyInfo(),
                new BasicConstraints(false),
                KeyUsage.digitalSignature));
    }

    private X509CertificateHolder issue(
            X500Name subject, SubjectPublicKeyInfo publicKey, BasicConstraints constraints, int usage)
            throws Exception {
        Instant now = Instant.now();
        return new X509v3CertificateBuilder(
                        NAME,
                        BigInteger.valueOf(now.toEpochMilli()),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(Duration.ofDays(20))),
                        subject,
                        publicKey)
                .addExtension(Extension.basicConstraints, true, constraints)
                .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
                .build(new JcaContentSignerBuilder("SM3WITHSM2")
                        .setProvider(provider)
                        .build(key.getPrivate()));
    }

    private static byte[] pem(X509CertificateHolder certificate) throws Exception {
        return ("-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
