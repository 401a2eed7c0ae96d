package org.shuqiao.routes.offline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.Month;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP whose bytes follow from its files alone: stored, not compressed, and without times. In memory of one buffer. */
final class PackageArchive {
    /** Any fixed time will do; the first month of the format is written differently from time zone to time zone. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, Month.FEBRUARY, 1, 0, 0);

    private final ZipOutputStream zip;

    PackageArchive(OutputStream out) {
        this.zip = new ZipOutputStream(out);
    }

    /** @throws IOException also where the file is not what it was */
    void add(PackageFile file) throws IOException {
        ZipEntry entry = new ZipEntry(file.name());
        entry.setTimeLocal(ENTRY_TIME);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(file.bytes());
        entry.setCompressedSize(file.bytes());
        entry.setCrc(crc(file));
        zip.putNextEntry(entry);
        try (InputStream bytes = file.source().open()) {
            bytes.transferTo(zip);
        }
        zip.closeEntry();
    }

    private static long crc(PackageFile file) throws IOException {
        try (CheckedInputStream bytes = new CheckedInputStream(file.source().open(), new CRC32())) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return bytes.getChecksum().getValue();
        }
    }

    /** Leaves the stream that it writes to open. */
    void finish() throws IOException {
        zip.finish();
    }
}
