package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.hex;
import static org.shuqiao.certs.Samples.utf8;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateRefused.Reason;

class RevocationListsTest {
    private static final Duration BUDGET = Duration.ofHours(12);
    private static final Instant REVOKED = NOW.truncatedTo(ChronoUnit.SECONDS);

    private final TestCertificates root = authority("root");
    private final TestCertificates middle = authority("middle");
    private final TestCertificates leaf = TestCertificates.leaf("leaf");

    private Instant thisUpdate = REVOKED.minus(Duration.ofDays(1));
    private Instant nextUpdate = REVOKED.plus(Duration.ofDays(1));
    private final List<Extension> listExtensions = new ArrayList<>();

    private static TestCertificates authority(String name) {
        return TestCertificates.authority(name)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    @Test
    void trustsWhatNoListNames() throws Exception {
        accept(NOW, list(root));
        accept(NOW, list(root, entry(99, NOW.minusSeconds(1), CRLReason.keyCompromise)));
    }

    @Test
    void refusesWhatWasRevokedBefore() throws Exception {
        byte[] list = list(root, entry(10, REVOKED, CRLReason.cessationOfOperation));
        refuse(Reason.REVOKED, REVOKED.plusSeconds(1), list);
        refuse(Reason.REVOKED, REVOKED, list);
    }

    @Test
    void trustsASignatureThatIsOlderThanTheRevocation() throws Exception {
        for (int reason : new int[] {
            CRLReason.unspecified,
            CRLReason.affiliationChanged,
            CRLReason.superseded,
            CRLReason.cessationOfOperation,
            CRLReason.certificateHold,
            CRLReason.privilegeWithdrawn
        }) {
            byte[] list = list(root, entry(10, REVOKED, reason));
            accept(REVOKED.minusSeconds(1), list);
            refuse(Reason.REVOKED, REVOKED, list);
        }
        accept(REVOKED.minusSeconds(1), list(root, new Entry(10, REVOKED, null)));
        refuse(Reason.REVOKED, REVOKED, list(root, new Entry(10, REVOKED, null)));
    }

    @Test
    void refusesEverySignatureOfACompromisedKey() throws Exception {
        for (int reason : new int[] {CRLReason.keyCompromise, CRLReason.cACompromise, CRLReason.aACompromise}) {
            byte[] list = list(root, entry(10, REVOKED, reason));
            refuse(Reason.REVOKED, REVOKED.minus(Duration.ofDays(9)), list);
            refuse(Reason.REVOKED, REVOKED, list);
        }
    }

    @Test
    void heedsADateFromWhichTheCertificateWasInvalidAlready() throws Exception {
        var extensions = new Extensions(extension(
                Extension.invalidityDate,
                false,
                new ASN1GeneralizedTime(Date.from(REVOKED.minus(Duration.ofDays(3))))));
        byte[] list = list(root, new Entry(10, REVOKED, extensions));
        refuse(Reason.REVOKED, REVOKED.minus(Duration.ofDays(3)), list);
        accept(REVOKED.minus(Duration.ofDays(3)).minusSeconds(1), list);
    }

    @Test
    void releasesAHoldButNoOtherRevocationByANewerList() throws Exception {
        byte[] held = list(root, entry(10, REVOKED, CRLReason.certificateHold));
        byte[] gone = list(root, entry(10, REVOKED, CRLReason.superseded));
        thisUpdate = thisUpdate.plusSeconds(60);
        byte[] newer = list(root);
        accept(NOW, held, newer);
        accept(NOW, newer, held);
        refuse(Reason.REVOKED, NOW, newer, gone);
        refuse(Reason.REVOKED, NOW, gone, newer);
    }

    @Test
    void judgesTheAgeOfTheNewestListByTheInstantAndABudget() throws Exception {
        byte[] list = list(root);
        accept(nextUpdate, list);
        accept(nextUpdate.plus(BUDGET), list);
        refuse(Reason.REVOCATION_STALE, nextUpdate.plus(BUDGET).plusSeconds(1), list);
        accept(thisUpdate.minus(Duration.ofDays(5)), list); // a list that is newer than the signature knows more

        thisUpdate = thisUpdate.plusSeconds(60);
        nextUpdate = nextUpdate.plus(Duration.ofDays(1));
        accept(nextUpdate.minus(Duration.ofDays(1)).plus(BUDGET).plusSeconds(1), list, list(root));
        byte[] revokes = list(root, entry(10, REVOKED, CRLReason.superseded));
        refuse(Reason.REVOKED, nextUpdate.plus(BUDGET).plusSeconds(1), revokes); // stale, but it knew this much
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trust(root).with(RevocationLists.NONE, Duration.ofSeconds(-1)));
    }

