package org.shuqiao.certs;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.operator.ContentSigner;

/** A certificate of any shape, also of shapes that the development authority would never issue. */
final class TestCertificates {
    private static final AtomicInteger NEXT_KEY = new AtomicInteger(1_000);

    final ECPrivateKeyParameters key =
            new ECPrivateKeyParameters(BigInteger.valueOf(NEXT_KEY.incrementAndGet()), Sm2.DOMAIN);
    X500Name subject;
    Instant from = Samples.NOW.minus(Duration.ofDays(10));
    Instant to = Samples.NOW.plus(Duration.ofDays(10));
    SubjectPublicKeyInfo publicKey = Sm2.encode(Sm2.publicKeyOf(key));
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(GMObjectIdentifiers.sm2sign_with_sm3);
    BigInteger serial = BigInteger.TEN;

    private final List<Extension> extensions = new ArrayList<>();

    TestCertificates(String commonName) {
        subject = new X500Name("CN=" + commonName);
    }

    static TestCertificates authority(String commonName) {
        return new TestCertificates(commonName)
                .with(Extension.basicConstraints, true, new BasicConstraints(true))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    }

    static TestCertificates leaf(String commonName) {
        return new TestCertificates(commonName)
                .with(Extension.basicConstraints, true, new BasicConstraints(false))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    }

    TestCertificates with(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        try {
            extensions.removeIf(extension -> extension.getExtnId().equals(id));
            extensions.add(new Extension(id, critical, value.toASN1Primitive().getEncoded()));
            return this;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    TestCertificates without(ASN1ObjectIdentifier id) {
        extensions.removeIf(extension -> extension.getExtnId().equals(id));
        return this;
    }

    Signer signer(X509CertificateHolder... chain) throws CertificateRefused {
        return new SigningKey(key, new CertificateChain(List.of(chain))).signer(Samples.RANDOM);
    }

    X509CertificateHolder selfSigned() throws Exception {
        return signedBy(this);
    }

    X509CertificateHolder signedBy(TestCertificates issuer) throws Exception {
        var builder = new X509v3CertificateBuilder(
                issuer.subject, serial, Date.from(from), Date.from(to), subject, publicKey);
        for (Extension extension : extensions) {
            builder.addExtension(extension);
        }
        var content = new ByteArrayOutputStream();
        return builder.build(new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return algorithm;
            }

            @Override
            public OutputStream getOutputStream() {
                return content;
            }

            @Override
            public byte[] getSignature() {
                return new Sm2Signing(issuer.key, Samples.RANDOM).sign(content.toByteArray());
            }
        });
    }
}
