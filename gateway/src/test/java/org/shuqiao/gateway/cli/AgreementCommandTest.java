package org.shuqiao.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.PaperAttestation;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.Verifier;
import org.shuqiao.certs.WrongSignature;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AgreementCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CENTER = "center-91370212MA3C000039";

    @TempDir
    private Path home;

    private Path keys;
    private Path file;

    @BeforeEach
    void copySample() throws IOException {
        keys = DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), new SecureRandom())
                .folder();
        byte[] sample =
                Platforms.load(Datasets.load()).find("qingdao").orElseThrow().sampleAgreement();
        file = Files.write(home.resolve("agreement.json"), sample);
    }

    private Run parties() {
        return Run.of(
                "admin",
                "agreement",
                "parties",
                file,
                "--provider-chain",
                keys.resolve(CENTER + ".pem"),
                "--consumer-chain",
                keys.resolve("qingdao.pem"));
    }

    private Run sign(String party, String key) {
        return Run.of(
                "admin",
                "agreement",
                "sign",
                file,
                "--party",
                party,
                "--key",
                keys.resolve(key + ".key.pem"),
                "--chain",
                keys.resolve(key + ".pem"));
    }

    private ObjectNode agreement() throws IOException {
        return (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    }

    private void verify(JsonNode signature, byte[] signed) throws Exception {
        CertificateChain chain = CertificateChain.parse(
                signature.path("certificate").stringValue().getBytes(StandardCharsets.US_ASCII));
        Verifier verifier = TrustedCertificates.load(List.of(keys.resolve("ca.pem")))
                .verifier(chain, Clock.systemUTC().instant());
        verifier.verify(
                signed, Base64.getDecoder().decode(signature.path("signature").stringValue()));
    }

    @Test
    void bothSignaturesHold() throws Exception {
        assertThat(parties()).isEqualTo(new Run(0, "", ""));
        assertThat(sign("provider", CENTER)).isEqualTo(new Run(0, "", ""));
        assertThat(sign("consumer", "qingdao")).isEqualTo(new Run(0, "", ""));

        ObjectNode agreement = agreement();
        byte[] signed = AgreementDraft.parse(Files.readAllBytes(file)).signedBytes();
        assertThat(agreement.path("signatures"))
                .extracting(signature -> signature.path("party").stringValue())
                .containsExactly("provider", "consumer");
        for (JsonNode signature : agreement.path("signatures")) {
            verify(signature, signed);
        }
        assertThat(agreement.path("provider").path("cert_sn").stringValue())
                .isEqualTo(CertificateChain.parse(Files.readAllBytes(keys.resolve(CENTER + ".pem")))
                        .leafSerialHex());
    }

    @Test
    void signaturesCoverEveryTermButIdStatusAndSignatures() throws Exception {
        parties();
        sign("provider", CENTER);
        JsonNode signature = agreement().path("signatures").path(0);

        ObjectNode renamed = agreement().put("id", "other").put("status", "suspended");
        verify(signature, AgreementDraft.parse(JSON.writeValueAsBytes(renamed)).signedBytes());

        ObjectNode widened = agreement();
        widened.withObject("/onward").put("allowed", true);
        byte[] other = AgreementDraft.parse(JSON.writeValueAsBytes(widened)).signedBytes();
        assertThatThrownBy(() -> verify(signature, other)).isInstanceOf(WrongSignature.class);
    }

    @Test
    void signsInAnyOrderAndReplacesAnEarlierSignature() throws Exception {
        parties();
        sign("consumer", "qingdao");
        sign("provider", CENTER);
        sign("consumer", "qingdao");

        assertThat(agreement().path("signatures"))
                .extracting(signature -> signature.path("party").stringValue())
                .containsExactly("provider", "consumer");
    }

    @Test
    void refusesToSignBeforeThePartiesAreNamed() throws Exception {
        byte[] before = Files.readAllBytes(file);

        Run run = sign("provider", CENTER);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("does not name this certificate");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void refusesTheCertificateOfAnother() {
        parties();

        assertThat(sign("provider", "qingdao").exitCode()).isEqualTo(1);
    }

    private Run attest(String officer, String scan) throws IOException {
        return Run.of(
                "admin",
                "agreement",
                "attest",
                file,
                "--party",
                "consumer",
                "--scan",
                Files.writeString(home.resolve(scan), scan),
                "--signed-on",
                "2026-01-10",
                "--key",
                keys.resolve(officer + ".key.pem"),
                "--chain",
                keys.resolve(officer + ".pem"));
    }

    private Run providerAlone() {
        return Run.of("admin", "agreement", "parties", file, "--provider-chain", keys.resolve(CENTER + ".pem"));
    }

    private void issueOfficers() throws IOException {
        DevelopmentAuthority authority = DevelopmentAuthority.openOrCreate(keys, Clock.systemUTC(), new SecureRandom());
        for (String officer : List.of("wang", "li", "zhao")) {
            authority.issue(officer, officer);
        }
    }

    @Test
    void twoOfficersAttestASignatureOnPaperInTwoRuns() throws Exception {
        issueOfficers();
        assertThat(providerAlone()).isEqualTo(new Run(0, "", ""));
        sign("provider", CENTER);
        assertThat(attest("wang", "scan.pdf")).isEqualTo(new Run(0, "", ""));
        assertThat(attest("wang", "scan.pdf")).isEqualTo(new Run(0, "", ""));
        assertThat(attest("li", "scan.pdf")).isEqualTo(new Run(0, "", ""));
        assertThat(attest("zhao", "scan.pdf").err()).contains("two officers attest it already");

        JsonNode paper = agreement().path("signatures").path(1);
        assertThat(agreement().path("signatures")).hasSize(2);
        assertThat(paper.path("kind").stringValue()).isEqualTo("paper");
        assertThat(paper.path("attested")).hasSize(2);
        byte[] attested = new PaperAttestation(
                        AgreementDraft.parse(Files.readAllBytes(file)).hash(),
                        "consumer",
                        Sm3.hex("scan.pdf".getBytes(StandardCharsets.UTF_8)),
                        LocalDate.of(2026, 1, 10))
                .bytes();
        for (JsonNode officer : paper.path("attested")) {
            verify(officer, attested);
        }
    }

    @Test
    void whoAttestsAnotherScanBeginsAnew() throws Exception {
        issueOfficers();
        providerAlone();
        attest("wang", "scan.pdf");
        attest("li", "better-scan.pdf");

        assertThat(agreement().at("/signatures/0/attested")).hasSize(1);
    }

    @Test
    void refusesPaperOfAPartyThatHasACertificateOrIsNotNamedYet() throws Exception {
        issueOfficers();
        assertThat(attest("wang", "scan.pdf").err()).contains("does not say yet how the provider signs");
        parties();
        assertThat(attest("wang", "scan.pdf").err()).contains("has to sign with that");
    }

    @Test
    void aPolicyInOdrlBecomesTheSameAgreementAgain() throws Exception {
        parties();
        sign("provider", CENTER);
        Path policy = home.resolve("policy.jsonld");
        Path again = home.resolve("again.json");

        assertThat(Run.of("admin", "agreement", "odrl", "export", file, policy)).isEqualTo(new Run(0, "", ""));
        assertThat(Run.of("admin", "agreement", "odrl", "import", policy, again))
                .isEqualTo(new Run(0, "", ""));

        assertThat(JSON.readTree(Files.readAllBytes(again))).isEqualTo(agreement());
        assertThat(Run.of("admin", "agreement", "odrl", "import", policy, again).exitCode())
                .as("nothing is written over")
                .isEqualTo(1);
        assertThat(Run.of("admin", "agreement", "odrl", "import", file, home.resolve("x"))
                        .err())
                .hasLineCount(1);
    }

    @Test
    void removesSignaturesWhenThePartiesChange() throws Exception {
        parties();
        sign("provider", CENTER);
        parties();

        assertThat(agreement().path("signatures")).isEmpty();
    }

    @Test
    void refusesAFileThatIsNoAgreement() throws Exception {
        for (String content : List.of("", "[]", "{\"provider\":{}}", "{\"a\":1,\"a\":2}")) {
            Files.writeString(file, content);

            assertThat(parties().exitCode()).as(content).isEqualTo(1);
        }
    }

    @Test
    void saysThatAKeyFileIsNone() {
        parties();
        Run run = Run.of(
                "admin",
                "agreement",
                "sign",
                file,
                "--party",
                "provider",
                "--key",
                keys.resolve("ca.pem"),
                "--chain",
                keys.resolve(CENTER + ".pem"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("PKCS#8").hasLineCount(1);
    }
}
