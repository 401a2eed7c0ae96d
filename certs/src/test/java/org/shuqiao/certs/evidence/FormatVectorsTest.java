package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.certs.Samples.hex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.GrowingTree;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogKey;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.certs.log.LogUnreadable;
import org.shuqiao.certs.log.SignedCheckpoint;

/** The vectors of {@code docs/formats.md}: what the page says is what the code does, and old evidence stays valid. */
class FormatVectorsTest {
    private static final Path PAGE = Path.of("..", "docs", "formats.md");

    private String page;
    private byte[] zip;
    private Map<String, byte[]> members;
    private Trust trust;

    @BeforeEach
    void read() throws Exception {
        page = Files.readString(PAGE);
        zip = resource("evidence.zip");
        members = StrictZip.read(zip);
        trust = Trust.parse(resource("trust.json"));
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = FormatVectorsTest.class.getResourceAsStream("/vectors/" + name)) {
            return in.readAllBytes();
        }
    }

    private String text(String member) {
        return new String(members.get(member), StandardCharsets.UTF_8);
    }

    @Test
    void theExampleIsStillValid() {
        Report report = new EvidenceVerifier(trust).verify(zip);
        assertThat(report.failures()).isEmpty();
        assertThat(page).contains(Sm3.hex(zip));
    }

    @Test
    void thePageShowsTheStatement() {
        assertThat(page).contains(text("statement.json"), Sm3.hex(members.get("statement.json")));
    }

    @Test
    void thePageShowsTheLeavesAndTheirHashes() throws Exception {
        var inclusion = InclusionFile.parse(members.get("inclusion.json"));
        for (InclusionFile.Entry entry : inclusion.entries()) {
            assertThat(page).contains(new String(entry.leaf(), StandardCharsets.UTF_8));
            assertThat(page).contains(HexFormat.of().formatHex(LogHash.SM3.leaf(entry.leaf())));
        }
        assertThat(page).contains(text("inclusion.json"));
        LogLeaf leaf = LogLeaf.transfer(
                new EvidenceVerifier(trust).verify(zip).facts().statement().transferId(),
                members.get("statement.json"),
                members.get("signature.der"));
        assertThat(inclusion.entries().get(0).leaf()).isEqualTo(leaf.bytes());
    }

    @Test
    void thePageShowsTheCheckpointAndItsKey() throws Exception {
        var checkpoint = SignedCheckpoint.parse(members.get("checkpoint.txt"));
        var key = LogKey.of(checkpoint.checkpoint().origin(), CertificateChain.parse(members.get("log.pem")));
        assertThat(page).contains(text("checkpoint.txt"), key.text(), key.keyId());
    }

    @Test
    void thePageNamesEveryCheckAndEveryFile() throws Exception {
        var names = new ArrayList<String>();
        for (String example :
                List.of("evidence.zip", "paper.zip", "late.zip", "entered.zip", "return.zip", "withheld.zip")) {
            byte[] each = resource(example);
            new EvidenceVerifier(trust).verify(each).checks().forEach(check -> names.add(check.name()));
            names.addAll(StrictZip.read(each).keySet());
        }
        for (String name : names) {
            assertThat(page)
                    .contains("`"
                            + name.replace("receipt-1", "receipt-N")
                                    .replace("entered-1", "entered-N")
                                    .replace("breach-1", "breach-N")
                                    .replaceAll("attested-[12]", "attested-N")
                                    .replaceAll("\\.(provider|consumer)", ".PARTY")
                            + "`");
        }
    }

    @Test
    void theExamplesOfWhatComesBackAreStillValid() throws Exception {
        var verifier = new EvidenceVerifier(Trust.parse(resource("return-trust.json")));
        Report whole = verifier.verify(resource("return.zip"));
        assertThat(whole.failures()).isEmpty();
        assertThat(whole.verdict()).isEqualTo(Verdict.VALID);
        Report withheld = verifier.verify(resource("withheld.zip"));
        assertThat(withheld.failures()).isEmpty();
        assertThat(withheld.verdict()).isEqualTo(Verdict.VALID_PAYLOAD_WITHHELD);
        assertThat(page).contains(Sm3.hex(resource("return.zip")), Sm3.hex(resource("withheld.zip")));
    }

    @Test
    void theExampleOnPaperIsStillValidAndThePageShowsWhatWasAttested() throws Exception {
        byte[] onPaper = resource("paper.zip");
        Report report = new EvidenceVerifier(Trust.parse(resource("paper-trust.json"))).verify(onPaper);
        assertThat(report.failures()).isEmpty();
        byte[] attested = StrictZip.read(onPaper).get("agreement.consumer.paper.json");
        assertThat(page).contains(Sm3.hex(onPaper), new String(attested, StandardCharsets.UTF_8), Sm3.hex(attested));
    }

    @Test
    void theExampleOfALateReceiptIsStillValidAndThePageShowsItsLeaf() throws Exception {
        byte[] late = resource("late.zip");
        Report report = new EvidenceVerifier(Trust.parse(resource("late-trust.json"))).verify(late);
        assertThat(report.failures()).isEmpty();
        byte[] breach = StrictZip.read(late).get("breach-1.json");
        assertThat(page)
                .contains(Sm3.hex(late), new String(breach, StandardCharsets.UTF_8))
                .contains(HexFormat.of().formatHex(LogHash.SM3.leaf(breach)));
    }

    @Test
    void theExampleOfAnEnteredPaperIsStillValidAndThePageShowsItWithItsLeaf() throws Exception {
        byte[] carried = resource("entered.zip");
        Report report = new EvidenceVerifier(Trust.parse(resource("entered-trust.json"))).verify(carried);
        assertThat(report.failures()).isEmpty();
        Map<String, byte[]> files = StrictZip.read(carried);
        byte[] leaf = InclusionFile.parse(files.get("inclusion.json"))
                .of("receipt-entered-1")
                .leaf();
        assertThat(page)
                .contains(Sm3.hex(carried), new String(files.get("receipt-entered-1.json"), StandardCharsets.UTF_8))
                .contains(new String(leaf, StandardCharsets.UTF_8))
                .contains(HexFormat.of().formatHex(LogHash.SM3.leaf(leaf)));
    }

    @Test
    void thePageShowsReceiptAndLeavesOfWhatComesBack() throws Exception {
        Map<String, byte[]> withheld = StrictZip.read(resource("withheld.zip"));
        var inclusion = InclusionFile.parse(withheld.get("inclusion.json"));
        for (InclusionFile.Entry entry : inclusion.entries()) {
            assertThat(page).contains(new String(entry.leaf(), StandardCharsets.UTF_8));
            assertThat(page).contains(HexFormat.of().formatHex(LogHash.SM3.leaf(entry.leaf())));
        }
        assertThat(page).contains(new String(withheld.get("return-receipt.json"), StandardCharsets.UTF_8));
        assertThat(inclusion.of("deletion").leaf()).isEqualTo(withheld.get("deletion.json"));
    }

    @Test
    void thePageShowsTheLeavesOfWhatBecameOfATransferLater() {
        UUID transfer = UUID.fromString("019aa5c1-7d00-7000-8000-000000000001");
        Instant at = Instant.parse("2026-11-21T08:30:30.120Z");
        for (LogLeaf leaf : List.of(
                LogLeaf.voided(
                        transfer,
                        "61ee89a721f756f84310d0be2ce8fdd6822248cde8c0e38ca34fca9669d6a22a",
                        "AGREEMENT_CHANGED",
                        at),
                LogLeaf.transferDeletion(
                        transfer,
                        "ba16bdb7f7c94310c7ae204691acc221d4ff7b36951c60882eabbdc5514d2833",
                        "agreement-revoked",
                        at))) {
            assertThat(page)
                    .contains(new String(leaf.bytes(), StandardCharsets.UTF_8))
                    .contains(HexFormat.of().formatHex(leaf.hash()));
        }
    }

    /** The leaves are those of the reference tests of certificate transparency; the roots over SHA-256 are well known. */
    @Test
    void thePageShowsTheRootsOfSmallTrees() throws Exception {
        List<String> leaves = List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
        for (LogHash hash : LogHash.values()) {
            var tree = GrowingTree.open(hash, 0, (level, index, width) -> {
                throw new LogUnreadable("an empty log has no tiles");
            });
            assertThat(page).contains(HexFormat.of().formatHex(tree.head().root()));
            for (String leaf : leaves) {
                tree.append(hash.leaf(hex(leaf)));
                assertThat(page).contains(HexFormat.of().formatHex(tree.head().root()));
            }
        }
    }
}
