package org.shuqiao.routes.steps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.TreeHead;

/**
 * The newest checkpoint that this gateway has signed or seen, in a file of its own: a ledger that was restored from an older
 * backup cannot take it back, so the log can never be forked unnoticed.
 */
public final class KeptCheckpoint {
    /** The longest file that is read. */
    private static final int MAX_BYTES = 16_384;

    private final Path file;
    private final OwnLog log;
    private @Nullable TreeHead newest;
    private boolean read;

    public KeptCheckpoint(Path file, OwnLog log) {
        this.file = file;
        this.log = log;
    }

    /**
     * Returns the tree of the checkpoint; empty where this gateway has never kept one.
     *
     * @throws LogMismatch where the file is no checkpoint of this log
     */
    synchronized Optional<TreeHead> head() {
        if (!read) {
            newest = Files.exists(file) ? log.verified(content()) : null;
            read = true;
        }
        return Optional.ofNullable(newest);
    }

    /** Keeps a newer checkpoint. When this returns it is on the disk. An older one changes nothing. */
    synchronized void keep(TreeHead head, byte[] note) {
        if (head().map(TreeHead::size).orElse(-1L) >= head.size()) {
            return;
        }
        try {
            write(note);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        newest = head;
    }

    private byte[] content() {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void write(byte[] note) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
        Files.createDirectories(folder);
        Path fresh = folder.resolve(file.getFileName() + ".new");
        Files.write(fresh, note);
        try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }
}
