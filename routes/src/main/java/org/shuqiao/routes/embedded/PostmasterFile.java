package org.shuqiao.routes.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server writes about itself into {@code postmaster.pid}. A killed server leaves the file behind, and
 * the pid in it may since have been given to any other process: only {@link #isAliveOn} says that it is true.
 *
 * @param pid process id; 0 when the file does not hold one (a crash while it was written)
 * @param ready whether the server has said that it accepts connections
 */
record PostmasterFile(long pid, boolean ready) {

    private static final int STATUS_LINE = 7;

    static Optional<PostmasterFile> read(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(path(data), StandardCharsets.ISO_8859_1);
            boolean hasPid = !lines.isEmpty() && lines.get(0).matches("[1-9][0-9]{0,9}");
            boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).startsWith("ready");
            return Optional.of(new PostmasterFile(hasPid ? Long.parseLong(lines.get(0)) : 0, ready));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static Path path(Path data) {
        return data.resolve("postmaster.pid");
    }

    boolean isAlive() {
        return pid != 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Whether the process of that pid really is a PostgreSQL server, and works on exactly this data directory. */
    boolean isAliveOn(Path data) throws IOException {
        if (!isAlive()) {
            return false;
        }
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            List<String> command = List.of(
                    new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8).split("\0", -1));
            return command.get(0).endsWith("/postgres")
                    && (command.contains(data.toString()) || Files.isSameFile(process.resolve("cwd"), data));
        } catch (NoSuchFileException | AccessDeniedException e) {
            // It has just ended, or is a process of another user and not started with our directory.
            return false;
        }
    }
}
