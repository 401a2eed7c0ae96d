package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTrustTest {
    @TempDir
    private Path dir;

    @TempDir
    private Path elsewhere;

    private HttpsServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void believesANamedAuthorityAndNoStranger() throws Exception {
        int port = start("127.0.0.1");
        Samples.authority(elsewhere).tls(List.of("127.0.0.1"));

        assertThat(status(port, dir.resolve("tls-ca.pem"))).isEqualTo(204);
        assertThatThrownBy(() -> status(port, elsewhere.resolve("tls-ca.pem"))).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> status(port)).isInstanceOf(SSLException.class);
    }

    @Test
    void believesNoCertificateOfAnotherName() throws Exception {
        int port = start("gateway.example");

        assertThatThrownBy(() -> status(port, dir.resolve("tls-ca.pem"))).isInstanceOf(SSLException.class);
    }

    @Test
    void namesAFileThatHoldsNoCertificate() throws Exception {
        Path empty = Files.writeString(elsewhere.resolve("empty.pem"), "");
        Path text = Files.writeString(elsewhere.resolve("text.pem"), "no certificate");

        assertThatThrownBy(() -> TlsTrust.context(List.of(empty)))
                .isInstanceOf(IOException.class)
                .hasMessage("no certificate in " + empty);
        assertThatThrownBy(() -> TlsTrust.context(List.of(text)))
                .isInstanceOf(IOException.class)
                .hasMessage("no certificate in " + text);
        assertThatThrownBy(() -> TlsTrust.context(List.of(elsewhere.resolve("missing.pem"))))
                .isInstanceOf(NoSuchFileException.class);
    }

    private int start(String name) throws Exception {
        server = HttpsSite.create(dir, name);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server.getAddress().getPort();
    }

    private static int status(int port, Path... caFiles) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(TlsTrust.context(List.of(caFiles)))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
