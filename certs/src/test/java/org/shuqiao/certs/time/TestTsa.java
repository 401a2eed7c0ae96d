package org.shuqiao.certs.time;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.CollectionStore;

/** A time-stamp authority that can be made to do anything wrong, built on the JDK's RSA and ECDSA. */
final class TestTsa {
    static final Instant NOW = Instant.parse("2026-11-21T08:30:00Z");

    private static final AtomicInteger SERIAL = new AtomicInteger(100);

    private final KeyPair authorityKeys;
    private final KeyPair keys;
    private final String algorithm;

    // the certificates
    final X509CertificateHolder authority;
    X509CertificateHolder certificate;

    // the token
    Instant at = NOW;
    byte[] imprint;
    ASN1ObjectIdentifier imprintAlgorithm = NISTObjectIdentifiers.id_sha256;
    BigInteger nonce;
    Extensions extensions;
    List<X509CertificateHolder> embedded = new ArrayList<>();
    X509CertificateHolder named;

    // the response
    int status = PKIStatus.GRANTED;
    String text;

    TestTsa(TimestampRequest request, String keyType, String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
        generator.initialize(keyType.equals("EC") ? 256 : 2048);
        this.authorityKeys = generator.generateKeyPair();
        this.keys = generator.generateKeyPair();
        this.algorithm = algorithm;
        this.imprint = request.imprint();
        this.nonce = request.nonce();
        this.authority = certificate("CN=CA", "CN=CA", authorityKeys, NOW.minus(Duration.ofDays(9)), authorityUse());
        certify(new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping), true);
    }

    static TestTsa ecdsa(TimestampRequest request) throws Exception {
        return new TestTsa(request, "EC", "SHA256withECDSA");
    }

    /** Gives the signer another certificate, for these uses. */
    void certify(ExtendedKeyUsage usage, boolean critical) throws Exception {
        certify(NOW.minus(Duration.ofDays(9)), usage, critical);
    }

    void certify(Instant from, ExtendedKeyUsage usage, boolean critical) throws Exception {
        Extension extension = usage == null
                ? new Extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded())
                : new Extension(Extension.extendedKeyUsage, critical, usage.getEncoded());
        certificate = certificate("CN=CA", "CN=TSA", keys, from, extension);
        embedded = new ArrayList<>(List.of(certificate));
        named = certificate;
    }

    /** A certificate for the signer's key by an authority below the anchor; valid for twenty days, as all are here. */
    void certifyThroughAnotherAuthority() throws Exception {
        X509CertificateHolder middle =
                certificate("CN=CA", "CN=middle", authorityKeys, NOW.minus(Duration.ofDays(9)), authorityUse());
        var timestamps = new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping).getEncoded();
        certificate = certificate(
                "CN=middle",
                "CN=TSA",
                keys,
                NOW.minus(Duration.ofDays(9)),
                new Extension(Extension.extendedKeyUsage, true, timestamps));
        embedded = new ArrayList<>(List.of(certificate, middle));
        named = certificate;
    }

    byte[] anchor() throws IOException {
        return pem(authority);
    }

    static byte[] pem(X509CertificateHolder certificate) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return ("-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    byte[] response() throws Exception {
        var texts = text == null ? null : new PKIFreeText(new DERUTF8String(text));
        var info = PKIStatusInfo.getInstance(status(texts));
        return new TimeStampResp(info, token()).getEncoded(ASN1Encoding.DER);
    }

    private DERSequence status(PKIFreeText texts) {
        var content = new ASN1EncodableVector();
        content.add(new ASN1Integer(status));
        if (texts != null) {
            content.add(texts);
        }
        return new DERSequence(content);
    }

    private ContentInfo token() throws Exception {
        var info = new TSTInfo(
                new ASN1ObjectIdentifier("1.2.3.4"),
                new MessageImprint(new AlgorithmIdentifier(imprintAlgorithm), imprint),
                new ASN1Integer(SERIAL.incrementAndGet()),
                new ASN1GeneralizedTime(Date.from(at)),
                null,
                null,
                nonce == null ? null : new ASN1Integer(nonce),
                null,
                extensions);
        var generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(signer());
        generator.addCertificates(new CollectionStore<>(embedded));
        var content = new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info.getEncoded());
        return generator.generate(content, true).toASN1Structure();
    }

    private SignerInfoGenerator signer()
            throws GeneralSecurityException, IOException, OperatorCreationException, CMSException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(named.getEncoded());
        var attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash)))));
        attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(at)))));
        return new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
                .build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()), certificate);
    }

    private static Extension authorityUse() throws IOException {
        return new Extension(Extension.basicConstraints, true, new BasicConstraints(true).getEncoded());
    }

    private X509CertificateHolder certificate(
            String issuer, String subject, KeyPair subjectKeys, Instant from, Extension use) throws Exception {
        String signature = algorithm.contains("ECDSA") ? "SHA256withECDSA" : "SHA256withRSA";
        return new JcaX509v3CertificateBuilder(
                        new X500Name(issuer),
                        BigInteger.valueOf(SERIAL.incrementAndGet()),
                        Date.from(from),
                        Date.from(from.plus(Duration.ofDays(20))),
                        new X500Name(subject),
                        subjectKeys.getPublic())
                .addExtension(use)
                .build(new JcaContentSignerBuilder(signature).build(authorityKeys.getPrivate()));
    }
}
