package org.shuqiao.routes.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A center's own server, as good or bad as a test wants it. */
final class CenterServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile HttpHandler behaviour = exchange -> answer(exchange, 204, "");

    record Call(String path, Map<String, String> headers, byte[] body) {}

    CenterServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            calls.add(new Call(
                    exchange.getRequestURI().getPath(),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
            behaviour.handle(exchange);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
    }

    /** Its address by a name that only a test's resolver knows. */
    URI url(String host, String path) {
        return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
    }

    URI url() {
        return url("127.0.0.1", "/hook");
    }

    void answers(int status) {
        behaviour = exchange -> answer(exchange, status, "");
    }

    void answers(int status, String body) {
        behaviour = exchange -> answer(exchange, status, body);
    }

    void redirectsTo(String location) {
        behaviour = exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            answer(exchange, 307, "");
        };
    }

    /** As one that would answer after a minute. */
    void neverAnswers() {
        behaviour = exchange -> awaitClosing();
    }

    /** A byte now and then, so that no time-out between two of them helps. */
    void answersForEver(int status) {
        behaviour = exchange -> {
            exchange.sendResponseHeaders(status, 0);
            OutputStream body = exchange.getResponseBody();
            while (closing.getCount() > 0) {
                body.write('.');
                body.flush();
                pause();
            }
        };
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            closing.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    List<Call> calls() {
        return calls;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
