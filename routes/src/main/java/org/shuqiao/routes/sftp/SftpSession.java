package org.shuqiao.routes.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;
import org.jspecify.annotations.Nullable;

/** An open session. Every operation is bounded in time and in what it takes into memory. For one thread at a time. */
final class SftpSession implements AutoCloseable {
    private static final int CHUNK_BYTES = 32 << 10;

    private final TimedSession timed;
    private final SftpClient client;

    private SftpSession(TimedSession timed, SftpClient client) {
        this.timed = timed;
        this.client = client;
    }

    /**
     * @param ssh logged in
     * @param timed ended where it is no SFTP session
     */
    static SftpSession over(ClientSession ssh, TimedSession timed) throws SftpTrouble {
        try {
            // Version 3 is what every server speaks, and its rename takes no name that is taken.
            return new SftpSession(timed, timed.operate(() -> SftpClientFactory.instance()
                    .createSftpClient(ssh, SftpVersionSelector.fixedVersionSelector(3))));
        } catch (SftpTrouble none) {
            timed.close();
            throw none;
        }
    }

    boolean isOpen() {
        return timed.isOpen() && client.isOpen();
    }

    /** @param nanoTime as {@link System#nanoTime()}, until when everything from here on must be done */
    void mustEndBy(long nanoTime) {
        timed.mustEndBy(nanoTime);
    }

    void greet() throws SftpTrouble {
        timed.act(() -> client.canonicalPath("."));
    }

    /** The size of a regular file; empty where there is none of this name. */
    OptionalLong size(String path) throws SftpTrouble {
        Entry there = find(path);
        return there == null ? OptionalLong.empty() : OptionalLong.of(there.size());
    }

    /** @return null where there is no regular file of this name */
    @Nullable Entry find(String path) throws SftpTrouble {
        try {
            SftpClient.Attributes attributes = timed.operate(() -> client.lstat(path));
            return attributes.isRegularFile() ? entry(path.substring(path.lastIndexOf('/') + 1), attributes) : null;
        } catch (SftpTrouble trouble) {
            if (trouble.kind() == SftpTrouble.Kind.NOT_THERE) {
                return null;
            }
            throw trouble;
        }
    }

    private static Entry entry(String name, SftpClient.Attributes attributes) {
        return new Entry(name, attributes.getSize(), modified(attributes));
    }

    /** @return null where there is no such file */
    byte @Nullable [] read(String path, int maxBytes) throws SftpTrouble {
        try {
            return timed.with(() -> client.open(path, OpenMode.Read), file -> bounded(file, maxBytes));
        } catch (SftpTrouble trouble) {
            if (trouble.kind() == SftpTrouble.Kind.NOT_THERE) {
                return null;
            }
            throw trouble;
        }
    }

    private byte[] bounded(SftpClient.Handle file, int maxBytes) throws SftpTrouble {
        byte[] bytes = new byte[Math.min(CHUNK_BYTES, maxBytes + 1)];
        int length = 0;
        for (int more; (more = more(file, bytes, length)) > 0; ) {
            length += more;
            if (length > maxBytes) {
                throw new SftpTrouble(SftpTrouble.Kind.TOO_MUCH);
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, maxBytes + 1L));
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private int more(SftpClient.Handle file, byte[] bytes, int length) throws SftpTrouble {
        int wanted = Math.min(CHUNK_BYTES, bytes.length - length);
        return timed.operate(() -> client.read(file, length, bytes, length, wanted));
    }

    /**
     * Writes a file, from where an earlier attempt at the same bytes has left it.
     *
     * @param size of the source
     */
    void write(String path, InputStream source, long size) throws SftpTrouble {
        long there = size(path).orElse(0);
        if (there > size) {
            remove(path);
            there = 0;
        }
        long from = there;
        boolean unused = timed.with(() -> client.write(path, CHUNK_BYTES, OpenMode.Write, OpenMode.Create), file -> {
            ((SftpOutputStreamAsync) file).setOffset(from);
            copy(source, from, file);
            return true;
        });
        if (size(path).orElse(-1) != size) {
            throw new SftpTrouble(SftpTrouble.Kind.CHANGED);
        }
    }

    private void copy(InputStream source, long from, OutputStream file) throws SftpTrouble {
        byte[] chunk = new byte[CHUNK_BYTES];
        long skip = from;
        for (int length; (length = next(source, chunk)) > 0; ) {
            int first = (int) Math.min(skip, length);
            int more = length - first;
            skip -= first;
            if (more > 0) {
                timed.act(() -> file.write(chunk, first, more));
            }
        }
    }

    private static int next(InputStream source, byte[] chunk) throws SftpTrouble {
        try {
            return source.readNBytes(chunk, 0, chunk.length);
        } catch (IOException gone) {
            throw new SftpTrouble(SftpTrouble.Kind.ATTACHMENT_GONE, gone);
        }
    }

    void rename(String from, String to) throws SftpTrouble {
        timed.act(() -> client.rename(from, to));
    }

    /** @return whether it was there */
    boolean remove(String path) throws SftpTrouble {
        try {
            timed.act(() -> client.remove(path));
            return true;
        } catch (SftpTrouble trouble) {
            if (trouble.kind() == SftpTrouble.Kind.NOT_THERE) {
                return false;
            }
            throw trouble;
        }
    }

    /** Makes a folder unless there is one already, or the server does not let us. */
    void makeFolder(String path) throws SftpTrouble {
        try {
            timed.act(() -> client.mkdir(path));
        } catch (SftpTrouble trouble) {
            if (trouble.kind() == SftpTrouble.Kind.LOST) {
                throw trouble;
            }
        }
    }

    /** A file of a folder as it was listed. */
    record Entry(String name, long size, long modifiedSeconds) {}

    /** @param isWhole whether there was nothing more */
    record Listing(List<Entry> files, boolean isWhole) {}

    /** The regular files of a folder; of one that has more entries than may be, or never ends, those among the first. */
    Listing list(String folder, int maxEntries) throws SftpTrouble {
        return timed.with(() -> client.openDir(folder), handle -> entries(handle, maxEntries));
    }

    private Listing entries(SftpClient.Handle folder, int maxEntries) throws SftpTrouble {
        List<Entry> files = new ArrayList<>();
        int seen = 0;
        AtomicReference<Boolean> end = new AtomicReference<>();
        for (List<SftpClient.DirEntry> page; (page = page(folder, end)) != null; ) {
            for (SftpClient.DirEntry entry : page) {
                SftpClient.Attributes attributes = entry.getAttributes();
                if (seen < maxEntries && attributes.isRegularFile()) {
                    files.add(entry(entry.getFilename(), attributes));
                }
                seen++;
            }
            // A page without entries counts, or a server could send such pages for ever.
            seen += page.isEmpty() ? 1 : 0;
            if (seen > maxEntries) {
                return new Listing(files, false);
            }
        }
        return new Listing(files, true);
    }

    private @Nullable List<SftpClient.DirEntry> page(SftpClient.Handle folder, AtomicReference<Boolean> end)
            throws SftpTrouble {
        if (Boolean.TRUE.equals(end.get())) {
            return null;
        }
        return timed.operate(() -> client.readDir(folder, end));
    }

    private static long modified(SftpClient.Attributes attributes) {
        return attributes.getModifyTime() == null
                ? 0
                : attributes.getModifyTime().toMillis() / 1000;
    }

    @Override
    public void close() {
        timed.close();
    }
}
