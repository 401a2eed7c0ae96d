package org.shuqiao.certs.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.utf8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.HttpsSite;
import org.shuqiao.certs.Samples;
import org.shuqiao.certs.TlsTrust;

class LogSiteTest {
    private static final String KEY = "key-1.abc";

    @TempDir
    private Path folder;

    @TempDir
    private Path keys;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private URI base;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/log/", this::serve);
        server.start();
        base = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/log");
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void isAuditedLikeAFolder() throws Exception {
        var log = new PublishedLog(LogHash.SM3, folder, Samples.authority(keys).issue("log", "log"));
        log.grow(300);
        var audit = new LogAudit(List.of(log.key()));

        assertThat(audit.audit(LogSite.open(base), List.of()))
                .allMatch(Check::passed)
                .contains(new Check("entries", true, "0 leaves agree, 300 are not shown"));
        assertThat(audit.audit(LogSite.open(URI.create(base + "/"), keyFile(KEY + "\n"), List.of()), List.of()))
                .allMatch(Check::passed)
                .contains(new Check("entries", true, "300 leaves agree"));
    }

    @Test
    void isReadOverHttpsFromWhomItIsToldToBelieve() throws Exception {
        Files.write(folder.resolve("checkpoint"), utf8("checkpoint"));
        HttpsServer secure = HttpsSite.create(keys, "127.0.0.1");
        secure.createContext("/log/", this::serve);
        secure.start();
        try {
            URI site = URI.create("https://127.0.0.1:" + secure.getAddress().getPort() + "/log");

            assertThat(LogSite.open(site, null, List.of(keys.resolve("tls-ca.pem")))
                            .checkpoint())
                    .isEqualTo(utf8("checkpoint"));
            assertThatExceptionOfType(LogUnreadable.class)
                    .isThrownBy(() -> LogSite.open(site).checkpoint())
                    .withMessage("checkpoint cannot be fetched");
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatExceptionOfType(LogUnreadable.class)
                .isThrownBy(() -> LogSite.open(base).checkpoint())
                .withMessage("the log shows no checkpoint");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 302, 307, 429, 500, 503})
    void takesNoOtherStatusForAnAnswer(int status) {
        server.createContext("/log/checkpoint", exchange -> {
            exchange.getResponseHeaders().add("Location", "/log/other");
            exchange.sendResponseHeaders(status, -1);
        });

        assertThatExceptionOfType(LogUnreadable.class)
                .isThrownBy(() -> LogSite.open(base).checkpoint())
                .withMessage("checkpoint is answered with status " + status);
    }

    @Test
    void givesUpOnABodyThatIsLongerThanItCanBe() {
        server.createContext("/log/checkpoint", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                while (true) { // until the reader hangs up
                    body.write(new byte[16_384]);
                }
            }
        });

        assertThatExceptionOfType(LogUnreadable.class)
                .isThrownBy(() -> LogSite.open(base).checkpoint())
                .withMessage("checkpoint cannot be fetched");
    }

    @Test
    void doesNotWaitForABodyThatTrickles() {
        server.createContext("/log/checkpoint", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await();
        });

        assertThatExceptionOfType(LogUnreadable.class)
                .isThrownBy(
                        () -> new LogSite(base, "", TlsTrust.context(List.of()), Duration.ofSeconds(2)).checkpoint())
                .withMessage("checkpoint does not arrive in time");
    }

    @Test
    void saysThatNobodyListens() {
        server.stop(0);

        assertThatExceptionOfType(LogUnreadable.class)
                .isThrownBy(() -> LogSite.open(base).checkpoint());
    }

    @Test
    void refusesKeyFilesWithoutQuotingThem() {
        for (String content : List.of("", "\n", "two words", "line\nline", "schlüssel")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LogSite.open(base, keyFile(content), List.of()))
                    .withMessage("the key file holds something else than one API key");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"log", "file:///etc", "ftp://host/log", "http:log", "http://host/log?a=b", "http://host/log#a"})
    void refusesWhatIsNoAddressOfASite(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> LogSite.open(URI.create(address)));
    }

    private Path keyFile(String content) throws IOException {
        return Files.write(keys.resolve("key"), utf8(content));
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows the folder, but leaves only to the owner of the key. */
    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring("/log/".length());
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (path.startsWith("tile/entries/") && !("Bearer " + KEY).equals(authorization)) {
                exchange.sendResponseHeaders(401, -1);
            } else if (!Files.isRegularFile(folder.resolve(path))) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                byte[] content = Files.readAllBytes(folder.resolve(path));
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        }
    }
}
