package org.shuqiao.certs.evidence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.Check;

/**
 * An archive of many: evidence as it was, one after the other, and {@code index.json}. Read once from front to back, one evidence
 * in memory at a time. Each evidence proves itself; the index, which nobody signed, only has to agree. For one archive.
 */
final class ExportArchive {
    static final String INDEX = "index.json";

    private static final String EVIDENCE_SUFFIX = ".zip";
    private static final String LOCAL_SIGNATURE = "PK\u0003\u0004";
    private static final int LOCAL_BYTES = 30;
    private static final int NAME_LENGTH_AT = 26;

    private final Path file;
    private final EvidenceVerifier verifier;
    private final Printer printer;
    private final Map<String, Seen> seen = new HashMap<>();
    private @Nullable ExportIndex index;
    private int judged;
    private int invalid;

    /**
     * An entry of the archive.
     *
     * @param transferId what it proves, as far as that can be read
     */
    record Seen(long bytes, long crc, String sm3, @Nullable String transferId) {}

    ExportArchive(Path file, EvidenceVerifier verifier, Printer printer) {
        this.file = file;
        this.verifier = verifier;
        this.printer = printer;
    }

    /** Tells by the first entry's name; evidence begins with its guide. */
    static boolean isExport(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(LOCAL_BYTES);
            if (!new String(start, StandardCharsets.ISO_8859_1).startsWith(LOCAL_SIGNATURE)
                    || start.length < LOCAL_BYTES) {
                return false;
            }
            int nameBytes = Byte.toUnsignedInt(start[NAME_LENGTH_AT])
                    | Byte.toUnsignedInt(start[NAME_LENGTH_AT + 1]) << Byte.SIZE;
            var name = new String(in.readNBytes(nameBytes), StandardCharsets.UTF_8);
            return name.equals(INDEX) || name.endsWith(EVIDENCE_SUFFIX);
        }
    }

    /** Prints each evidence, then what there is to say of the whole; returns whether all is valid. */
    boolean verify() throws IOException {
        var findings = new Findings();
        String broken = readAll();
        findings.check("archive", () -> {
            if (broken != null) {
                throw new CheckFailed(broken);
            }
            return seen.size() + " entries";
        });
        findings.check("index", this::compare);
        findings.check("evidence", () -> {
            if (invalid > 0) {
                throw new CheckFailed(invalid + " of " + judged + " are not valid");
            }
            return judged + " are valid";
        });
        printer.checks(file.toString(), findings.checks());
        return findings.checks().stream().allMatch(Check::passed);
    }

    /** @return why the archive could not be read to its end; null if it could */
    private @Nullable String readAll() throws IOException {
        try (var zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getMethod() != ZipEntry.STORED) {
                    return "an entry is compressed; exports are stored as they are";
                }
                Seen content = entry.getName().equals(INDEX) ? readIndex(entry, zip) : readEvidence(entry, zip);
                if (seen.put(entry.getName(), content) != null) {
                    return "two entries have the same name";
                }
            }
            requireDirectory();
            return null;
        } catch (ZipException | CheckFailed e) {
            return "not read to its end: " + e.getMessage();
        }
    }

    private Seen readIndex(ZipEntry entry, InputStream content) throws IOException, CheckFailed {
        index = ExportIndex.read(content);
        content.skip(Long.MAX_VALUE);
        return new Seen(entry.getSize(), entry.getCrc(), "", null);
    }

    private Seen readEvidence(ZipEntry entry, InputStream content) throws IOException {
        byte[] evidence = content.readNBytes(StrictZip.MAX_ARCHIVE_BYTES + 1);
        Report report = verifier.verify(evidence);
        printer.inExport(file + "!/" + entry.getName(), report);
        judged++;
        invalid += report.verdict().isValid() ? 0 : 1;
        var facts = report.facts();
        return new Seen(
                evidence.length,
                entry.getCrc(),
                Sm3.hex(evidence),
                facts == null ? null : facts.statement().transferId().toString());
    }

    /** Whoever unpacks the archive goes by the directory at its end, so it must speak of what was looked at and nothing else. */
    private void requireDirectory() throws IOException, CheckFailed {
        try (var zip = new ZipFile(file.toFile())) {
            boolean same = zip.size() == seen.size();
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                Seen content = seen.get(entry.getName());
                same &= content != null
                        && entry.getMethod() == ZipEntry.STORED
                        && content.bytes == entry.getSize()
                        && content.crc == entry.getCrc();
            }
            if (!same) {
                throw new CheckFailed("the directory at its end speaks of other entries");
            }
        }
    }

    private String compare() throws CheckFailed {
        if (index == null) {
            throw new CheckFailed("index.json is missing");
        }
        Map<String, ExportIndex.Entry> listed = index.entries();
        for (Map.Entry<String, ExportIndex.Entry> one : listed.entrySet()) {
            Seen content = seen.get(one.getKey());
            if (content == null || !content.sm3.equals(one.getValue().sm3())) {
                throw new CheckFailed("an evidence that index.json lists is missing, or is another");
            }
            if (content.transferId != null
                    && !content.transferId.equals(one.getValue().transferId())) {
                throw new CheckFailed("index.json lists an evidence under another transfer");
            }
        }
        if (listed.size() != judged) {
            throw new CheckFailed("there is evidence that index.json does not list");
        }
        return "lists exactly what is here, and " + index.pending() + " transfers without evidence yet"
                + (index.more() ? "; another export goes on where this one ends" : "");
    }
}
