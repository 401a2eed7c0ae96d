package org.shuqiao.routes.embedded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says that this process, and no other, works on a server's folder. The kernel drops the lock when the process ends,
 * however it ends, so it is never stale.
 */
final class OwnerLock implements AutoCloseable {

    private final FileChannel channel;
    private final Path owner;

    private OwnerLock(FileChannel channel, Path owner) {
        this.channel = channel;
        this.owner = owner;
    }

    /**
     * Takes the folder, or says who has it.
     *
     * @throws HomeInUse if another process, or this one, holds the folder
     */
    // Serialised because two threads of one process must not both reach the lock file: POSIX drops a process's locks
    // on a file as soon as the process closes any descriptor of it, so even a refused attempt would free the lock.
    // For the same reason the owner stands in a file of its own.
    static synchronized OwnerLock take(Path folder) throws IOException {
        Path owner = folder.resolve("owner");
        if (thisProcess().equals(readOwner(owner))) {
            throw new HomeInUse(folder, "this process");
        }
        FileChannel channel =
                FileChannel.open(folder.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw new HomeInUse(folder, readOwner(owner));
            }
            Files.writeString(owner, thisProcess());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new OwnerLock(channel, owner);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String readOwner(Path owner) throws IOException {
        return Files.exists(owner) ? Files.readString(owner) : "owner unknown";
    }

    // The start time is part of the name because in a container every start has the same pid.
    private static String thisProcess() {
        Instant start =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        return "process " + ProcessHandle.current().pid() + ", started " + start;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(owner);
        channel.close();
    }
}
