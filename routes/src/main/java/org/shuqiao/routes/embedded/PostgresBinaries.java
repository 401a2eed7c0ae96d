package org.shuqiao.routes.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked from the class path into a folder of their own. The folder is named after the
 * content of the archive, so another build of the server gets another folder and a finished folder is never written.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path folder) {

    /** The only major version that this class brings, and so the only data that may be opened. */
    static final String MAJOR_VERSION = "18";

    /**
     * Unpacks unless that was done before. The caller holds the lock of {@code parent}.
     *
     * @throws ServerNotStarted if there is no PostgreSQL for this machine on the class path
     */
    static PostgresBinaries unpackedIn(Path parent) throws IOException {
        URL archive = archive();
        Path folder = parent.resolve("bin-%s-%08x".formatted(MAJOR_VERSION, fingerprint(archive)));
        if (!Files.exists(folder)) {
            Path unfinished = PrivateFiles.createUnfinished(parent);
            unpack(archive, unfinished);
            PrivateFiles.publish(unfinished, folder);
        }
        return new PostgresBinaries(folder);
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static URL archive() {
        String name = "%s-%s".formatted(System.getProperty("os.name"), System.getProperty("os.arch"));
        String resource =
                switch (name) {
                    case "Linux-amd64" -> "/postgres-linux-x86_64.txz";
                    case "Linux-aarch64" -> "/postgres-linux-arm_64.txz";
                    default ->
                        throw new ServerNotStarted("no embedded PostgreSQL for " + name
                                + "; give the address of a PostgreSQL server instead");
                };
        URL archive = PostgresBinaries.class.getResource(resource);
        if (archive == null) {
            throw new ServerNotStarted("the embedded PostgreSQL archive " + resource + " is not on the class path");
        }
        return archive;
    }

    private static long fingerprint(URL archive) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(archive.openStream(), crc)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return crc.getValue();
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream in = archive.openStream();
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new ServerNotStarted("the embedded PostgreSQL archive names a file outside its folder");
                }
                if (!isForCompilers(entry)) {
                    write(tar, entry, path);
                }
            }
        }
    }

    private static boolean isForCompilers(TarArchiveEntry entry) {
        return entry.getName().endsWith(".a") || entry.getName().contains("/pkgconfig/");
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        // Forced, because an empty program after a loss of power would look like a finished one for ever.
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }
}
