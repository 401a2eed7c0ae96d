package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateRefused.Reason;

class TrustedCertificatesTest {
    private static final ASN1ObjectIdentifier PRIVATE_EXTENSION = new ASN1ObjectIdentifier("1.2.3.4.5");

    private final TestCertificates root = TestCertificates.authority("root");
    private final TestCertificates middle = TestCertificates.authority("middle");
    private final TestCertificates leaf = TestCertificates.leaf("leaf");

    @Test
    void trustsALeafOfAnAnchor() throws Exception {
        X509CertificateHolder certificate = leaf.signedBy(root);
        byte[] signature = leaf.signer(certificate).sign(utf8("message"));

        Verifier verifier = trust(root.selfSigned()).verifier(chain(certificate), NOW);

        verifier.verify(utf8("message"), signature);
        assertThatExceptionOfType(WrongSignature.class).isThrownBy(() -> verifier.verify(utf8("other"), signature));
    }

    @Test
    void followsAChainThroughOtherAuthorities() throws Exception {
        accept(root.selfSigned(), leaf.signedBy(middle), middle.signedBy(root));
        accept(root.selfSigned(), leaf.signedBy(middle), middle.signedBy(root), root.selfSigned());
        accept(middle.signedBy(root), leaf.signedBy(middle));
    }

    @Test
    void trustsNobodyWithoutAnAnchor() throws Exception {
        refuse(Reason.UNTRUSTED, trust(), NOW, leaf.signedBy(root), root.selfSigned());
        refuse(Reason.UNTRUSTED, TrustedCertificates.load(List.of()), NOW, leaf.signedBy(root), root.selfSigned());
    }

    @Test
    void refusesAnAuthorityThatOnlyBearsTheNameOfAnAnchor() throws Exception {
        TestCertificates impostor = TestCertificates.authority("root");
        refuse(Reason.UNTRUSTED, leaf.signedBy(impostor));
        refuse(Reason.UNTRUSTED, leaf.signedBy(impostor), impostor.selfSigned());
        refuse(Reason.WRONG_SIGNATURE, leaf.signedBy(impostor), root.selfSigned());
    }

    @Test
    void acceptsEitherKeyOfAnAuthorityThatRenewedIts() throws Exception {
        TestCertificates renewed = TestCertificates.authority("root");
        TrustedCertificates trusted = trust(root.selfSigned(), renewed.selfSigned());
        trusted.verifier(chain(leaf.signedBy(root)), NOW);
        trusted.verifier(chain(leaf.signedBy(renewed)), NOW);
    }

    @Test
    void refusesChainsInDisorderOrWithAGap() throws Exception {
        TestCertificates lower = TestCertificates.authority("lower");
        refuse(Reason.UNTRUSTED, leaf.signedBy(lower), middle.signedBy(root), lower.signedBy(middle));
        refuse(Reason.UNTRUSTED, leaf.signedBy(lower), middle.signedBy(root));
        refuse(Reason.UNTRUSTED, leaf.signedBy(lower), lower.signedBy(middle));
        refuse(Reason.UNTRUSTED, leaf.selfSigned());
    }

    @Test
    void refusesAnIssuerThatIsNoAuthority() throws Exception {
        TestCertificates other = TestCertificates.leaf("other");
        refuse(Reason.NOT_AN_AUTHORITY, leaf.signedBy(other), other.signedBy(root));
        refuse(
                Reason.NOT_AN_AUTHORITY,
                leaf.signedBy(middle),
                middle.without(Extension.basicConstraints).signedBy(root));
        TestCertificates signsDocuments =
                TestCertificates.authority("x").with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        refuse(Reason.NOT_AN_AUTHORITY, leaf.signedBy(signsDocuments), signsDocuments.signedBy(root));
    }

    @Test
    void keepsToThePathLengthOfEveryIssuer() throws Exception {
        root.with(Extension.basicConstraints, true, new BasicConstraints(0));
        accept(root.selfSigned(), leaf.signedBy(root));
        refuse(Reason.PATH_TOO_LONG, leaf.signedBy(middle), middle.signedBy(root));

        root.with(Extension.basicConstraints, true, new BasicConstraints(1));
        accept(root.selfSigned(), leaf.signedBy(middle), middle.signedBy(root));

        middle.with(Extension.basicConstraints, true, new BasicConstraints(0));
        root.with(Extension.basicConstraints, true, new BasicConstraints(true));
        TestCertificates lower = TestCertificates.authority("lower");
        refuse(Reason.PATH_TOO_LONG, leaf.signedBy(lower), lower.signedBy(middle), middle.signedBy(root));
    }