    @Test
    void asksTheListsOfEveryAuthorityOfThePath() throws Exception {
        X509CertificateHolder middleCertificate = middle.signedBy(root);
        CertificateChain chain = chain(leaf.signedBy(middle), middleCertificate);
        TrustedCertificates trusted = trust(root);
        with(trusted, list(root), list(middle)).verifier(chain, NOW);
        reason(Reason.REVOKED, () -> with(trusted, list(middle, entry(10, REVOKED, CRLReason.superseded)))
                .verifier(chain, NOW));
        reason(Reason.REVOKED, () -> with(trusted, list(root, entry(10, REVOKED, CRLReason.cACompromise)))
                .verifier(chain, REVOKED.minusSeconds(1)));
        reason(Reason.REVOCATION_UNPROVEN, () -> with(trusted, list(authority("middle")))
                .verifier(chain, NOW));
    }

    @Test
    void leavesCertificatesOfOtherIssuersAlone() throws Exception {
        accept(NOW, list(authority("another"), entry(10, REVOKED, CRLReason.keyCompromise)));
    }

    @Test
    void refusesAListThatTheAuthorityDidNotSign() throws Exception {
        byte[] forged = list(authority("root"));
        reason(Reason.REVOCATION_UNPROVEN, () -> with(trust(root), forged));
        TestCertificates mayNot = TestCertificates.authority("root"); // for certificates only
        byte[] list = list(mayNot);
        reason(Reason.REVOCATION_UNPROVEN, () -> with(trust(mayNot), list));
    }

    @Test
    void acceptsAListSignedWithEitherKeyOfAnAuthorityThatRenewedIts() throws Exception {
        TestCertificates renewed = authority("root");
        TrustedCertificates both = new TrustedCertificates(List.of(root.selfSigned(), renewed.selfSigned()));
        byte[] list = list(renewed, entry(10, REVOKED, CRLReason.superseded));
        reason(Reason.REVOKED, () -> with(both, list).verifier(chain(leaf.signedBy(root)), NOW));
    }

    @Test
    void refusesListsThatSpeakOfSomeCertificatesOnly() throws Exception {
        listExtensions.add(extension(
                Extension.issuingDistributionPoint,
                true,
                new IssuingDistributionPoint(null, false, false, null, true, false))); // indirect
        malformed(Reason.UNKNOWN_CRITICAL_EXTENSION, list(root));
        listExtensions.set(
                0,
                extension(
                        Extension.issuingDistributionPoint,
                        false,
                        new IssuingDistributionPoint(null, true, false, null, false, false)));
        malformed(Reason.UNKNOWN_CRITICAL_EXTENSION, list(root));
        listExtensions.set(0, extension(Extension.deltaCRLIndicator, true, new ASN1Integer(1)));
        malformed(Reason.UNKNOWN_CRITICAL_EXTENSION, list(root));
        listExtensions.set(0, extension(new ASN1ObjectIdentifier("1.2.3.4.5"), true, DERNull.INSTANCE));
        malformed(Reason.UNKNOWN_CRITICAL_EXTENSION, list(root));
        listExtensions.set(0, extension(new ASN1ObjectIdentifier("1.2.3.4.5"), false, DERNull.INSTANCE));
        accept(NOW, list(root));
    }

    @Test
    void refusesEntriesOfOtherIssuersAndEntriesThatItDoesNotUnderstand() throws Exception {
        var issuer = new GeneralNames(new GeneralName(middle.subject));
        for (Extension extension : List.of(
                extension(Extension.certificateIssuer, true, issuer),
                extension(new ASN1ObjectIdentifier("1.2.3.4.5"), true, DERNull.INSTANCE))) {
            malformed(Reason.UNKNOWN_CRITICAL_EXTENSION, list(root, new Entry(10, REVOKED, new Extensions(extension))));
        }
        malformed(
                Reason.MALFORMED,
                list(
                        root,
                        new Entry(
                                10,
                                REVOKED,
                                new Extensions(extension(Extension.reasonCode, false, DERNull.INSTANCE)))));
    }

