package org.shuqiao.certs.keys;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Frames over a Unix domain socket, each sent or received within a time. Sockets of this kind know no time-outs of their own, so a
 * selector waits. For one thread at a time.
 */
final class FrameChannel implements Closeable {
    private static final int HEAD_BYTES = Integer.BYTES;

    private final SocketChannel socket;
    private final Selector selector;

    /** Takes over a socket. */
    FrameChannel(SocketChannel socket) throws IOException {
        this.socket = socket;
        socket.configureBlocking(false);
        this.selector = Selector.open();
    }

    /** @throws IOException if nobody listens there */
    static FrameChannel connect(Path path, Duration within) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            FrameChannel channel = new FrameChannel(socket);
            if (!socket.connect(UnixDomainSocketAddress.of(path))) {
                channel.await(SelectionKey.OP_CONNECT, deadline(within));
                socket.finishConnect();
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e instanceof IOException io ? io : new IOException("not a path of a socket", e);
        }
    }

    /** @throws SocketTimeoutException if the other side takes too long */
    void send(Frame frame, Duration within) throws IOException {
        long deadline = deadline(within);
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + 1 + frame.content().length)
                .putInt(1 + frame.content().length)
                .put(frame.type())
                .put(frame.content())
                .flip();
        while (bytes.hasRemaining()) {
            if (socket.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /**
     * Receives one frame.
     *
     * @throws SocketTimeoutException if the other side takes too long
     * @throws EOFException if it has closed
     * @throws IOException if it sends something else
     */
    Frame receive(Duration within) throws IOException {
        long deadline = deadline(within);
        int length = read(HEAD_BYTES, deadline).getInt();
        if (length < 1 || length > 1 + Frame.MAX_CONTENT_BYTES) {
            throw new IOException("a frame of " + length + " bytes");
        }
        ByteBuffer body = read(length, deadline);
        byte type = body.get();
        byte[] content = new byte[body.remaining()];
        body.get(content);
        return new Frame(type, content);
    }

    private ByteBuffer read(int bytes, long deadline) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            int read = socket.read(buffer);
            if (read < 0) {
                throw new EOFException("the other side has closed");
            }
            if (read == 0) {
                await(SelectionKey.OP_READ, deadline);
            }
        }
        return buffer.flip();
    }

    private void await(int operation, long deadline) throws IOException {
        socket.register(selector, operation);
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0 || selector.select(millis) == 0) {
            throw new SocketTimeoutException("the other side takes too long");
        }
        selector.selectedKeys().clear();
    }

    private static long deadline(Duration within) {
        return System.nanoTime() + within.toNanos();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        socket.close();
    }
}