    @Test
    void asksForTheDatesOfEveryCertificate() throws Exception {
        X509CertificateHolder certificate = leaf.signedBy(root);
        Instant first = certificate.getNotBefore().toInstant();
        Instant last = certificate.getNotAfter().toInstant();
        TrustedCertificates trusted = trust(root.selfSigned());
        trusted.verifier(chain(certificate), first);
        trusted.verifier(chain(certificate), last);
        refuse(Reason.NOT_YET_VALID, trusted, first.minusMillis(1), certificate);
        refuse(Reason.EXPIRED, trusted, last.plusMillis(1), certificate);

        middle.to = NOW.minusSeconds(1);
        refuse(Reason.EXPIRED, leaf.signedBy(middle), middle.signedBy(root));
        root.from = NOW.plus(Duration.ofDays(1));
        refuse(Reason.NOT_YET_VALID, leaf.signedBy(root));
    }

    @Test
    void refusesALeafForAnotherUse() throws Exception {
        leaf.with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment));
        refuse(Reason.NOT_FOR_SIGNING, leaf.signedBy(root));
        leaf.with(Extension.keyUsage, true, new KeyUsage(KeyUsage.nonRepudiation));
        accept(root.selfSigned(), leaf.signedBy(root));
        leaf.without(Extension.keyUsage);
        accept(root.selfSigned(), leaf.signedBy(root));
    }

    @Test
    void followsTheChainOfARecipientInTheSameWay() throws Exception {
        TrustedCertificates trusted = trust(root.selfSigned());
        leaf.with(Extension.keyUsage, true, new KeyUsage(KeyUsage.dataEncipherment));
        X509CertificateHolder certificate = leaf.signedBy(root);
        trusted.requireRecipient(chain(certificate), NOW);
        refuseRecipient(Reason.EXPIRED, trusted, NOW.plus(Duration.ofDays(11)), certificate);
        refuseRecipient(Reason.UNTRUSTED, trust(), NOW, certificate);
        refuseRecipient(Reason.UNTRUSTED, trusted, NOW, leaf.signedBy(middle));
        leaf.with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        refuseRecipient(Reason.NOT_FOR_ENCRYPTION, trusted, NOW, leaf.signedBy(root));
    }

    private static void refuseRecipient(
            Reason reason, TrustedCertificates trusted, Instant at, X509CertificateHolder certificate) {
        assertThatExceptionOfType(CertificateRefused.class)
                .isThrownBy(() -> trusted.requireRecipient(chain(certificate), at))
                .extracting(CertificateRefused::reason)
                .isEqualTo(reason);
    }

    @Test
    void refusesCriticalExtensionsThatItDoesNotUnderstand() throws Exception {
        leaf.with(PRIVATE_EXTENSION, false, new DEROctetString(new byte[1]));
        accept(root.selfSigned(), leaf.signedBy(root));
        leaf.with(PRIVATE_EXTENSION, true, new DEROctetString(new byte[1]));
        refuse(Reason.UNKNOWN_CRITICAL_EXTENSION, leaf.signedBy(root));

        middle.with(Extension.nameConstraints, true, new DEROctetString(new byte[1]));
        refuse(Reason.UNKNOWN_CRITICAL_EXTENSION, TestCertificates.leaf("x").signedBy(middle), middle.signedBy(root));
    }

    @Test
    void refusesExtensionsThatAreNotWhatTheySay() throws Exception {
        leaf.with(Extension.keyUsage, true, new DEROctetString(new byte[1]));
        refuse(Reason.MALFORMED, leaf.signedBy(root));
        middle.with(Extension.basicConstraints, true, new DEROctetString(new byte[1]));
        refuse(Reason.MALFORMED, TestCertificates.leaf("x").signedBy(middle), middle.signedBy(root));
    }

    @Test
    void refusesOtherAlgorithmsAndCurves() throws Exception {
        leaf.algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        refuse(Reason.NOT_SM2, leaf.signedBy(root));
        leaf.algorithm = new AlgorithmIdentifier(GMObjectIdentifiers.sm2sign_with_sm3, DERNull.INSTANCE);
        accept(root.selfSigned(), leaf.signedBy(root));

        leaf.publicKey = new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
                leaf.publicKey.getPublicKeyData().getBytes());
        refuse(Reason.NOT_SM2, leaf.signedBy(root));
        leaf.publicKey = new SubjectPublicKeyInfo(Sm2.keyAlgorithm(), new byte[65]);
        refuse(Reason.NOT_SM2, leaf.signedBy(root));
        leaf.publicKey = new SubjectPublicKeyInfo(Sm2.keyAlgorithm(), new byte[1]); // infinity
        refuse(Reason.NOT_SM2, leaf.signedBy(root));
    }

    @Test
    void refusesAnyFlippedByteOfACertificate() throws Exception {
        byte[] der = leaf.signedBy(root).getEncoded();
        TrustedCertificates trusted = trust(root.selfSigned());
        for (int i = 0; i < der.length; i++) {
            byte[] flipped = der.clone();
            flipped[i] ^= 1;
            byte[] pem = utf8(Pem.encode(Pem.CERTIFICATE, flipped));
            assertThatExceptionOfType(CertificateRefused.class)
                    .as("byte %d", i)
                    .isThrownBy(() -> trusted.verifier(CertificateChain.parse(pem), NOW));
        }
    }

    @Test
    void refusesAnyOtherCertificateWithoutAnyOtherException() throws Exception {
        byte[] der = leaf.signedBy(root).getEncoded();
        TrustedCertificates trusted = trust(root.selfSigned());
        var random = new Random(5280);
        for (int i = 0; i < 5_000; i++) {
            byte[] other = der.clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                other[random.nextInt(other.length)] = (byte) random.nextInt();
            }
            if (!Arrays.equals(der, other)) {
                byte[] pem = utf8(Pem.encode(Pem.CERTIFICATE, other));
                assertThatExceptionOfType(CertificateRefused.class)
                        .isThrownBy(() -> trusted.verifier(CertificateChain.parse(pem), NOW));
            }
        }
    }

    @Test
    void loadsAnchorsFromFilesAndShowsThem(@TempDir Path dir) throws Exception {
        byte[] both = new CertificateChain(List.of(root.selfSigned(), middle.selfSigned())).pem();
        Files.write(dir.resolve("both.pem"), both);
        TrustedCertificates trusted = TrustedCertificates.load(List.of(dir.resolve("both.pem")));
        trusted.verifier(chain(leaf.signedBy(middle)), NOW);
        assertThat(trusted.pem()).isEqualTo(both);
        assertThat(TrustedCertificates.parse(List.of(
                                new CertificateChain(List.of(root.selfSigned())).pem(),
                                new CertificateChain(List.of(middle.selfSigned())).pem()))
                        .verifier(chain(leaf.signedBy(middle)), NOW))
                .isNotNull();
        assertThatExceptionOfType(CertificateRefused.class)
                .isThrownBy(() -> TrustedCertificates.parse(List.of(new byte[0])));
    }

    @Test
    void refusesAnchorsThatAreNoAuthorities() {
        assertThatExceptionOfType(CertificateRefused.class)
                .isThrownBy(() -> trust(leaf.signedBy(root)))
                .extracting(CertificateRefused::reason)
                .isEqualTo(Reason.NOT_AN_AUTHORITY);
    }

    private static TrustedCertificates trust(X509CertificateHolder... anchors) throws CertificateRefused {
        return new TrustedCertificates(List.of(anchors));
    }

    private static CertificateChain chain(X509CertificateHolder... certificates) {
        return new CertificateChain(List.of(certificates));
    }

    private static void accept(X509CertificateHolder anchor, X509CertificateHolder... certificates) throws Exception {
        assertThat(trust(anchor).verifier(chain(certificates), NOW)).isNotNull();
    }

    private void refuse(Reason reason, X509CertificateHolder... certificates) throws Exception {
        refuse(reason, trust(root.selfSigned()), NOW, certificates);
    }

    private static void refuse(
            Reason reason, TrustedCertificates trusted, Instant at, X509CertificateHolder... certificates) {
        assertThatExceptionOfType(CertificateRefused.class)
                .isThrownBy(() -> trusted.verifier(chain(certificates), at))
                .extracting(CertificateRefused::reason)
                .isEqualTo(reason);
    }
}
