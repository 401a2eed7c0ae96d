package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.certs.Samples.utf8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.Sm3;

class ExportArchiveTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private EvidenceVerifier verifier;
    private String index;

    @BeforeEach
    void export() throws Exception {
        var listed = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            var transfer = new SampleTransfer(folder.resolve("keys"));
            transfer.id = new UUID(i, i);
            byte[] zip = transfer.settle().evidence().zip();
            entries.put("evidence-" + i + ".zip", zip);
            listed.append("{\"center\":\"c\",\"edition\":\"7\",\"file\":\"evidence-" + i + ".zip\",\"sm3\":\""
                    + Sm3.hex(zip) + "\",\"transferId\":\"" + transfer.id + "\",\"version\":1},");
            verifier = new EvidenceVerifier(transfer.trust());
        }
        index = "{\"format\":\"shuqiao.export.v1\",\"transfers\":[" + listed + "{\"transferId\":\"" + new UUID(9, 9)
                + "\",\"reason\":\"PROOF_PENDING\",\"more\":[{}]}],\"next\":null}";
    }

    private byte[] zip(int method) throws Exception {
        entries.remove("index.json");
        entries.put("index.json", utf8(index));
        if (method == ZipEntry.STORED) {
            var zip = new DeterministicZip();
            entries.forEach(zip::add);
            return zip.toByteArray();
        }
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private boolean verify(byte[] zip) throws Exception {
        out.reset();
        Path file = Files.write(folder.resolve("export.zip"), zip);
        assertThat(ExportArchive.isExport(file)).isTrue();
        var printer = new TextPrinter(new PrintStream(out, true, StandardCharsets.UTF_8));
        return new ExportArchive(file, verifier, printer).verify();
    }

    private boolean verify() throws Exception {
        return verify(zip(ZipEntry.STORED));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void acceptsWhatHolds() throws Exception {
        assertThat(verify()).as(printed()).isTrue();
        assertThat(printed())
                .contains("✓ " + folder.resolve("export.zip") + "!/evidence-2.zip")
                .contains("✓ archive 归档文件: 4 entries")
                .contains("✓ index 导出索引: lists exactly what is here, and 1 transfers without evidence yet")
                .contains("✓ evidence 证据: 3 are valid");
    }

    @Test
    void isNotMistakenForEvidence() throws Exception {
        Path evidence = Files.write(folder.resolve("e.zip"), entries.get("evidence-1.zip"));
        assertThat(ExportArchive.isExport(evidence)).isFalse();
        assertThat(ExportArchive.isExport(Files.write(folder.resolve("x"), utf8("PK"))))
                .isFalse();
    }

    @Test
    void showsWhichEvidenceDoesNotHold() throws Exception {
        byte[] broken = entries.get("evidence-2.zip").clone();
        broken[broken.length / 2] ^= 1;
        index = index.replace(Sm3.hex(entries.get("evidence-2.zip")), Sm3.hex(broken));
        entries.put("evidence-2.zip", broken);
        assertThat(verify()).isFalse();
        assertThat(printed()).contains("✗ evidence 证据: 1 of 3 are not valid", "✗ archive", "✓ index");
    }

    @Test
    void refusesAnIndexThatDoesNotAgree() throws Exception {
        String good = index;
        for (String other : List.of(
                good.replace(Sm3.hex(entries.get("evidence-2.zip")), Sm3.hex(utf8("other"))),
                good.replace(new UUID(1, 1).toString(), new UUID(5, 5).toString()),
                good.replace("evidence-3.zip", "evidence-4.zip"),
                good.replace("evidence-3.zip", "evidence-2.zip"),
                good.replace("export.v1", "export.v2"),
                good.replace("\"transferId\"", "\"id\""),
                good + " {}",
                good.substring(0, good.length() - 1),
                "{\"format\":\"shuqiao.export.v1\",\"transfers\":[]}",
                "[".repeat(100_000),
                "")) {
            assertThat(other).isNotEqualTo(good);
            index = other;
            assertThat(verify()).as(other).isFalse();
            assertThat(printed()).containsAnyOf("✗ index", "✗ archive");
        }
    }

    @Test
    void refusesEvidenceThatTheIndexDoesNotList() throws Exception {
        entries.put("evidence-4.zip", entries.get("evidence-1.zip"));
        assertThat(verify()).isFalse();
        assertThat(printed()).contains("✗ index 导出索引: there is evidence that index.json does not list");
        entries.remove("evidence-4.zip");
        entries.remove("evidence-1.zip");
        assertThat(verify()).isFalse();
    }

    @Test
    void refusesACompressedOrBrokenArchive() throws Exception {
        assertThat(verify(zip(ZipEntry.DEFLATED))).isFalse();
        assertThat(printed()).contains("✗ archive 归档文件: an entry is compressed");
        byte[] whole = zip(ZipEntry.STORED);
        for (int length : List.of(100, whole.length / 2, whole.length - 1)) {
            assertThat(verify(Arrays.copyOf(whole, length))).isFalse();
            assertThat(printed()).contains("✗ archive");
        }
    }

    /** Who unpacks goes by the directory, who reads a stream by the entries; both must mean the same. */
    @Test
    void refusesADirectoryThatSpeaksOfOtherEntries() throws Exception {
        byte[] whole = zip(ZipEntry.STORED);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        int inDirectory = text.lastIndexOf("evidence-1.zip");
        whole[inDirectory + "evidence-".length()] = '7';
        assertThat(verify(whole)).isFalse();
        assertThat(printed()).contains("✗ archive 归档文件: not read to its end: the directory at its end speaks of other");
    }
}
