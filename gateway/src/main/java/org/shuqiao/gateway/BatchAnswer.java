package org.shuqiao.gateway;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The results of a batch on their way to its sender. The first are sent at once; the others gather in a file until the whole batch
 * has come in, because many senders read nothing before they have sent everything: they and we would wait for each other for ever.
 * Not thread-safe.
 */
final class BatchAnswer implements AutoCloseable {
    private final OutputStream out;
    private final int bytesAtOnce;
    private final Path folder;
    private @Nullable FileChannel file;
    private @Nullable OutputStream kept;
    private long bytes;

    /**
     * @param bytesAtOnce how much may be sent before the batch has come in
     * @param folder where the file is made that holds the rest; it has no name while it is used, so nothing is left behind
     */
    BatchAnswer(OutputStream out, int bytesAtOnce, Path folder) {
        this.out = out;
        this.bytesAtOnce = bytesAtOnce;
        this.folder = folder;
    }

    /** @param line with its end */
    void add(byte[] line) throws IOException {
        bytes += line.length;
        (bytes <= bytesAtOnce ? out : keeping()).write(line);
    }

    /** Of all results so far. */
    long bytes() {
        return bytes;
    }

    /** Sends what may be sent now. */
    void flush() throws IOException {
        if (file == null) {
            out.flush();
        }
    }

    /** Sends the rest: the batch has come in. */
    void finish() throws IOException {
        if (file != null) {
            keeping().flush();
            file.position(0);
            InputStream rest = Channels.newInputStream(file);
            rest.transferTo(out);
        }
        out.flush();
    }

    private OutputStream keeping() throws IOException {
        if (kept == null) {
            Files.createDirectories(folder);
            Path path = Files.createTempFile(folder, "batch-", ".ndjson");
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(path);
            kept = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
        }
        return kept;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
