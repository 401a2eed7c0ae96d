package org.shuqiao.simulators;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.json.JsonMapper;

/** The callback address of a gateway: keeps what it is sent, and answers 503 as often as a test wants. */
final class TestGateway implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    static {
        // Whoever calls back may be on a busy machine.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    private final String scheme;
    private final HttpServer server;
    private final List<JsonNode> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals;

    TestGateway(int refusals) {
        this("http", plain(), refusals);
    }

    /** One that is called over HTTPS, with the key and certificate of a PKCS#12 file without a password. */
    static TestGateway secure(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), new char[0]);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new TestGateway("https", server, 0);
    }

    private static HttpServer plain() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestGateway(String scheme, HttpServer server, int refusals) {
        this.scheme = scheme;
        this.server = server;
        this.refusals = new AtomicInteger(refusals);
        server.createContext("/receipts", exchange -> {
            calls.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            int status = this.refusals.getAndDecrement() > 0 ? 503 : 200;
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/receipts");
    }

    /** Every call so far, refused or not. */
    List<JsonNode> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
