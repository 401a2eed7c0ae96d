package org.shuqiao.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * An HTTP/1.1 server with keep-alive on the loopback address, one thread per connection: small, so that the sink takes little of
 * the machine that the gateway is measured on.
 */
final class SinkServer implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final int MAX_CONNECTIONS = 256;

    private final ServerSocket server;
    private final Function<HttpMessage, HttpReply> answers;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private SinkServer(ServerSocket server, Function<HttpMessage, HttpReply> answers) {
        this.server = server;
        this.answers = answers;
    }

    /**
     * Starts on a free port.
     *
     * @param answers called on several threads at once
     */
    static SinkServer start(Function<HttpMessage, HttpReply> answers) throws IOException {
        ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        SinkServer server = new SinkServer(socket, answers);
        startThread(server::acceptAll, "sink-accept");
        return server;
    }

    /** Where to find it. */
    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                if (connections.size() > MAX_CONNECTIONS) {
                    end(connection);
                } else {
                    startThread(() -> serve(connection), "sink-" + connection.getPort());
                }
            } catch (IOException closed) {
                // By close(), or a connection that was gone before it was accepted.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            HttpInput calls = new HttpInput(new BufferedInputStream(connection.getInputStream()));
            for (HttpMessage call = calls.next(); call != null; call = calls.next()) {
                connection.getOutputStream().write(bytes(answers.apply(call)));
                if (call.closes()) {
                    break;
                }
            }
        } catch (IOException broken) {
            // The other end is gone: the gateway sends again when it has to.
        } finally {
            connections.remove(connection);
        }
    }

    private static byte[] bytes(HttpReply reply) {
        byte[] body = reply.json().getBytes(StandardCharsets.UTF_8);
        String head =
                """
                HTTP/1.1 %d Answer\r
                Content-Type: application/json;charset=UTF-8\r
                Content-Length: %d\r
                \r
                """
                        .formatted(reply.status(), body.length);
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] answer = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, answer, start.length, body.length);
        return answer;
    }

    private static void startThread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void end(Socket connection) {
        connections.remove(connection);
        try {
            connection.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to close.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.forEach(this::end);
    }
}
