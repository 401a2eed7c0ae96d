package org.shuqiao.routes.steps;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.Month;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ExportLedger.Found;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An archive while it is written: entries are stored, not compressed, and have no time of their own. The index stands at the end;
 * until then it grows in a temporary file.
 */
final class ExportArchive implements AutoCloseable {
    /** Any fixed time will do; the first month of the format is written differently from time zone to time zone. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, Month.FEBRUARY, 1, 0, 0);

    private final ZipOutputStream zip;
    private final Path indexFile = Files.createTempFile("shuqiao-export-", ".json");
    private final CRC32 indexCrc = new CRC32();
    private final OutputStream index =
            new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(indexFile)), indexCrc);
    private boolean empty = true;

    ExportArchive(OutputStream out) throws IOException {
        this.zip = new ZipOutputStream(out);
        index("{\"format\":\"shuqiao.export.v1\",\"transfers\":[");
    }

    /** @param evidence empty while no checkpoint covers it: then only the index names the transfer */
    void add(Found transfer, Optional<SealedEvidence> evidence) throws IOException {
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("transferId", transfer.id().toString())
                .put("center", transfer.center())
                .put("platform", transfer.platform())
                .put("dataset", transfer.dataset())
                .put("recordId", transfer.recordId())
                .put("version", transfer.version())
                .put("state", transfer.state());
        if (evidence.isPresent()) {
            SealedEvidence sealed = evidence.get();
            String name = "evidence-" + transfer.id() + ".zip";
            entry.put("file", name).put("edition", sealed.edition()).put("sm3", Sm3.hex(sealed.zip()));
            CRC32 crc = new CRC32();
            crc.update(sealed.zip());
            begin(name, sealed.zip().length, crc.getValue());
            zip.write(sealed.zip());
            zip.closeEntry();
        } else {
            entry.put("reason", FailureCode.PROOF_PENDING.name());
        }
        index(empty ? "" : ",");
        index(new String(CanonicalJson.bytes(entry), StandardCharsets.UTF_8));
        empty = false;
    }

    /** @param next the transfer after which the next archive begins; null where this is the last */
    void finish(@Nullable UUID next) throws IOException {
        index("],\"next\":" + (next == null ? "null" : "\"" + next + "\"") + "}");
        index.close();
        begin("index.json", Files.size(indexFile), indexCrc.getValue());
        Files.copy(indexFile, zip);
        zip.closeEntry();
        zip.finish();
    }

    private void index(String json) throws IOException {
        index.write(json.getBytes(StandardCharsets.UTF_8));
    }

    private void begin(String name, long size, long crc) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCompressedSize(size);
        entry.setCrc(crc);
        zip.putNextEntry(entry);
    }

    /** Leaves the stream that it writes to open. */
    @Override
    public void close() throws IOException {
        index.close();
        Files.delete(indexFile);
    }
}
