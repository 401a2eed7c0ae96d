package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority.Revocation;
import org.shuqiao.certs.OpenSsl;
import org.shuqiao.certs.PaperAttestation;
import org.shuqiao.certs.Samples;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.Check;

/** Evidence of a transfer under an agreement that the platform signed on paper. */
class PaperEvidenceTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path keys;

    private SampleTransfer transfer;
    private Signer first;
    private Signer second;

    @BeforeEach
    void sign() throws Exception {
        transfer = new SampleTransfer(keys);
        first = transfer.signer("officer-a");
        second = transfer.signer("officer-b");
        transfer.onPaper(first, second);
    }

    private Report report() throws Exception {
        return new EvidenceVerifier(transfer.trust()).verify(transfer.evidence().zip());
    }

    private List<String> failures() throws Exception {
        return report().failures().stream().map(Check::name).toList();
    }

    private String detail(String check) throws Exception {
        return report().checks().stream()
                .filter(one -> one.name().equals(check))
                .findFirst()
                .orElseThrow()
                .detail();
    }

    @Test
    void acceptsWhatTwoOfficersAttestAndSaysSo() throws Exception {
        assertThat(failures()).isEmpty();
        assertThat(detail("agreement.consumer"))
                .startsWith("on paper, dated 2026-01-10, attested by CN=officer-a and CN=officer-b, scan SM3 "
                        + Sm3.hex(utf8("scan")))
                .contains("纸质签署");
        assertThat(detail("agreement.provider")).isEqualTo("signed by CN=center");
        assertThat(detail("agreement.parties")).isEqualTo("signed by provider, on paper by consumer");
    }

    @Test
    void refusesAnAgreementThatOnlyOnePartySigned() throws Exception {
        transfer.countersign(List.of());
        transfer.attest(transfer.paper(), first, second);
        assertThat(failures()).containsExactly("agreement.parties");
    }

    @Test
    void refusesOneOfficer() throws Exception {
        transfer.onPaper(first);
        assertThat(failures()).containsExactly("agreement.consumer");
    }

    @Test
    void refusesOneOfficerTwice() throws Exception {
        transfer.onPaper(first, first);
        assertThat(failures()).containsExactly("agreement.consumer");
        assertThat(detail("agreement.consumer")).isEqualTo("attested twice by one officer");
    }

    @Test
    void refusesOneNameWithTwoKeys() throws Exception {
        transfer.onPaper(first, transfer.authority.issue("renewed", "officer-a").signer(Samples.RANDOM));
        assertThat(failures()).containsExactly("agreement.consumer");
    }

    @Test
    void refusesThree() throws Exception {
        transfer.onPaper(first, second, transfer.signer("officer-c"));
        assertThat(failures()).containsExactly("agreement.consumer");
    }

    @Test
    void refusesAnOfficerWhomNobodyTrusts(@TempDir Path elsewhere) throws Exception {
        transfer.onPaper(first, new SampleTransfer(elsewhere).signer("officer-b"));
        assertThat(failures()).containsExactly("agreement.consumer");
    }

    @Test
    void refusesAnAttestationOfAnotherAgreementOrParty() throws Exception {
        PaperAttestation right = transfer.paper();
        for (PaperAttestation wrong : List.of(
                new PaperAttestation(Sm3.hex(utf8("other")), "consumer", right.scan(), right.signedOn()),
                new PaperAttestation(right.agreementHash(), "provider", right.scan(), right.signedOn()))) {
            transfer.attest(wrong, first, second);
            assertThat(failures()).containsAnyOf("agreement.consumer", "agreement.parties");
        }
    }

    @Test
    void refusesPaperWhereTheAgreementNamesACertificate() throws Exception {
        transfer.changeAgreement("\"consumer\" : {", "\"consumer\" : {\"cert_sn\" : \"01\",");
        transfer.countersign(List.of(new Evidence.Countersignature(
                "provider", transfer.center.sign(transfer.content), transfer.center.chain())));
        transfer.attest(transfer.paper(), first, second);
        assertThat(failures()).containsExactly("agreement.consumer");
    }

    @Test
    void refusesAnotherAttestationThanTheAgreementLists() throws Exception {
        List<PaperCountersignature> listed = transfer.onPaper;
        transfer.attest(transfer.paper(), second, first);
        transfer.onPaper = listed;
        assertThat(failures()).containsExactly("agreement.parties");
    }

    @Test
    void refusesAnOfficerWhoseKeyWasCompromised() throws Exception {
        Trust trust = transfer.trust();
        byte[] list = transfer.authority.revocationList(
                List.of(new Revocation(first.chain(), NOW.plus(Duration.ofDays(9)), true)), Duration.ofDays(999));
        var checked = new Trust(
                trust.authorities(),
                trust.logs(),
                trust.timestampAuthorities(),
                List.of(SampleTransfer.ascii(list)),
                List.of(new Trust.Compromised(Sm3.hex(second.chain().leafDer()), NOW)));
        assertThat(new EvidenceVerifier(checked)
                        .verify(transfer.evidence().zip())
                        .failures())
                .extracting(Check::name)
                .containsExactly("agreement.consumer", "compromised");
    }

    @Test
    void isVerifiedByTheCommandsInItsGuide(@TempDir Path folder) throws Exception {
        var openSsl = new OpenSsl(folder);
        extract(folder);
        String blocks = blocks(folder);
        OpenSsl.Result result = openSsl.shell(blocks);
        assertThat(result.status()).as(result.output()).isZero();

        transfer.onPaper(first, first);
        extract(folder);
        assertThat(openSsl.shell(blocks(folder)).status()).isNotZero();
        transfer.onPaper(first, second);
        transfer.attest(
                new PaperAttestation(
                        Sm3.hex(utf8("other")),
                        "consumer",
                        transfer.paper().scan(),
                        transfer.paper().signedOn()),
                first,
                second);
        extract(folder);
        assertThat(openSsl.shell(blocks(folder)).status()).isNotZero();
    }

    private void extract(Path folder) throws Exception {
        for (Map.Entry<String, byte[]> file :
                StrictZip.read(transfer.evidence().zip()).entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static String blocks(Path folder) throws Exception {
        var text = new StringBuilder();
        var blocks = BLOCK.matcher(Files.readString(folder.resolve("VERIFY.md"), StandardCharsets.UTF_8));
        while (blocks.find()) {
            text.append(blocks.group(1));
        }
        return text.toString();
    }
}
