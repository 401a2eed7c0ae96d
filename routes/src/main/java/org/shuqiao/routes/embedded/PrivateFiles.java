package org.shuqiao.routes.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files and folders that only their owner may read, and changes that survive a loss of power. */
final class PrivateFiles {

    private static final FileAttribute<?> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final String UNFINISHED = "unfinished-";

    private PrivateFiles() {}

    static Path createFolders(Path folder) throws IOException {
        return Files.createDirectories(folder, OWNER_ONLY_FOLDER).toRealPath();
    }

    /** Writes a new file that was never readable by anyone else, and forces it to disk. */
    static void writeNew(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY_FILE)) {
            var bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A folder to make something in that must not be seen half-finished; see {@link #publish}. */
    static Path createUnfinished(Path parent) throws IOException {
        return Files.createTempDirectory(parent, UNFINISHED);
    }

    /** Gives a finished folder its name, at once or not at all, also across a loss of power. */
    static void publish(Path unfinished, Path name) throws IOException {
        force(unfinished);
        Files.move(unfinished, name, StandardCopyOption.ATOMIC_MOVE);
        force(name.resolveSibling(""));
    }

    static void force(Path fileOrFolder) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes folders that a crash left before {@link #publish} named them; nobody has ever used one. */
    static void deleteUnfinished(Path parent) throws IOException {
        try (var leftovers = Files.newDirectoryStream(parent, UNFINISHED + "*")) {
            for (Path leftover : leftovers) {
                deleteIfQuiet(leftover);
            }
        }
    }

    // A program whose owner was killed may still be writing in its folder, or clearing it away itself.
    private static void deleteIfQuiet(Path leftover) throws IOException {
        try {
            Files.walkFileTree(leftover, new DeleteAll());
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // Harmless where it is: the next start tries again.
        }
    }

    private static final class DeleteAll extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
