package org.shuqiao.gateway.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Evidence of one transfer, unpacked. */
final class EvidenceFolder {
    /** Evidence has no folders; a name with a separator would be an attempt to leave this one. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final int MAX_FILES = 200;
    private static final int MAX_FILE_BYTES = 16 << 20;

    private final Path folder;

    private EvidenceFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Unpacks a ZIP file into a folder, which is made if absent.
     *
     * @throws IOException if it is not evidence or cannot be written
     */
    static EvidenceFolder unpack(byte[] zip, Path folder) throws IOException {
        Files.createDirectories(folder);
        int files = 0;
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files++;
                byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
                if (!PLAIN_NAME.matcher(entry.getName()).matches()
                        || files > MAX_FILES
                        || content.length > MAX_FILE_BYTES) {
                    throw new IOException("the ZIP file is not evidence");
                }
                Files.write(folder.resolve(entry.getName()), content);
            }
        }
        return new EvidenceFolder(folder);
    }

    Path path() {
        return folder;
    }

    boolean has(String name) {
        return Files.isRegularFile(folder.resolve(name));
    }

    byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }
}
