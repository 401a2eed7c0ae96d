package org.shuqiao.routes.attachments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import org.shuqiao.certs.RunningSm3;

/** What comes in, in a file that has no name while it is used, so nothing is left behind whatever happens. Not thread-safe. */
public final class Spool implements AutoCloseable {
    /** What is in memory of it at once. */
    static final int BUFFER_BYTES = 64 << 10;

    private final FileChannel file;
    private final RunningSm3 running = new RunningSm3();
    private long bytes;

    private Spool(FileChannel file) {
        this.file = file;
    }

    public static Spool in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path path = Files.createTempFile(folder, "attachment-", ".part"); // for nobody else to read
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(path);
        return new Spool(file);
    }

    /** How much of what comes in is taken. */
    public record Bounds(long bytes, BooleanSupplier overdue) {}

    /** The sender went away, or was too slow. What is wrong with our own file is another {@link IOException}. */
    public static final class BrokenOff extends IOException {
        BrokenOff(IOException cause) {
            super("a body was broken off", cause);
        }

        BrokenOff() {
            super("a body takes too long");
        }
    }

    /**
     * Takes all of it.
     *
     * @return SM3 of it
     * @throws BrokenOff where it does not come to its end
     * @throws TooLong where there is more than was allowed
     */
    public String take(InputStream in, Bounds bounds) throws IOException, TooLong {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = next(in, buffer); read > 0; read = next(in, buffer)) {
            bytes += read;
            if (bytes > bounds.bytes()) {
                throw new TooLong();
            }
            if (bounds.overdue().getAsBoolean()) {
                throw new BrokenOff();
            }
            running.update(buffer, 0, read);
            for (ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read); rest.hasRemaining(); ) {
                file.write(rest);
            }
        }
        return running.hex();
    }

    private static int next(InputStream in, byte[] buffer) throws BrokenOff {
        try {
            return in.read(buffer);
        } catch (IOException cut) {
            throw new BrokenOff(cut);
        }
    }

    public long bytes() {
        return bytes;
    }

    public FileChannel file() {
        return file;
    }

    /** From its first byte. */
    public InputStream read() throws IOException {
        file.position(0);
        return Channels.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
