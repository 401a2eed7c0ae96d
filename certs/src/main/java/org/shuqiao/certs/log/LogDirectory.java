package org.shuqiao.certs.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A log that was copied into a folder: {@code checkpoint} and {@code tile/…}. Thread-safe. */
public final class LogDirectory extends LogSource {
    private final Path folder;

    /** Names the folder. */
    public LogDirectory(Path folder) {
        this.folder = folder;
    }

    @Override
    Optional<byte[]> read(String path, int maxBytes) throws LogUnreadable {
        try {
            byte[] content = readUpTo(folder.resolve(path), maxBytes + 1);
            if (content.length > maxBytes) {
                throw new LogUnreadable(path + " is longer than it can be");
            }
            return Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LogUnreadable(path + " cannot be read", e);
        }
    }

    static byte[] readUpTo(Path file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        }
    }
}
