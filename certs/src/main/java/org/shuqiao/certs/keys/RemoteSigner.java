package org.shuqiao.certs.keys;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.PinnedKey;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Signer;

/**
 * Signs in another process, which alone has the key: the place for a hardware module. What goes over the socket is written down in
 * {@code docs/remote-signer.md}.
 *
 * <p>Every signature that comes back is verified before it is used. A process that ends and comes back is found again by the next
 * call; until then every call throws {@link KeyUnavailable} within twice the time-out. Thread-safe.
 */
public final class RemoteSigner implements Signer, AutoCloseable {
    private static final int CONNECTIONS = 8;

    private final Path socket;
    private final Duration timeout;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    /**
     * Connects nothing yet.
     *
     * @param socket path of the Unix domain socket on which the process listens
     * @param timeout of one question and its answer
     */
    public RemoteSigner(Path socket, Duration timeout) {
        this.socket = socket;
        this.timeout = timeout;
    }

    @Override
    public byte[] sign(byte[] message) {
        return pinned().sign(message);
    }

    @Override
    public CertificateChain chain() {
        return pinned().chain();
    }

    /** Asks the process which key it has. */
    @Override
    public Signer pinned() {
        return new Pinned(use(connection -> connection.hello(timeout)));
    }

    /** Signs with one key only, whatever key the process has later. */
    private final class Pinned implements Signer {
        private final CertificateChain chain;

        Pinned(CertificateChain chain) {
            this.chain = chain;
        }

        @Override
        public byte[] sign(byte[] message) {
            if (message.length > Frame.MAX_CONTENT_BYTES) {
                throw new IllegalArgumentException("too long to be signed by another process");
            }
            return use(connection -> {
                if (!connection.chain.equals(chain)) {
                    throw new KeyUnavailable("the remote signer has another key by now");
                }
                byte[] signature = connection.ask(Frame.SIGN, message, Frame.SIGNATURE, timeout);
                verify(message, signature);
                return signature;
            });
        }

        /** A module that answers with something else must be noticed here, not by an auditor years later. */
        private void verify(byte[] message, byte[] signature) throws IOException {
            try {
                PinnedKey.of(chain).verifier().verify(message, signature);
            } catch (SignatureRefused | CertificateRefused refused) {
                throw new IOException("the answer is no signature of this key", refused);
            }
        }

        @Override
        public CertificateChain chain() {
            return chain;
        }
    }

    @FunctionalInterface
    private interface Conversation<T> {
        T with(Connection connection) throws IOException;
    }

    private <T> T use(Conversation<T> conversation) {
        try {
            if (!free.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new KeyUnavailable("the remote signer is busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailable("interrupted while the remote signer was busy", e);
        }
        try {
            Connection known = idle.pollFirst();
            return known == null ? onNew(conversation) : onKnown(known, conversation);
        } catch (IOException failed) {
            throw new KeyUnavailable("the remote signer does not sign", failed);
        } finally {
            free.release();
        }
    }

    /** The process may have ended and come back since the connection was used, so its end is no answer yet; silence is one. */
    private <T> T onKnown(Connection known, Conversation<T> conversation) throws IOException {
        try {
            return on(known, conversation);
        } catch (SocketTimeoutException silent) {
            throw silent;
        } catch (IOException ended) {
            closeIdle();
            return onNew(conversation);
        }
    }

    private <T> T onNew(Conversation<T> conversation) throws IOException {
        return on(new Connection(FrameChannel.connect(socket, timeout), timeout), conversation);
    }

    private <T> T on(Connection connection, Conversation<T> conversation) throws IOException {
        boolean usable = false;
        try {
            T result = conversation.with(connection);
            usable = true;
            return result;
        } catch (KeyUnavailable otherKey) {
            usable = true;
            throw otherKey;
        } finally {
            if (usable) {
                idle.addFirst(connection);
            } else {
                connection.close();
            }
        }
    }

    private void closeIdle() throws IOException {
        for (Connection connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            connection.close();
        }
    }

    /** Closes what is open; a call after this connects anew. */
    @Override
    public void close() throws IOException {
        closeIdle();
    }

    /** One connection, and the certificates that the process has shown on it. */
    private static final class Connection {
        private final FrameChannel channel;
        private CertificateChain chain;

        Connection(FrameChannel channel, Duration timeout) throws IOException {
            this.channel = channel;
            try {
                this.chain = askForChain(channel, timeout);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        CertificateChain hello(Duration timeout) throws IOException {
            chain = askForChain(channel, timeout);
            return chain;
        }

        byte[] ask(byte type, byte[] content, byte answerType, Duration timeout) throws IOException {
            return ask(channel, type, content, answerType, timeout);
        }

        private static CertificateChain askForChain(FrameChannel channel, Duration timeout) throws IOException {
            byte[] protocol = Frame.PROTOCOL.getBytes(StandardCharsets.US_ASCII);
            try {
                return CertificateChain.parse(ask(channel, Frame.HELLO, protocol, Frame.CHAIN, timeout));
            } catch (CertificateRefused refused) {
                throw new IOException("the answer holds no certificates", refused);
            }
        }

        private static byte[] ask(FrameChannel channel, byte type, byte[] content, byte answerType, Duration timeout)
                throws IOException {
            channel.send(new Frame(type, content), timeout);
            Frame answer = channel.receive(timeout);
            if (answer.type() != answerType) {
                throw new IOException("answer of type " + (answer.type() & 0xff) + refusal(answer));
            }
            return answer.content();
        }

        private static String refusal(Frame answer) {
            byte[] content = answer.content();
            return answer.type() == Frame.REFUSED && content.length == 1 ? ", code " + (content[0] & 0xff) : "";
        }

        void close() throws IOException {
            channel.close();
        }
    }
}
