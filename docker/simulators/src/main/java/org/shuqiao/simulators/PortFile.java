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

    /** Removes what an earlier process left, so that nobody takes its port for ours. */
    void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Appears whole or not at all. */
    void write(int port) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = Files.createTempFile(file.getParent(), "simulators", ".tmp");
        Files.writeString(unfinished, Integer.toString(port));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
