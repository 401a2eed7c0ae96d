package org.shuqiao.certs.keys;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.shuqiao.certs.Signer;

/**
 * The other side of {@link RemoteSigner}: signs for whoever may open its socket, which is its owner only. A connection is served by a
 * thread of its own; with more than {@value #CONNECTIONS} at once a new one is closed.
 */
final class SignerServer implements Closeable {
    private static final int CONNECTIONS = 64;
    private static final Duration IDLE_AT_MOST = Duration.ofMinutes(5);
    private static final Duration ANSWER_TAKEN_WITHIN = Duration.ofSeconds(5);
    private static final byte NOT_UNDERSTOOD = 1;
    private static final byte CANNOT_SIGN = 2;

    private final Path path;
    private final Signer signer;
    private final ServerSocketChannel door;
    private final Semaphore free = new Semaphore(CONNECTIONS);

    private SignerServer(Path path, Signer signer, ServerSocketChannel door) {
        this.path = path;
        this.signer = signer;
        this.door = door;
    }

    /**
     * Listens. What a process that was killed has left at the path is replaced.
     *
     * @throws IOException if another process listens there, or the path cannot be used
     */
    static SignerServer start(Path path, Signer signer) throws IOException {
        removeLeftOver(path);
        ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            door.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            door.close();
            throw e;
        }
        SignerServer server = new SignerServer(path, signer, door);
        daemon(server::accept, "accept").start();
        return server;
    }

    private static void removeLeftOver(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try {
            FrameChannel.connect(path, ANSWER_TAKEN_WITHIN).close();
        } catch (IOException nobodyListens) {
            Files.delete(path);
            return;
        }
        throw new BindException("another process listens at " + path);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel socket = door.accept();
                if (free.tryAcquire()) {
                    daemon(() -> serve(socket), "serve").start();
                } else {
                    socket.close();
                }
            }
        } catch (AsynchronousCloseException closed) {
            // The end.
        } catch (IOException e) {
            throw new IllegalStateException("the socket of the signer is gone", e);
        }
    }

    private void serve(SocketChannel socket) {
        try (FrameChannel channel = new FrameChannel(socket)) {
            Frame answer;
            do {
                answer = answer(channel.receive(IDLE_AT_MOST));
                channel.send(answer, ANSWER_TAKEN_WITHIN);
            } while (answer.type() != Frame.REFUSED);
        } catch (IOException gone) {
            // The gateway connects again when it needs to.
        } finally {
            free.release();
        }
    }

    private Frame answer(Frame question) {
        try {
            return switch (question.type()) {
                case Frame.HELLO ->
                    Arrays.equals(question.content(), Frame.PROTOCOL.getBytes(StandardCharsets.US_ASCII))
                            ? new Frame(Frame.CHAIN, signer.chain().pem())
                            : refused(NOT_UNDERSTOOD);
                case Frame.SIGN -> new Frame(Frame.SIGNATURE, signer.sign(question.content()));
                default -> refused(NOT_UNDERSTOOD);
            };
        } catch (RuntimeException cannotSign) {
            return refused(CANNOT_SIGN); // the cause may tell of the key
        }
    }

    private static Frame refused(byte code) {
        return new Frame(Frame.REFUSED, new byte[] {code});
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, "signer-" + name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws IOException {
        door.close();
        Files.deleteIfExists(path);
    }
}
