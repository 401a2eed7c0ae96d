package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** The SFTP server of a platform, for one user with a password, on loopback; nothing but files. */
final class FileServer implements AutoCloseable {
    private static final int KEY_BITS = 256;

    private final SshServer server;

    /**
     * Starts it on a free port.
     *
     * @param hostKey file of its key, made if absent; the public one is written beside it as {@code .pub}
     */
    FileServer(Path root, Path hostKey, String password) throws IOException {
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider(hostKey);
        keys.setAlgorithm("EC");
        keys.setKeySize(KEY_BITS);
        Files.writeString(
                hostKey.resolveSibling(hostKey.getFileName() + ".pub"),
                PublicKeyEntry.toString(keys.loadKeys(null).get(0).getPublic()) + "\n");
        byte[] expected = password.getBytes(UTF_8);
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(keys);
        server.setPasswordAuthenticator((user, given, session) ->
                user.equals(CallCheck.CLIENT_ID) && MessageDigest.isEqual(expected, given.getBytes(UTF_8)));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
        server.start();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new IllegalStateException("the SFTP server does not stop", e);
        }
    }
}