    @Test
    void refusesOtherAlgorithmsAndListsWithoutAnEnd() throws Exception {
        CertificateList list = CertificateList.getInstance(list(root));
        var ecdsa = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        malformed(
                Reason.NOT_SM2,
                CertificateList.getInstance(new DERSequence(
                                new ASN1Encodable[] {list.getTBSCertList(), ecdsa, list.getSignature()}))
                        .getEncoded());
        nextUpdate = thisUpdate.minusSeconds(1);
        malformed(Reason.MALFORMED, list(root));
        nextUpdate = null;
        malformed(Reason.MALFORMED, list(root));
    }

    @Test
    void refusesAnyFlippedByteOfAList() throws Exception {
        byte[] list = list(root, entry(10, REVOKED, CRLReason.superseded));
        TrustedCertificates trusted = trust(root);
        for (int i = 0; i < list.length; i++) {
            byte[] flipped = list.clone();
            flipped[i] ^= 1;
            try {
                with(trusted, flipped);
                assertThat(RevocationList.parse(flipped).issuer()) // of another issuer it says nothing
                        .as("byte %d", i)
                        .isNotEqualTo(root.subject);
            } catch (CertificateRefused refused) {
                assertThat(refused.reason()).isNotNull();
            }
        }
    }

    @Test
    void refusesBrokenListsWithoutAnyOtherException() throws Exception {
        byte[] list = list(root, entry(10, REVOKED, CRLReason.superseded));
        var random = new Random(5280);
        for (int i = 0; i < 5_000; i++) {
            byte[] broken = list.clone();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            try {
                RevocationLists.parse(List.of(broken));
            } catch (CertificateRefused refused) {
                assertThat(refused.reason()).isNotNull();
            }
        }
        for (byte[] other : List.of(
                new byte[0],
                utf8("text"),
                hex("3000"),
                hex("3080".repeat(20_000)),
                utf8(Pem.encode(Pem.CERTIFICATE, list)),
                utf8(Pem.encode(Pem.REVOCATION_LIST, new byte[5])),
                new byte[RevocationLists.MAX_BYTES + 1])) {
            malformed(Reason.MALFORMED, other);
        }
    }

    @Test
    void loadsFilesOfEitherEncoding(@TempDir Path dir) throws Exception {
        byte[] list = list(root, entry(10, REVOKED, CRLReason.superseded));
        Files.write(dir.resolve("list.crl"), list);
        Files.write(dir.resolve("list.pem"), utf8(Pem.encode(Pem.REVOCATION_LIST, list(middle)) + pem(list)));
        for (String file : List.of("list.crl", "list.pem")) {
            RevocationLists lists = RevocationLists.load(List.of(dir.resolve(file)));
            TrustedCertificates trusted = trust(root).with(lists, BUDGET);
            reason(Reason.REVOKED, () -> trusted.verifier(chain(leaf.signedBy(root)), NOW));
        }
    }

