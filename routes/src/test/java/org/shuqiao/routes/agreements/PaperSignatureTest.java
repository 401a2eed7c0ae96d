package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.shuqiao.routes.agreements.SampleAgreement.bytes;
import static org.shuqiao.routes.agreements.SampleAgreement.object;
import static org.shuqiao.routes.agreements.SampleAgreement.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.routes.agreements.Countersignatures.Refusal;
import org.shuqiao.routes.failures.FailureCode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A signature on paper holds if two officers of ours attest it, and only where the agreement says that paper will do. */
class PaperSignatureTest {
    @TempDir
    static Path keys;

    private static SampleAgreement sample;
    private static SigningKey wang;
    private static SigningKey li;
    private static Attestors attestors;

    @BeforeAll
    static void makeKeys() {
        sample = new SampleAgreement(keys);
        wang = sample.issue("officer-wang");
        li = sample.issue("officer-li");
        attestors = Attestors.of(List.of(wang.chain(), li.chain()));
    }

    @Test
    void acceptsWhatTwoOfficersAttest() {
        assertThat(refusals(sample.signedOnPaper(wang, li))).isEmpty();
    }

    @Test
    void acceptsAnAgreementThatBothSignedOnPaper() {
        ObjectNode json = SampleAgreement.json();
        object(json, "provider").remove("cert_sn");
        object(json, "consumer").put("cert_sn", "");
        SampleAgreement.attest(json, "provider", LocalDate.of(2026, 1, 9), wang, li);
        SampleAgreement.attest(json, "consumer", LocalDate.of(2026, 1, 10), li, wang);

        assertThat(refusals(bytes(json))).isEmpty();
    }

    @Test
    void case4PaperOfOnePartyOnlyIsRefused() {
        ObjectNode json = read(sample.signedOnPaper(wang, li));
        ((ArrayNode) json.get("signatures")).remove(0);

        assertThat(refusals(bytes(json)))
                .extracting(Refusal::code, Refusal::party)
                .containsExactly(tuple(FailureCode.NOT_COUNTERSIGNED, "provider"));
    }

    @Test
    void case3OneChangedByteVoidsWhatWasAttested() {
        String signed = new String(sample.signedOnPaper(wang, li), StandardCharsets.UTF_8);
        String changed = signed.replace("\"to\":\"2026-12-31\"", "\"to\":\"2027-12-31\"");

        assertThat(refusals(changed.getBytes(StandardCharsets.UTF_8)))
                .extracting(Refusal::pointer, Refusal::rule)
                .containsExactly(
                        tuple("/signatures/0", "SIGNATURE_REFUSED"),
                        tuple("/signatures/1/attested/0", "SIGNATURE_REFUSED"));
    }

    @Test
    void refusesAnotherScanOrDayOrParty() {
        for (String member : List.of("scan", "signed_on")) {
            ObjectNode json = read(sample.signedOnPaper(wang, li));
            ((ObjectNode) json.at("/signatures/1")).put(member, member.equals("scan") ? "1".repeat(64) : "2026-01-11");
            assertRefused(bytes(json), "/signatures/1/attested/0", "SIGNATURE_REFUSED");
        }
    }

    @Test
    void takesNoPaperWhereNobodyMayAttest() {
        var nobody = new Countersignatures(sample::authorities, clock(SampleAgreement.DURING));

        assertThat(nobody.refusals(AgreementDocument.parse(sample.signedOnPaper(wang, li))))
                .extracting(Refusal::rule)
                .containsExactly("PAPER_NOT_TAKEN");
    }

    @Test
    void refusesWhoeverIsNoOfficerOfOurs() {
        assertRefused(
                sample.signedOnPaper(wang, sample.issue("stranger")), "/signatures/1/attested/1", "ATTESTOR_UNKNOWN");
        assertRefused(sample.signedOnPaper(sample.provider(), li), "/signatures/1/attested/0", "ATTESTOR_UNKNOWN");
    }

    @Test
    void refusesOneOfficerTwiceAndOneNameWithTwoKeys() {
        assertRefused(sample.signedOnPaper(wang, wang), "/signatures/1/attested", "ATTESTED_BY_TWO");
        assertRefused(sample.signedOnPaper(wang), "/signatures/1/attested", "ATTESTED_BY_TWO");
    }

    @Test
    void refusesPaperWhereTheAgreementNamesACertificate() {
        ObjectNode json = read(sample.signed());
        json.withArray("signatures").remove(1);
        SampleAgreement.attest(json, "consumer", LocalDate.of(2026, 1, 10), wang, li);

        assertRefused(bytes(json), "/signatures/1", "PAPER_NOT_AGREED");
    }

    @Test
    void refusesAPaperOfTomorrowInShanghai() {
        ObjectNode json = read(sample.signedOnPaper());
        json.withArray("signatures").remove(1);
        SampleAgreement.attest(json, "consumer", LocalDate.of(2026, 6, 2), wang, li);

        assertThat(refusals(bytes(json), Instant.parse("2026-06-01T16:00:00Z"))).isEmpty();
        assertThat(refusals(bytes(json), Instant.parse("2026-06-01T15:59:59Z")))
                .extracting(Refusal::pointer, Refusal::rule)
                .containsExactly(tuple("/signatures/1/signed_on", "SIGNED_LATER"));
    }

    @Test
    void refusesAnOfficerWhoseCertificateIsRevokedOrOfAnotherAuthority() {
        TrustedCertificates revoking = sample.revoking(li, SampleAgreement.DURING.minusSeconds(1), false);
        var checked = new Countersignatures(() -> revoking, attestors, clock(SampleAgreement.DURING));

        assertThat(checked.refusals(AgreementDocument.parse(sample.signedOnPaper(wang, li))))
                .extracting(Refusal::pointer, Refusal::rule)
                .containsExactly(tuple("/signatures/1/attested/1", "CERTIFICATE_REFUSED"));
    }

    @Test
    void refusesASignatureOfBothKinds() {
        ObjectNode json = read(sample.signedOnPaper(wang, li));
        SampleAgreement.sign(json, "consumer", sample.consumer());

        assertThat(refusals(bytes(json))).extracting(Refusal::rule).containsExactly("SIGNED_TWICE");
    }

    @Test
    void readsAttestorsFromFilesAndFolders(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("wang.pem"), wang.chain().pem());
        Files.writeString(folder.resolve("notes.txt"), "no PEM");
        Path other = Files.write(folder.resolve("li.crt"), li.chain().pem());

        Attestors read = Attestors.load(List.of(folder, other));

        assertThat(read.holds(wang.chain())).isTrue();
        assertThat(read.holds(li.chain())).isTrue();
        assertThat(read.holds(sample.provider().chain())).isFalse();
        assertThat(Attestors.load(List.of()).isEmpty()).isTrue();
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static List<Refusal> refusals(byte[] document) {
        return refusals(document, SampleAgreement.DURING);
    }

    private static List<Refusal> refusals(byte[] document, Instant now) {
        return new Countersignatures(sample::authorities, attestors, clock(now))
                .refusals(AgreementDocument.parse(document));
    }

    private static void assertRefused(byte[] document, String pointer, String rule) {
        assertThat(refusals(document))
                .extracting(Refusal::code, Refusal::pointer, Refusal::rule)
                .containsExactly(tuple(FailureCode.AGREEMENT_SIGNATURE, pointer, rule));
    }
}
