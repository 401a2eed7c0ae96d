package org.shuqiao.routes.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
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
    private volatile boolean closed;
    private volatile boolean refusesAfterCut;
    private volatile @Nullable Runnable whileReading;

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
            server.setPublickeyAuthenticator((user, key, session) -> false);
            server.setFileSystemFactory(new VirtualFileSystemFactory(root));
            SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
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

    public SshServer ssh() {
        return server;
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

    public void whileReading(Runnable act) {
        whileReading = act;
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
        return asServer(HostKeys.parse(hostKeyLine()), PASSWORD, Duration.ofSeconds(5));
    }

    SftpServer asServer(HostKeys keys, String secret, Duration operationWithin) {
        return new SftpServer(
                "127.0.0.1",
                port(),
                USER,
                keys,
                () -> secret.getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(10),
                operationWithin);
    }

    public List<String> files(String folder) {
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
        public void reading(
                ServerSession session,
                String handle,
                FileHandle file,
                long offset,
                byte[] data,
                int dataOffset,
                int length) {
            Runnable act = whileReading;
            if (act != null) {
                whileReading = null;
                act.run();
            }
        }

        @Override
        public void readEntries(
                ServerSession session, String handle, DirectoryHandle folder, Map<String, Path> entries) {
            // A hook for tests of folders that never end.
        }
    }
}