    @Test
    void readsALongListAtOnce() throws Exception {
        var entries = new Entry[50_000];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Entry(1_000 + i, REVOKED, null);
        }
        accept(NOW, list(root, entries));
    }

    @Test
    void agreesWithOpenSslOnListsOfTheDevelopmentAuthority(@TempDir Path dir) throws Exception {
        DevelopmentAuthority authority = Samples.authority(dir);
        SigningKey gone = authority.issue("gone", "gone");
        SigningKey stolen = authority.issue("stolen", "stolen");
        SigningKey good = authority.issue("good", "good");
        byte[] pem = authority.revocationList(
                List.of(
                        new DevelopmentAuthority.Revocation(gone.chain(), REVOKED, false),
                        new DevelopmentAuthority.Revocation(stolen.chain(), REVOKED, true)),
                Duration.ofDays(365));
        TrustedCertificates trusted = with(authority.trusted(), pem);
        trusted.verifier(good.chain(), NOW);
        trusted.verifier(gone.chain(), REVOKED.minusSeconds(1));
        reason(Reason.REVOKED, () -> trusted.verifier(gone.chain(), REVOKED));
        reason(Reason.REVOKED, () -> trusted.verifier(stolen.chain(), REVOKED.minusSeconds(1)));

        var openSsl = new OpenSsl(dir);
        openSsl.write("list.pem", pem);
        assertThat(openSsl.shell("openssl crl -in list.pem -noout -text").output())
                .contains("Signature Algorithm: SM2-with-SM3", "Key Compromise", "Cessation Of Operation")
                .contains(gone.chain().leafSerialHex(), stolen.chain().leafSerialHex());
    }

    @Test
    void readsAListThatOpenSslMade(@TempDir Path dir) throws Exception {
        var openSsl = new OpenSsl(dir);
        SigningKey key = Samples.authority(dir).issue("gateway", "gateway");
        openSsl.write(
                "index.txt",
                utf8("R\t360101000000Z\t261120000000Z,keyCompromise\t"
                        + key.chain().leafSerialHex() + "\tunknown\t/CN=gateway\n"));
        openSsl.write("number", utf8("01\n"));
        openSsl.write(
                "ca.cnf",
                utf8(
                        """
                [ca]
                default_ca = ours
                [ours]
                database = index.txt
                crlnumber = number
                default_md = sm3
                """));
        OpenSsl.Result made = openSsl.shell(
                """
                openssl ca -config ca.cnf -gencrl -keyfile ca.key.pem -cert ca.pem -sigopt distid:1234567812345678 \
                  -crl_lastupdate 20261120000000Z -crl_nextupdate 20270101000000Z -out list.pem
                """);
        assertThat(made.status()).as(made.output()).isZero();
        TrustedCertificates trusted = with(Samples.authority(dir).trusted(), openSsl.read("list.pem"));
        reason(Reason.REVOKED, () -> trusted.verifier(key.chain(), NOW));
    }

    /** A revoked certificate: its serial number (test certificates have 10), since when, and what else is said. */
    private record Entry(long serial, Instant at, Extensions extensions) {}

    private static Entry entry(long serial, Instant at, int reason) throws Exception {
        return new Entry(serial, at, new Extensions(extension(Extension.reasonCode, false, CRLReason.lookup(reason))));
    }

    private static Extension extension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value)
            throws Exception {
        return new Extension(id, critical, value.toASN1Primitive().getEncoded());
    }

    private byte[] list(TestCertificates issuer, Entry... entries) throws Exception {
        var builder = new X509v2CRLBuilder(issuer.subject, Date.from(thisUpdate));
        if (nextUpdate != null) {
            builder.setNextUpdate(Date.from(nextUpdate));
        }
        for (Entry entry : entries) {
            builder.addCRLEntry(BigInteger.valueOf(entry.serial()), Date.from(entry.at()), entry.extensions());
        }
        for (Extension extension : listExtensions) {
            builder.addExtension(extension);
        }
        return builder.build(new Sm2ContentSigner(new Sm2Signing(issuer.key, RANDOM)::sign))
                .getEncoded();
    }

    private static String pem(byte[] list) {
        return Pem.encode(Pem.REVOCATION_LIST, list);
    }

    private static TrustedCertificates trust(TestCertificates anchor) throws Exception {
        return new TrustedCertificates(List.of(anchor.selfSigned()));
    }

    private static TrustedCertificates with(TrustedCertificates trusted, byte[]... lists) throws CertificateRefused {
        return trusted.with(RevocationLists.parse(List.of(lists)), BUDGET);
    }

    private static CertificateChain chain(X509CertificateHolder... certificates) {
        return new CertificateChain(List.of(certificates));
    }

    private void accept(Instant at, byte[]... lists) throws Exception {
        assertThat(with(trust(root), lists).verifier(chain(leaf.signedBy(root)), at))
                .isNotNull();
    }

    private void refuse(Reason reason, Instant at, byte[]... lists) throws Exception {
        TrustedCertificates trusted = with(trust(root), lists);
        reason(reason, () -> trusted.verifier(chain(leaf.signedBy(root)), at));
    }

    private static void malformed(Reason reason, byte[] list) {
        reason(reason, () -> RevocationLists.parse(List.of(list)));
    }

    private static void reason(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(CertificateRefused.class)
                .isThrownBy(call)
                .extracting(CertificateRefused::reason)
                .isEqualTo(reason);
    }
}
