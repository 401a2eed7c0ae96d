package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.hex;
import static org.shuqiao.certs.Samples.utf8;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CmsSignatureTest {
    private static final String GM = "1.2.156.10197.6.1.4.2.";
    private static final String PKCS7 = "1.2.840.113549.1.7.";
    private static final String SM3 = "1.2.156.10197.1.401";
    private static final byte[] MESSAGE = utf8("message");

    private final TestCertificates root = TestCertificates.authority("root");
    private final TestCertificates middle = TestCertificates.authority("middle");
    private final TestCertificates leaf = TestCertificates.leaf("leaf");
    private final Sm2Signing signing = new Sm2Signing(leaf.key, RANDOM);
    private final Sm2Verifier verifier = new Sm2Verifier(Sm2.publicKeyOf(leaf.key));

    private X509CertificateHolder anchor;
    private X509CertificateHolder issuer;
    private X509CertificateHolder certificate;
    private Sample sample;

    @BeforeEach
    void issue() throws Exception {
        leaf.with(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(new byte[] {1, 2, 3}));
        anchor = root.selfSigned();
        issuer = middle.signedBy(root);
        certificate = leaf.signedBy(middle);
        sample = new Sample();
    }

    @Test
    void isWrittenAsTheStandardSays() throws Exception {
        byte[] cms = CmsWriter.detached(sample.signature, new CertificateChain(List.of(certificate, issuer, anchor)));
        sample.certificates = List.of(certificate, issuer); // who trusts the anchor has it
        assertThat(cms).isEqualTo(sample.encoded());
    }

    @Test
    void ordersTheCertificatesThatItCarries() throws Exception {
        sample.certificates = List.of(issuer, anchor, certificate);
        assertThat(certificates()).containsExactly(certificate, issuer, anchor);
        sample.certificates = List.of(anchor, certificate);
        assertThat(certificates()).containsExactly(certificate);
        sample.certificates = List.of(issuer);
        malformed(() -> CmsSignature.parse(sample.encoded()).certificates());
        sample.certificates = null;
        malformed(() -> CmsSignature.parse(sample.encoded()).certificates());
        sample.verify(); // whose certificate is known from elsewhere
    }

    @Test
    void readsTheNamesThatAreInUse() throws Exception {
        sample.verify();
        for (String algorithm : List.of("1.2.156.10197.1.301", "1.2.156.10197.1.301.1", "1.2.156.10197.1.501")) {
            for (AlgorithmIdentifier identifier : List.of(bare(algorithm), withNull(algorithm))) {
                sample.algorithm = identifier;
                sample.verify();
            }
        }
        sample.digest = withNull(SM3);
        sample.outerType = PKCS7 + "2";
        sample.innerType = PKCS7 + "1";
        sample.verify();
        sample.signer = new DERTaggedObject(false, 0, new DEROctetString(new byte[] {1, 2, 3}));
        sample.verify();
        assertThat(certificates()).containsExactly(certificate);
    }

    @Test
    void refusesOtherNames() throws Exception {
        refuseWith(s -> s.outerType = PKCS7 + "3");
        refuseWith(s -> s.outerType = "1.2.3");
        refuseWith(s -> s.innerType = PKCS7 + "2");
        refuseWith(s -> s.digest = bare("2.16.840.1.101.3.4.2.1"));
        refuseWith(s -> s.algorithm = bare("1.2.156.10197.1.301.3"));
        refuseWith(s -> s.algorithm = bare("1.2.840.10045.4.3.2"));
        refuseWith(s -> s.algorithm = new AlgorithmIdentifier(oid("1.2.156.10197.1.501"), new ASN1Integer(1)));
    }

    @Test
    void refusesAttachedContentAndAnyNumberOfSignersButOne() throws Exception {
        refuseWith(s -> s.content = new DERTaggedObject(true, 0, new DEROctetString(MESSAGE)));
        refuseWith(s -> s.signers = 0);
        refuseWith(s -> s.signers = 2);
    }

    @Test
    void refusesMoreCertificatesThanAChainMayHave() throws Exception {
        sample.certificates = Collections.nCopies(9, certificate);
        malformed(() -> CmsSignature.parse(sample.encoded()));
    }

    @Test
    void refusesASignatureInsideThatIsNotStrict() throws Exception {
        for (byte[] broken : List.of(new byte[0], new byte[64], hex("30060201ff020101"), hex("300702020001020101"))) {
            sample.signature = broken;
            malformed(sample::verify);
            malformed(() -> CmsSignature.parse(sample.encoded()).bare(false));
        }
    }

    @Test
    void refusesTheSignatureOfAnotherCertificateWithTheSameKey() throws Exception {
        leaf.serial = BigInteger.TWO;
        X509CertificateHolder renewed = leaf.signedBy(middle);
        assertThatExceptionOfType(WrongSignature.class)
                .isThrownBy(() -> CmsSignature.parse(sample.encoded()).verify(MESSAGE, renewed, verifier, false));
    }

    @Test
    void verifiesSignedAttributes() throws Exception {
        sample.attributes = attributes(oid(GM + "1"), Sm3.digest(MESSAGE));
        sample.signature = signing.sign(sample.attributes.getEncoded());
        sample.verify();
        malformed(() -> CmsSignature.parse(sample.encoded()).bare(false)); // no signature of the message itself
        assertThatExceptionOfType(WrongSignature.class).isThrownBy(() -> CmsSignature.parse(sample.encoded())
                .verify(utf8("another"), certificate, verifier, false));
        sample.signature = signing.sign(MESSAGE);
        assertThatExceptionOfType(WrongSignature.class).isThrownBy(sample::verify);
    }

    @Test
    void refusesSignedAttributesThatCouldBeReadInTwoWays() throws Exception {
        ASN1Encodable hash =
                new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(Sm3.digest(MESSAGE))));
        ASN1Encodable type = new Attribute(CMSAttributes.contentType, new DERSet(oid(GM + "1")));
        ASN1Encodable otherType = new Attribute(CMSAttributes.contentType, new DERSet(oid(PKCS7 + "1")));
        var twoHashes = new ASN1EncodableVector();
        twoHashes.add(new DEROctetString(Sm3.digest(MESSAGE)));
        twoHashes.add(new DEROctetString(new byte[32]));
        ASN1Encodable both = new Attribute(CMSAttributes.messageDigest, new DERSet(twoHashes));
        for (DERSet attributes : List.of(
                set(hash),
                set(type),
                set(hash, otherType),
                set(hash, type, otherType),
                set(type, both),
                new DERSet())) {
            sample.attributes = attributes;
            sample.signature = signing.sign(attributes.getEncoded());
            malformed(sample::verify);
        }
    }

    @Test
    void refusesEveryFlippedByteOrReadsTheSameSignature() throws Exception {
        byte[] cms = sample.encoded();
        int survivors = 0;
        for (int i = 0; i < cms.length; i++) {
            byte[] flipped = cms.clone();
            flipped[i] ^= 1;
            try {
                CmsSignature.parse(flipped).verify(MESSAGE, certificate, verifier, false);
                assertThat(CmsSignature.parse(flipped).bare(false).der()).isEqualTo(sample.signature);
                survivors++;
            } catch (SignatureRefused refused) {
                assertThat(refused).hasNoCause();
            }
        }
        assertThat(survivors).isLessThan(cms.length); // what carries the certificate is not part of the signature
    }

    @Test
    void refusesBrokenBytesWithoutAnyOtherException() throws Exception {
        byte[] cms = sample.encoded();
        var random = new Random(5652);
        for (int i = 0; i < 5_000; i++) {
            byte[] broken = cms.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                CmsSignature parsed = CmsSignature.parse(broken);
                parsed.certificates();
                parsed.verify(MESSAGE, certificate, verifier, true);
            } catch (SignatureRefused refused) {
                assertThat(refused).hasNoCause();
            }
        }
        malformed(() -> CmsSignature.parse(hex("3080".repeat(30_000)))); // nested without end
        malformed(() -> CmsSignature.parse(new byte[SignatureForm.MAX_BYTES + 1]));
        malformed(() -> CmsSignature.parse(new byte[0]));
    }

    @Test
    void isReadByOpenSsl(@TempDir Path dir) throws Exception {
        var openSsl = new OpenSsl(dir);
        openSsl.write("ours.der", CmsWriter.detached(sample.signature, new CertificateChain(List.of(certificate))));
        assertThat(openSsl.shell("openssl asn1parse -inform DER -in ours.der").output())
                .contains("1.2.156.10197.6.1.4.2.2", "1.2.156.10197.6.1.4.2.1", ":sm3", ":SM2-with-SM3");
        // OpenSSL reads the structure under the names of PKCS #7 only, and does not know SM2 with a user id in it.
        sample.outerType = PKCS7 + "2";
        sample.innerType = PKCS7 + "1";
        openSsl.write("plain.der", sample.encoded());
        assertThat(openSsl.shell("openssl cms -cmsout -print -inform DER -in plain.der")
                        .output())
                .contains("sm3", "SM2-with-SM3", "CN=leaf", "eContent: <ABSENT>", "signedAttrs:\n          <ABSENT>");
        assertThat(openSsl.shell("openssl pkcs7 -inform DER -in plain.der -print_certs -noout")
                        .output())
                .contains("subject=CN = leaf");
    }

    private List<X509CertificateHolder> certificates() throws Exception {
        return CmsSignature.parse(sample.encoded()).certificates().certificates();
    }

    private interface Change {
        void on(Sample sample);
    }

    private void refuseWith(Change change) throws Exception {
        var changed = new Sample();
        assertThatCode(changed::verify).doesNotThrowAnyException();
        change.on(changed);
        malformed(changed::verify);
    }

    private static void malformed(ThrowingCallable call) {
        assertThatExceptionOfType(MalformedSignature.class).isThrownBy(call);
    }

    private static DERSet attributes(ASN1ObjectIdentifier type, byte[] digest) {
        return set(
                new Attribute(CMSAttributes.contentType, new DERSet(type)),
                new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(digest))));
    }

    private static DERSet set(ASN1Encodable... elements) {
        return new DERSet(elements);
    }

    private static ASN1ObjectIdentifier oid(String id) {
        return new ASN1ObjectIdentifier(id);
    }

    private static AlgorithmIdentifier bare(String id) {
        return new AlgorithmIdentifier(oid(id));
    }

    private static AlgorithmIdentifier withNull(String id) {
        return new AlgorithmIdentifier(oid(id), DERNull.INSTANCE);
    }

    /** A SignedData written from its schema, of which anything can be changed. */
    private final class Sample {
        String outerType = GM + "2";
        String innerType = GM + "1";
        AlgorithmIdentifier digest = bare(SM3);
        AlgorithmIdentifier algorithm = bare("1.2.156.10197.1.501");
        ASN1Encodable content;
        List<X509CertificateHolder> certificates = List.of(certificate);
        ASN1Encodable signer = new IssuerAndSerialNumber(certificate.getIssuer(), certificate.getSerialNumber());
        DERSet attributes;
        byte[] signature = signing.sign(MESSAGE);
        int signers = 1;

        void verify() throws Exception {
            CmsSignature.parse(encoded()).verify(MESSAGE, certificate, verifier, false);
        }

        byte[] encoded() throws Exception {
            var signedData = sequence(
                    new ASN1Integer(1),
                    set(digest),
                    sequence(oid(innerType), content),
                    certificates == null
                            ? null
                            : new DERTaggedObject(
                                    false,
                                    0,
                                    set(certificates.stream()
                                            .map(X509CertificateHolder::toASN1Structure)
                                            .toArray(ASN1Encodable[]::new))),
                    set(Collections.nCopies(signers, signerInfo()).toArray(ASN1Encodable[]::new)));
            return sequence(oid(outerType), new DERTaggedObject(true, 0, signedData))
                    .getEncoded();
        }

        private ASN1Encodable signerInfo() {
            return sequence(
                    new ASN1Integer(1),
                    signer,
                    digest,
                    attributes == null ? null : new DERTaggedObject(false, 0, attributes),
                    algorithm,
                    new DEROctetString(signature));
        }

        private DERSequence sequence(ASN1Encodable... elements) {
            var present = new ASN1EncodableVector();
            for (ASN1Encodable element : elements) {
                if (element != null) {
                    present.add(element);
                }
            }
            return new DERSequence(present);
        }
    }
}
