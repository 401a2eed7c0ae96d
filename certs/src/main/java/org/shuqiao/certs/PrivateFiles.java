package org.shuqiao.certs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that appear whole or not at all, with the right permissions from their first moment (where the system has any). */
final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private PrivateFiles() {}

    /** Creates a directory that only its owner can enter; one that is there keeps its permissions. */
    static void createDirectory(Path dir) throws IOException {
        if (!Files.isDirectory(dir)) {
            Files.createDirectories(
                    dir,
                    hasPermissions(dir)
                            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY_DIRECTORY)}
                            : new FileAttribute<?>[0]);
        }
    }

    /** Writes a file with mode 0600. */
    static void write(Path file, byte[] content) throws IOException {
        moveInto(file, temporary(file, content));
    }

    /** Writes a file with mode 0644. */
    static void writeReadable(Path file, byte[] content) throws IOException {
        Path temporary = temporary(file, content);
        if (hasPermissions(file)) {
            Files.setPosixFilePermissions(temporary, READABLE);
        }
        moveInto(file, temporary);
    }

    /** A temporary file of the JDK is readable by its owner only. */
    private static Path temporary(Path file, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".new-", ".pem");
        Files.write(temporary, content);
        try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return temporary;
    }

    private static void moveInto(Path file, Path temporary) throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
