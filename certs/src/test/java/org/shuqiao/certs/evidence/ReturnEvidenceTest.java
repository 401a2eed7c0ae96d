package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.OpenSsl;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.Check;
import org.shuqiao.certs.log.LogHash;

/** Evidence of a message that came back, with its payload and without. */
class ReturnEvidenceTest {
    private static final List<String> UNSIGNED = List.of("VERIFY.md", "agreement.json");

    @TempDir
    private Path keys;

    @TempDir
    private Path folder;

    private SampleReturn message;

    @BeforeEach
    void message() throws Exception {
        message = new SampleReturn(keys);
    }

    private Report verify(Evidence evidence) {
        return new EvidenceVerifier(message.trust()).verify(evidence.zip());
    }

    private List<String> failures(Evidence evidence) {
        Report report = verify(evidence);
        assertThat(report.verdict().isValid()).isEqualTo(report.failures().isEmpty());
        return report.failures().stream().map(Check::name).toList();
    }

    @Test
    void isValidWithItsPayload() throws Exception {
        Report report = verify(message.evidence());

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
                        "agreements",
                        "agreement",
                        "agreement.parties",
                        "agreement.provider",
                        "agreement.consumer",
                        "log-key",
                        "checkpoint",
                        "inclusion",
                        "timestamp",
                        "return-receipt.certificate",
                        "return-receipt.signature",
                        "return-receipt.binding",
                        "return-receipt.inclusion",
                        "compromised");
        assertThat(report.facts().statement()).isEqualTo(message.statement());
        assertThat(report.facts().deletion()).isNull();
        assertThat(report.facts().receipts())
                .containsExactly(new Report.Receipt(
                        "return-receipt",
                        SampleReturn.RECEIPT.toString(),
                        null,
                        Instant.parse("2026-11-21T08:30:00.100Z"),
                        "CN=gateway"));
    }

    @Test
    void isValidWithoutItsPayloadIfTheLogHoldsThatItWasDeleted() throws Exception {
        Report report = verify(message.withheld());

        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID_PAYLOAD_WITHHELD);
        assertThat(report.facts().deletion()).isEqualTo(message.deletion);
        assertThat(report.checks()).extracting(Check::name).contains("deletion", "deletion.inclusion");
    }

    @Test
    void holdsADeletionInThePlaceOfThePayload() throws Exception {
        assertThat(message.evidence().members().keySet())
                .containsSubsequence("payload.json", "inclusion.json", "return-receipt.json")
                .doesNotContain("deletion.json", "manifest.json", "receipt-1.json");
        assertThat(message.withheld().members().keySet())
                .containsExactly(
                        "VERIFY.md",
                        "statement.json",
                        "signature.der",
                        "chain.pem",
                        "ca.pem",
                        "deletion.json",
                        "inclusion.json",
                        "checkpoint.txt",
                        "log.pem",
                        "timestamp.tsr",
                        "agreement.json",
                        "agreement.content.json",
                        "agreement.provider.signature.der",
                        "agreement.provider.chain.pem",
                        "agreement.consumer.signature.der",
                        "agreement.consumer.chain.pem",
                        "return-receipt.json",
                        "return-receipt.signature.der",
                        "return-receipt.chain.pem");
    }

    @Test
    void isInvalidWithoutPayloadAndWithoutDeletion() throws Exception {
        for (Evidence evidence : List.of(message.evidence(), message.withheld())) {
            assertThat(failures(evidence, files -> files.keySet().removeAll(List.of("payload.json", "deletion.json"))))
                    .contains("members", "guide", "payload");
        }
    }

    @Test
    void isInvalidWithAPayloadThatIsSaidToBeDeleted() throws Exception {
        Evidence withheld = message.withheld();
        assertThat(failures(forged(withheld, files -> files.put("payload.json", message.payload))))
                .containsExactly("payload");
    }

    @Test
    void isInvalidWithADeletionThatTheLogDoesNotHold() throws Exception {
        message.deletionLogged = false;
        assertThat(failures(message.withheld())).containsExactly("deletion.inclusion");
    }

    @Test
    void isInvalidWithTheDeletionOfAnotherMessageOrPayload() throws Exception {
        String hash = Sm3.hex(message.payload);
        for (Deletion other : List.of(
                new Deletion(Statement.Type.RETURN, new UUID(1, 1), hash, "visit-30-days", message.deletedAt),
                new Deletion(
                        Statement.Type.RETURN, message.id, Sm3.hex(utf8("other")), "visit-30-days", message.deletedAt),
                new Deletion(Statement.Type.TRANSFER, message.id, hash, "visit-30-days", message.deletedAt),
                new Deletion(Statement.Type.RETURN, message.id, hash, "visit-30-days", NOW.minusSeconds(61)))) {
            message.deletion = other;
            assertThat(failures(message.withheld())).as("%s", other).containsExactly("deletion");
        }
    }

    @Test
    void isInvalidWithADeletionThatIsYoungerThanTheTimeStamp() throws Exception {
        message.deletedAt = message.world.stampedAt.plusSeconds(61);
        assertThat(failures(message.settle().withheld())).containsExactly("timestamp");
    }

    @Test
    void isNoTransferWhatever() throws Exception {
        byte[] deletion = message.withheld().members().get("deletion.json");
        Evidence transfer = message.world.evidence();
        assertThat(failures(transfer, files -> {
                    files.remove("payload.json");
                    files.put("deletion.json", deletion);
                }))
                .contains("members", "deletion");
        assertThat(failures(message.evidence(), files -> files.put("manifest.json", utf8("{}"))))
                .contains("members");
    }

    @Test
    void isInvalidUnderAnAgreementAboutWhatGoesOut() throws Exception {
        message.agreement.put("direction", "out");
        assertThat(failures(message.settle().evidence())).containsExactly("agreement");
        message.agreement.put("direction", "in");
        message.agreement.withObject("/provider").put("platform", "jinan");
        assertThat(failures(message.settle().evidence())).containsExactly("agreement");
        message.agreement.withObject("/provider").put("platform", "qingdao");
        message.agreement.withObject("/consumer").put("usci", "91370200MA3C0DE999");
        assertThat(failures(message.settle().evidence())).containsExactly("agreement");
    }

    @Test
    void isInvalidWithAReceiptThatTookSomethingElse() throws Exception {
        String receipt = SampleTransfer.ascii(message.receipt);
        for (String other : List.of(
                receipt.replace("\"code\":\"OK\"", "\"code\":\"DUPLICATE\""),
                receipt.replace("\"recordId\":\"B-1\"", "\"recordId\":\"B-3\""),
                receipt.replace("\"version\":1", "\"version\":2"),
                receipt.replace(message.id.toString(), new UUID(1, 1).toString()),
                receipt.replace("\"qingdao\"", "\"jinan\""),
                receipt.replace("\"booking\"", "\"monitoring\""),
                receipt.replace("gateway-1", "gateway-2"),
                receipt.replace("return-receipt.v1", "return-receipt.v2"),
                receipt.replace(
                        "\"rows\":[",
                        "\"rows\":[{\"messageId\":\"" + message.id
                                + "\",\"code\":\"OK\",\"recordId\":\"B-1\",\"version\":1},"),
                "{}",
                "[]")) {
            message.receipt = utf8(other);
            assertThat(failures(message.evidence())).as(other).containsExactly("return-receipt.binding");
        }
    }

    @Test
    void isInvalidWithAReceiptOfSomebodyUnknown(@TempDir Path elsewhere) throws Exception {
        message.receiptSigner = new SampleReturn(elsewhere).world.gateway;
        assertThat(failures(message.evidence())).containsExactly("return-receipt.certificate");
    }

    @Test
    void isInvalidOnceAKeyOfItWasCompromisedBeforeTheTimeStamp() throws Exception {
        message.receiptSigner = message.world.signer("gateway-2");
        var trust = message.trust();
        for (Instant from : List.of(message.world.stampedAt, message.world.stampedAt.plusMillis(1))) {
            var marked =
                    new Trust.Compromised(Sm3.hex(message.receiptSigner.chain().leafDer()), from);
            var verifier = new EvidenceVerifier(new Trust(
                    trust.authorities(), trust.logs(), trust.timestampAuthorities(), List.of(), List.of(marked)));
            assertThat(verifier.verify(message.evidence().zip()).failures())
                    .extracting(Check::name)
                    .isEqualTo(from.equals(message.world.stampedAt) ? List.of("compromised") : List.of());
        }
    }

    @ParameterizedTest
    @EnumSource
    void isVerifiedByTheCommandsInItsGuide(LogHash hash) throws Exception {
        var openSsl = new OpenSsl(folder);
        for (int strangers : List.of(0, 6)) {
            message = new SampleReturn(keys, hash, strangers);
            for (Evidence evidence : List.of(message.evidence(), message.withheld())) {
                extract(evidence.members());
                OpenSsl.Result result = openSsl.shell(String.join("\n", blocks()));
                assertThat(result.status()).as(result.output()).isZero();
            }
        }
    }

    @Test
    void isRefusedByTheCommandsInItsGuideWhenAByteIsFlipped() throws Exception {
        var openSsl = new OpenSsl(folder);
        Map<String, byte[]> files = message.withheld().members();
        extract(files);
        List<String> blocks = blocks();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!UNSIGNED.contains(file.getKey())) {
                byte[] flipped = file.getValue().clone();
                flipped[flipped.length / 2] ^= 1;
                Files.write(folder.resolve(file.getKey()), flipped);
                String others = String.join(
                        "\n",
                        blocks.subList(2, blocks.size()).stream()
                                .filter(block -> block.contains(file.getKey()))
                                .toList());
                assertThat(openSsl.shell(others).status()).as(file.getKey()).isNotZero();
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"at\":\"2026-11-21T08:30:30Z\",\"messageId\":\"%1$s\",\"payloadHash\":\"%2$s\",\"rule\":\"r\",\"type\":\"deletion\"}",
                "{\"at\":\"2026-11-21T08:30:30.000Z\",\"messageId\":\"x\",\"payloadHash\":\"%2$s\",\"rule\":\"r\",\"type\":\"deletion\"}",
                "{\"at\":\"2026-11-21T08:30:30.000Z\",\"messageId\":\"%1$s\",\"payloadHash\":\"%2$s\",\"rule\":\" \",\"type\":\"deletion\"}",
                "{\"at\":\"2026-11-21T08:30:30.000Z\",\"messageId\":\"%1$s\",\"payloadHash\":\"%2$s\",\"rule\":\"r\",\"type\":\"return\"}",
                "{\"at\":\"2026-11-21T08:30:30.000Z\",\"messageId\":\"%1$s\",\"payloadHash\":\"%2$s\",\"rule\":\"r\",\"type\":\"deletion\",\"x\":1}"
            })
    void readsNoDeletionFromAnythingElse(String text) {
        String json = text.formatted(message.id, Sm3.hex(message.payload));
        assertThatIllegalArgumentException().isThrownBy(() -> Deletion.parse(utf8(json)));
    }

    @Test
    void readsADeletionBack() {
        assertThat(Deletion.parse(message.deletion.leaf().bytes())).isEqualTo(message.deletion);
    }

    /** What is found when somebody changes the files and nothing else. */
    private List<String> failures(Evidence evidence, Consumer<Map<String, byte[]>> change) {
        var files = new LinkedHashMap<>(evidence.members());
        change.accept(files);
        var zip = new DeterministicZip();
        files.forEach(zip::add);
        return new EvidenceVerifier(message.trust())
                .verify(zip.toByteArray()).failures().stream().map(Check::name).toList();
    }

    /** What a forger would hand in who writes everything anew that follows from other files. */
    private Evidence forged(Evidence evidence, Consumer<Map<String, byte[]>> change) throws Exception {
        var files = new LinkedHashMap<>(evidence.members());
        change.accept(files);
        return new MemberChecks(new EvidenceFiles(files, new Believed(message.trust()))).evidence();
    }

    private void extract(Map<String, byte[]> files) throws Exception {
        try (var old = Files.newDirectoryStream(folder)) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private List<String> blocks() throws Exception {
        var matcher = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(folder.resolve("VERIFY.md"), StandardCharsets.UTF_8));
        var blocks = new ArrayList<String>();
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }
}
