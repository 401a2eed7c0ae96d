package org.shuqiao.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The gateway's home for one run: a folder that stays, or one for the run that is removed at the end. */
public final class HomeFolder implements AutoCloseable {
    /** Journals of PostgreSQL and of the broker: re-used in a circle, so they say nothing about a record. */
    private static final Set<String> JOURNALS = Set.of("pg_wal", "broker");

    private final Path path;
    private final boolean temporary;

    private HomeFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** @param chosen null for a temporary folder */
    public static HomeFolder open(@Nullable Path chosen) throws IOException {
        return chosen == null
                ? new HomeFolder(Files.createTempDirectory("shuqiao-bench-").toRealPath(), true)
                : new HomeFolder(Files.createDirectories(chosen).toRealPath(), false);
    }

    public Path path() {
        return path;
    }

    /** Bytes of everything that stays in the folder: all but the journals. */
    long bytes() throws IOException {
        AtomicLong bytes = new AtomicLong();
        Files.walkFileTree(path, new Tolerant() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean journal = JOURNALS.contains(String.valueOf(folder.getFileName()));
                return journal ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.get();
    }

    @Override
    public void close() throws IOException {
        if (!temporary) {
            return;
        }
        Files.walkFileTree(path, new Tolerant() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Servers make and remove files while we walk. */
    private static class Tolerant extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
