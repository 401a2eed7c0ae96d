package org.shuqiao.routes.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.jspecify.annotations.Nullable;

/** A real SSH server over a folder, which breaks off where it is told to. */
public final class SftpWorld implements AutoCloseable {
    public static final String USER = "shuqiao";
    public static final String PASSWORD = "a password of the platform's";

    public final Path root;
    public final KeyPair hostKey = key();
    private final SshServer server;
    private final AtomicInteger requestsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger effectsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile @Nullable PublicKey allowed;
    private volatile boolean closed;
    private volatile boolean refusesAfterCut;
    private volatile @Nullable Runnable whileListing;
    private volatile boolean movesForbidden;
    private volatile boolean readsEndless;
    private volatile boolean listingEndless;
    private volatile String readingForbidden = "none";

    public SftpWorld(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root.resolve("in"));
            Files.createDirectories(root.resolve("out"));
            server = SshServer.setUpDefaultServer();
            server.setHost("127.0.0.1");
            server.setPort(0);
            server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
            server.setPasswordAuthenticator(
                    (user, password, session) -> !closed && user.equals(USER) && password.equals(PASSWORD));
            server.setPublickeyAuthenticator(
                    (user, key, session) -> allowed != null && KeyUtils.compareKeys(key, allowed));
            server.setFileSystemFactory(new VirtualFileSystemFactory(root));
            SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder()
                    .withFileSystemAccessor(new Unruly())
                    .build();
            sftp.addSftpEventListener(new Breaking());
            server.setSubsystemFactories(List.of(sftp));
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static KeyPair key() {
        try {
            return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who may log in with a key. */
    public void allow(PublicKey key) {
        allowed = key;
    }

    public int port() {
        return server.getPort();
    }

    public String hostKeyLine() {
        return PublicKeyEntry.toString(hostKey.getPublic());
    }

    /** The connection breaks before this request is looked at. */
    public void cutBefore(int request) {
        requestsLeft.set(request);
    }

    /** The connection breaks after this change to the folder was made, and before anybody is told. */
    public void cutAfter(int effect) {
        effectsLeft.set(effect);
    }

    public void refuseAfterCut() {
        refusesAfterCut = true;
    }

    /** Done once, after a folder was listed and before anybody is told. */
    public void whileListing(Runnable act) {
        whileListing = act;
    }

    public void forbidMoves() {
        movesForbidden = true;
    }

    public void forbidReading(String name) {
        readingForbidden = name;
    }

    /** Every file has no end. */
    public void endlessReads() {
        readsEndless = true;
    }

    /** Every folder has no end. */
    public void endlessListing() {
        listingEndless = true;
    }

    /** Whether it has broken off. */
    public boolean wasCut() {
        return requestsLeft.get() <= 0 || effectsLeft.get() <= 0;
    }

    public void heal() {
        requestsLeft.set(Integer.MAX_VALUE);
        effectsLeft.set(Integer.MAX_VALUE);
        closed = false;
        refusesAfterCut = false;
    }

    SftpServer asServer() {
        return asServer(HostKeys.parse(hostKeyLine()), PASSWORD, Duration.ofSeconds(30));
    }

    SftpServer asServer(HostKeys keys, String secret, Duration operationWithin) {
        return new SftpServer(
                "127.0.0.1",
                port(),
                USER,
                keys,
                () -> secret.getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(30),
                operationWithin);
    }

    public List<String> files(String folder) {
        if (!Files.isDirectory(root.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes(String file) {
        try {
            return Files.readAllBytes(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void put(String file, byte[] bytes) {
        try {
            Files.write(root.resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cut(AtomicInteger left, ServerSession session) throws IOException {
        if (left.get() != Integer.MAX_VALUE && left.decrementAndGet() == 0) {
            closed = refusesAfterCut;
            session.close(true);
            throw new IOException("cut");
        }
    }

    private final class Breaking implements SftpEventListener {
        @Override
        public void received(ServerSession session, int type, int id) throws IOException {
            cut(requestsLeft, session);
        }

        @Override
        public void moved(
                ServerSession session, Path from, Path to, Collection<CopyOption> how, @Nullable Throwable failed)
                throws IOException {
            cut(effectsLeft, session);
        }

        @Override
        public void removed(ServerSession session, Path path, boolean folder, @Nullable Throwable failed)
                throws IOException {
            cut(effectsLeft, session);
        }

        @Override
        public void written(
                ServerSession session,
                String handle,
                FileHandle file,
                long offset,
                byte[] data,
                int dataOffset,
                int length,
                @Nullable Throwable failed)
                throws IOException {
            cut(effectsLeft, session);
        }

        @Override
        public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> how) throws IOException {
            if (movesForbidden) {
                throw new AccessDeniedException("moves");
            }
        }

        @Override
        public void opening(ServerSession session, String path, Handle handle) throws IOException {
            if (handle.getFile().endsWith(readingForbidden)) {
                throw new AccessDeniedException("reading");
            }
        }

        @Override
        public void readEntries(
                ServerSession session, String handle, DirectoryHandle folder, Map<String, Path> entries) {
            Runnable act = whileListing;
            if (act != null) {
                whileListing = null;
                act.run();
            }
        }
    }

    /** Files and folders without an end. */
    private final class Unruly implements SftpFileSystemAccessor {
        @Override
        public SeekableByteChannel openFile(
                SftpSubsystemProxy subsystem,
                FileHandle fileHandle,
                Path file,
                String handle,
                Set<? extends OpenOption> options,
                FileAttribute<?>... attributes)
                throws IOException {
            SeekableByteChannel real =
                    SftpFileSystemAccessor.DEFAULT.openFile(subsystem, fileHandle, file, handle, options, attributes);
            return readsEndless ? new Endless(real) : real;
        }

        @Override
        public DirectoryStream<Path> openDirectory(
                SftpSubsystemProxy subsystem,
                DirectoryHandle folderHandle,
                Path folder,
                String handle,
                LinkOption... how)
                throws IOException {
            DirectoryStream<Path> real =
                    SftpFileSystemAccessor.DEFAULT.openDirectory(subsystem, folderHandle, folder, handle, how);
            if (!listingEndless) {
                return real;
            }
            Path first = real.iterator().next();
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    return Stream.generate(() -> first).iterator();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }
    }

    /** Blanks, for ever. */
    private record Endless(SeekableByteChannel real) implements SeekableByteChannel {
        @Override
        public int read(ByteBuffer into) {
            int length = into.remaining();
            while (into.hasRemaining()) {
                into.put((byte) ' ');
            }
            return length;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return real.write(from);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public SeekableByteChannel position(long position) {
            return this;
        }

        @Override
        public long size() {
            return Long.MAX_VALUE;
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            return this;
        }

        @Override
        public boolean isOpen() {
            return real.isOpen();
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
