package org.shuqiao.simulators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code home/run/simulators.port}: the decimal port, so that others find a server that was started on a free port. */
final class PortFile {
    private final Path file;

    PortFile(Path home) {
        this.file = home.resolve("run").resolve("simulators.port");
    }

    /** Removes the file, so that nobody takes the port of a server that has gone for a live one. */
    void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StartupFailure("cannot remove " + file);
        }
    }

    /** Appears whole or not at all. */
    void write(int port) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = Files.createTempFile(file.getParent(), "simulators", ".tmp");
        Files.writeString(unfinished, Integer.toString(port));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
