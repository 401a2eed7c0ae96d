package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.ledger.ExportLedger.Found;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Isolated("collects garbage, which stops what runs beside it")
class ExportArchiveTest {
    private static final byte[] EVIDENCE = {1, 2, 3};

    private static Found transfer(int number) {
        return new Found(
                new UUID(number, number),
                "center \"A\"",
                "qingdao",
                "activity",
                "r-" + number,
                1,
                "STORED",
                "A1",
                1,
                null);
    }

    private static Optional<SealedEvidence> sealed() {
        return Optional.of(new SealedEvidence("7-stamped", EVIDENCE.clone()));
    }

    @Test
    void storesEachEvidenceAndListsItInTheIndexAtTheEnd() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExportArchive archive = new ExportArchive(out)) {
            archive.add(transfer(1), sealed());
            archive.add(transfer(2), Optional.empty());
            archive.finish(new UUID(2, 2));
        }

        try (var zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            ZipEntry first = zip.getNextEntry();
            assertThat(first.getName()).isEqualTo("evidence-" + new UUID(1, 1) + ".zip");
            assertThat(first.getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(zip.readAllBytes()).isEqualTo(EVIDENCE);
            assertThat(zip.getNextEntry().getName()).isEqualTo("index.json");
            JsonNode index = JsonMapper.shared().readTree(zip.readAllBytes());
            assertThat(zip.getNextEntry()).isNull();
            assertThat(index.path("next").stringValue()).isEqualTo(new UUID(2, 2).toString());
            assertThat(index.at("/transfers/0/center").stringValue()).isEqualTo("center \"A\"");
            assertThat(index.at("/transfers/0/sm3").stringValue()).isEqualTo(Sm3.hex(EVIDENCE));
            assertThat(index.at("/transfers/0/edition").stringValue()).isEqualTo("7-stamped");
            assertThat(index.at("/transfers/1/reason").stringValue()).isEqualTo("PROOF_PENDING");
            assertThat(index.at("/transfers/1").has("file")).isFalse();
        }
    }

    @Test
    void anEmptyExportIsAnArchiveToo() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExportArchive archive = new ExportArchive(out)) {
            archive.finish(null);
        }
        try (var zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("index.json");
            assertThat(JsonMapper.shared().readTree(zip.readAllBytes()).path("transfers"))
                    .isEmpty();
        }
    }

    @Test
    void keepsNothingOfWhatItHasWritten() throws Exception {
        List<WeakReference<byte[]>> written = new ArrayList<>();
        try (ExportArchive archive = new ExportArchive(OutputStream.nullOutputStream())) {
            for (int i = 0; i < 20; i++) {
                byte[] zip = new byte[100_000];
                written.add(new WeakReference<>(zip));
                archive.add(transfer(i), Optional.of(new SealedEvidence("1", zip)));
            }
            await().until(() -> {
                System.gc();
                return written.stream().limit(19).allMatch(zip -> zip.get() == null);
            });
            archive.finish(null);
        }
    }

    @Test
    void anArchiveThatWasBrokenOffHasNoDirectory() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExportArchive archive = new ExportArchive(out)) {
            archive.add(transfer(1), sealed());
        }
        assertThat(new String(out.toByteArray(), StandardCharsets.ISO_8859_1))
                .doesNotContain("PK\u0001\u0002")
                .doesNotContain("index.json");
    }
}
