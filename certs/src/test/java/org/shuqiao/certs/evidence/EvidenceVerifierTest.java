package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.Samples;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.Check;
import org.shuqiao.certs.log.LogHash;

class EvidenceVerifierTest {
    @TempDir
    private Path keys;

    private SampleTransfer transfer;

    @BeforeEach
    void transfer() throws Exception {
        transfer = new SampleTransfer(keys);
    }

    private static List<String> failures(Trust trust, Evidence evidence) {
        Report report = new EvidenceVerifier(trust).verify(evidence.zip());
        assertThat(report.verdict()).isEqualTo(report.failures().isEmpty() ? Verdict.VALID : Verdict.INVALID);
        return report.failures().stream().map(Check::name).toList();
    }

    private List<String> failures() throws Exception {
        return failures(transfer.trust(), transfer.evidence());
    }

    private static String pem(DevelopmentAuthority authority) {
        return SampleTransfer.ascii(authority.trusted().pem());
    }

    @Test
    void acceptsWhatHolds() throws Exception {
        Report report = new EvidenceVerifier(transfer.trust())
                .verify(transfer.evidence().zip());
        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.checks())
                .extracting(Check::name)
                .containsExactly(
                        "archive",
                        "members",
                        "guide",
                        "statement",
                        "payload",
                        "authorities",
                        "certificate",
                        "signature",
                        "manifest",
                        "agreements",
                        "agreement",
                        "agreement.parties",
                        "agreement.provider",
                        "agreement.consumer",
                        "log-key",
                        "checkpoint",
                        "inclusion",
                        "timestamp",
                        "receipt-1.certificate",
                        "receipt-1.signature",
                        "receipt-1.binding",
                        "receipt-1.inclusion",
                        "compromised");
    }

    @Test
    void tellsWhatTheEvidenceSays() throws Exception {
        Report report = new EvidenceVerifier(transfer.trust())
                .verify(transfer.evidence().zip());
        Report.Facts facts = report.facts();
        assertThat(facts).isNotNull();
        assertThat(facts.statement()).isEqualTo(transfer.statement());
        assertThat(facts.signer()).isEqualTo("CN=gateway");
        assertThat(facts.log()).isEqualTo(new Report.LogEntry(SampleLog.ORIGIN, 21, 24));
        assertThat(facts.stampedAt()).isEqualTo(transfer.stampedAt);
        assertThat(facts.receipts())
                .containsExactly(new Report.Receipt("receipt-1", "QD1", "STORED", NOW.plusSeconds(2), "CN=qingdao"));
    }

    @Test
    void acceptsALogOverSha256() throws Exception {
        transfer = new SampleTransfer(keys, LogHash.SHA_256, 300);
        assertThat(failures()).isEmpty();
    }

    @Test
    void acceptsEvidenceWithoutTimeStampAndManifest() throws Exception {
        transfer.stamped = false;
        transfer.manifest = null;
        Report report = new EvidenceVerifier(transfer.trust())
                .verify(transfer.evidence().zip());
        assertThat(report.failures()).isEmpty();
        assertThat(report.facts().stampedAt()).isNull();
    }

    @Test
    void acceptsAnAnswerThatNobodySigned() throws Exception {
        transfer.signedReceipt = false;
        transfer.receipt = utf8("{\"code\":\"1001\"}");
        assertThat(failures()).isEmpty();
    }

    @Test
    void refusesAReceiptWhoseSignatureWasTakenAway() throws Exception {
        Evidence evidence = transfer.evidence();
        var members = new LinkedHashMap<>(evidence.members());
        members.keySet().removeIf(name -> name.startsWith("receipt-1.signature") || name.startsWith("receipt-1.chain"));
        Evidence forged = new MemberChecks(new EvidenceFiles(members, new Believed(transfer.trust()))).evidence();
        assertThat(failures(transfer.trust(), forged)).containsExactly("receipt-1.inclusion");
    }

    @Test
    void acceptsAPlatformsOwnUserIdAndNoOther() throws Exception {
        transfer.userId = "cq-capability 能力";
        transfer.receiptSignature = transfer.authority
                .issue("qingdao", "qingdao")
                .signer(RANDOM, transfer.userId)
                .sign(transfer.receipt);
        assertThat(failures()).isEmpty();
        transfer.userId = "another";
        assertThat(failures()).containsExactly("receipt-1.signature");
    }

    @Test
    void refusesEvidenceWithoutTheLog() throws Exception {
        var evidence = new Evidence(
                        transfer.statement,
                        transfer.signature,
                        transfer.gateway.chain(),
                        transfer.payload,
                        transfer.authority.trusted())
                .agreement(transfer.agreement, transfer.content, transfer.countersignatures());
        assertThat(failures(transfer.trust(), evidence))
                .containsExactly("members", "guide", "log-key", "checkpoint", "inclusion", "compromised");
    }

    @Test
    void trustsNobodyWhoIsNotInTheTrustFile() throws Exception {
        var nobody = new Trust(List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(failures(nobody, transfer.evidence()))
                .containsExactly(
                        "authorities",
                        "certificate",
                        "agreement.provider",
                        "agreement.consumer",
                        "log-key",
                        "timestamp",
                        "receipt-1.certificate");
    }

    @Test
    void refusesAnotherAuthority(@TempDir Path elsewhere) throws Exception {
        var trust = transfer.trust();
        var other = new Trust(
                List.of(pem(Samples.authority(elsewhere))),
                trust.logs(),
                trust.timestampAuthorities(),
                List.of(),
                List.of());
        assertThat(failures(other, transfer.evidence()))
                .contains("authorities", "certificate", "log-key", "receipt-1.certificate")
                .doesNotContain("signature", "checkpoint", "timestamp");
    }

    @Test
    void refusesAnotherLogAndAnotherTimeStampAuthority(@TempDir Path elsewhere) throws Exception {
        var trust = transfer.trust();
        var other = new SampleTransfer(elsewhere);
        var strangers = new Trust(
                trust.authorities(),
                List.of(other.log.key()),
                other.trust().timestampAuthorities(),
                List.of(),
                List.of());
        assertThat(failures(strangers, transfer.evidence())).containsExactly("log-key", "timestamp");
    }

    @Test
    void refusesACertificateThatWasNotValidThen() throws Exception {
        transfer.receivedAt = NOW.plus(Duration.ofDays(365 * 11));
        transfer.stamped = false;
        assertThat(failures()).containsExactly("receipt-1.certificate");
    }

    @Test
    void refusesTimesInTheWrongOrder() throws Exception {
        transfer.receivedAt = NOW.minusSeconds(61);
        assertThat(failures()).containsExactly("receipt-1.certificate");
        transfer.receivedAt = NOW.minusSeconds(59); // clocks differ
        transfer.stampedAt = NOW.minusSeconds(61);
        assertThat(failures()).containsExactly("timestamp");
    }

    @Test
    void refusesAReceiptThatTheGatewayWroteItself() throws Exception {
        transfer.receiptSignature = transfer.gateway.sign(transfer.receipt);
        transfer.platform = transfer.gateway;
        assertThat(failures()).containsExactly("receipt-1.certificate");
    }

    @Test
    void refusesTheReceiptOfAnotherTransfer() throws Exception {
        String receipt = SampleTransfer.ascii(transfer.receipt);
        for (String other : List.of(
                receipt.replace("\"platform\":\"qingdao\"", "\"platform\":\"jinan\""),
                receipt.replace(transfer.id.toString(), "019aa5c1-7d00-7000-8000-00000000000f"),
                receipt.replace(Sm3.hex(transfer.payload), Sm3.hex(utf8("other"))),
                receipt.replace("\"payloadHash\":\"", "\"payloadHash\":1,\"x\":\""),
                "{\"receiptId\":\"QD1\"}")) {
            transfer.receipt = utf8(other);
            transfer.receiptSignature = transfer.platform.sign(transfer.receipt);
            assertThat(failures()).as(other).containsExactly("receipt-1.binding");
        }
    }

    @Test
    void refusesAManifestOfAnotherPayload() throws Exception {
        transfer.manifest = utf8("{\"payloads\":[\"" + Sm3.hex(utf8("other")) + "\"]}");
        assertThat(failures()).containsExactly("manifest");
    }

    @Test
    void refusesAnAgreementBetweenOthers() throws Exception {
        transfer.changeAgreement("91370200MA3C0DE123", "91370200MA3C0DE999");
        assertThat(failures()).containsExactly("agreement");
        transfer.changeAgreement("\"platform\" : \"qingdao\"", "\"platform\" : \"jinan\"");
        assertThat(failures()).containsExactly("agreement");
    }

    @Test
    void refusesAnAgreementUnderAnotherNameOrVersion() throws Exception {
        transfer.agreement = utf8(SampleTransfer.ascii(transfer.agreement).replace("agr-1", "agr-2"));
        assertThat(failures()).containsExactly("agreement");
        transfer = new SampleTransfer(keys);
        transfer.changeAgreement("\"version\" : 2", "\"version\" : 3");
        assertThat(failures()).containsExactly("agreement");
    }

    @Test
    void refusesSignaturesOfTheAgreementThatAreNotThoseInTheAgreement() throws Exception {
        var signed = transfer.countersignatures();
        var evidence = new Evidence(
                        transfer.statement,
                        transfer.signature,
                        transfer.gateway.chain(),
                        transfer.payload,
                        transfer.authority.trusted())
                .agreement(transfer.agreement, transfer.content, signed.subList(0, 1));
        assertThat(failures(transfer.trust(), evidence)).contains("agreement.parties");
        byte[] again = transfer.center.sign(transfer.content);
        transfer.countersign(
                List.of(new Evidence.Countersignature("provider", again, transfer.center.chain()), signed.get(1)));
        assertThat(failures()).containsExactly("agreement.parties");
    }

    @Test
    void refusesACountersignatureWithAnotherCertificate() throws Exception {
        transfer.changeAgreement(transfer.center.chain().leafSerialHex(), "0A");
        assertThat(failures()).containsExactly("agreement.provider");
    }

    @Test
    void refusesAKeyThatWasCompromisedBeforeAnybodyElseSawTheSignature() throws Exception {
        for (CertificateChain chain :
                List.of(transfer.gateway.chain(), transfer.platform.chain(), transfer.log.chain())) {
            boolean countersigner = chain.equals(transfer.platform.chain());
            assertThat(failures(compromised(chain, transfer.stampedAt), transfer.evidence()))
                    .containsExactly("compromised");
            var later = failures(compromised(chain, transfer.stampedAt.plusMillis(1)), transfer.evidence());
            // The platform has signed the agreement, too, and nothing shows when.
            assertThat(later).isEqualTo(countersigner ? List.of("compromised") : List.of());
            transfer.stamped = false;
            assertThat(failures(compromised(chain, transfer.stampedAt.plusSeconds(9)), transfer.evidence()))
                    .containsExactly("compromised");
            transfer.stamped = true;
        }
    }

    private Trust compromised(CertificateChain chain, Instant from) throws Exception {
        var trust = transfer.trust();
        var one = new Trust.Compromised(Sm3.hex(chain.leafDer()), from);
        return new Trust(trust.authorities(), trust.logs(), trust.timestampAuthorities(), List.of(), List.of(one));
    }

    @Test
    void asksTheRevocationListsOfTheTrustFile() throws Exception {
        var revoked = new DevelopmentAuthority.Revocation(transfer.gateway.chain(), NOW.minusSeconds(1), false);
        var later = new DevelopmentAuthority.Revocation(transfer.gateway.chain(), NOW.plusSeconds(9), false);
        assertThat(failures(revoking(revoked), transfer.evidence())).containsExactly("certificate");
        assertThat(failures(revoking(later), transfer.evidence())).isEmpty();
    }

    private Trust revoking(DevelopmentAuthority.Revocation revocation) {
        var trust = transfer.trust();
        String list = SampleTransfer.ascii(transfer.authority.revocationList(List.of(revocation), Duration.ofDays(1)));
        return new Trust(trust.authorities(), trust.logs(), trust.timestampAuthorities(), List.of(list), List.of());
    }

    @Test
    void refusesAProofAgainstAnotherCheckpoint() throws Exception {
        Evidence before = transfer.evidence();
        Evidence after = transfer.evidence();
        before.log(
                after.logged.checkpoint(),
                transfer.log.chain(),
                before.logged.entry().proof());
        assertThat(failures(transfer.trust(), before)).contains("inclusion", "receipt-1.inclusion");
    }

    @Test
    void neverThrowsForWhatIsNoArchive() {
        var verifier = new EvidenceVerifier(transfer.trust());
        for (byte[] file : List.of(new byte[0], utf8("PK"), new byte[1_000], utf8("x".repeat(100_000)))) {
            Report report = verifier.verify(file);
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.failures()).extracting(Check::name).containsExactly("archive");
            assertThat(report.facts()).isNull();
        }
    }
}
