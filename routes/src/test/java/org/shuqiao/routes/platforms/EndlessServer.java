package org.shuqiao.routes.platforms;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers 200 with chunks that never end, to each connection until whoever has called cuts it off. */
final class EndlessServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final int pauseMs;

    /** @param pauseMs between two chunks; 0 for as fast as they are read */
    EndlessServer(int pauseMs) throws IOException {
        this.pauseMs = pauseMs;
        start(this::serve);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "endless");
        thread.setDaemon(true);
        thread.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/endless");
    }

    private void serve() {
        try {
            while (true) {
                Socket caller = server.accept();
                start(() -> answer(caller));
            }
        } catch (IOException closing) {
            // Nobody is served any more.
        }
    }

    private void answer(Socket caller) {
        try (caller) {
            OutputStream out = caller.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
            String chunk = pauseMs == 0 ? "1000\r\n" + "x".repeat(4096) + "\r\n" : "1\r\nx\r\n";
            while (!closed.await(pauseMs, TimeUnit.MILLISECONDS)) {
                out.write(chunk.getBytes(US_ASCII));
            }
        } catch (IOException cutOff) {
            // Whoever called has had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
