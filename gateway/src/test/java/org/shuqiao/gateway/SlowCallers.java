package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Connections that have begun a call with a long body, of which a byte comes now and then. */
final class SlowCallers implements AutoCloseable {
    private static final int BETWEEN_BYTES_MS = 200;

    private final List<Socket> sockets = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param head request line and headers, each ended by CR and LF */
    SlowCallers(int port, int many, String head) throws IOException {
        for (int i = 0; i < many; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((head
                                    + "Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 4194304\r\n\r\n{")
                            .getBytes(ISO_8859_1));
            sockets.add(socket);
        }
        Thread thread = new Thread(this::drip, "slow-callers");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until each has begun to get its answer, or was cut off. */
    void awaitAnswers() {
        for (Socket socket : sockets) {
            awaitAnswer(socket);
        }
    }

    /** @return what the answer begins with; negative for one that was cut off */
    private static int awaitAnswer(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException cutOff) {
            return -1;
        }
    }

    int number() {
        return sockets.size();
    }

    private void drip() {
        try {
            while (!closed.await(BETWEEN_BYTES_MS, TimeUnit.MILLISECONDS)) {
                sockets.forEach(SlowCallers::drip);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
        } catch (IOException cutOff) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
