package org.shuqiao.routes.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.routes.webhooks.WebhookAnswer.Kind;

/** A center's server may be slow, endless or malicious; a call ends in time, in bounded memory, and where it was meant to go. */
class WebhookClientTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration IMPATIENT = Duration.ofMillis(300);
    private static final WebhookRules ANYWHERE = new WebhookRules(true, true);

    private CenterServer server;

    @BeforeEach
    void start() throws IOException {
        server = new CenterServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private WebhookAnswer call() throws IOException {
        return call(SystemDefaultDnsResolver.INSTANCE, ANYWHERE, server.url());
    }

    private WebhookAnswer callImpatiently() throws IOException {
        return call(SystemDefaultDnsResolver.INSTANCE, ANYWHERE, server.url(), IMPATIENT);
    }

    private static WebhookAnswer call(DnsResolver names, WebhookRules rules, URI url) throws IOException {
        return call(names, rules, url, PATIENT);
    }

    private static WebhookAnswer call(DnsResolver names, WebhookRules rules, URI url, Duration patience)
            throws IOException {
        try (WebhookClient client = new WebhookClient(names, rules, patience)) {
            return client.post(url, Map.of("X-Test", "1"), "{}".getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void isDeliveredWithAnyStatusOf2xx(int status) throws IOException {
        server.answers(status);
        assertThat(call()).isEqualTo(new WebhookAnswer(Kind.DELIVERED, status));
        assertThat(server.calls()).singleElement().satisfies(call -> {
            assertThat(call.path()).isEqualTo("/hook");
            assertThat(call.headers()).containsEntry("X-test", "1").containsEntry("User-agent", "Shuqiao");
            assertThat(call.headers().get("Content-type")).startsWith("application/json");
            assertThat(call.body()).asString(UTF_8).isEqualTo("{}");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 429, 500, 503})
    void isNotDeliveredWithAnyOther(int status) throws IOException {
        server.answers(status, "no");
        assertThat(call()).isEqualTo(new WebhookAnswer(Kind.STATUS, status));
        assertThat(server.calls()).as("never repeated by itself").hasSize(1);
    }

    @Test
    void doesNotFollowARedirect() throws IOException {
        server.redirectsTo(server.url("127.0.0.1", "/elsewhere").toString());
        assertThat(call()).isEqualTo(new WebhookAnswer(Kind.STATUS, 307));
        assertThat(server.calls()).extracting(CenterServer.Call::path).containsExactly("/hook");
    }

    @Test
    void givesUpOneThatDoesNotAnswerInTime() throws IOException {
        server.neverAnswers();
        assertThat(callImpatiently()).isEqualTo(WebhookAnswer.without(Kind.TOO_SLOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void givesUpAnAnswerThatDoesNotEnd(int status) throws IOException {
        server.answersForEver(status);
        assertThat(callImpatiently()).isEqualTo(WebhookAnswer.without(Kind.TOO_SLOW));
    }

    @Test
    void givesUpAnAnswerThatIsTooLong() throws IOException {
        server.answers(200, "x".repeat(1 << 17));
        assertThat(call()).isEqualTo(WebhookAnswer.without(Kind.ANSWER_TOO_LONG));
    }

    @Test
    void tellsWhereNobodyListens() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:1/");
        assertThat(call(SystemDefaultDnsResolver.INSTANCE, ANYWHERE, nobody))
                .isEqualTo(WebhookAnswer.without(Kind.NOT_CONNECTED));
    }

    @Test
    void tellsWhereTlsDoesNotComeAbout() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread speaker = new Thread(() -> speakPlainly(plain));
            speaker.start();
            URI url = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/");
            assertThat(call(SystemDefaultDnsResolver.INSTANCE, ANYWHERE, url))
                    .isEqualTo(WebhookAnswer.without(Kind.TLS_FAILED));
        }
    }

    private static void speakPlainly(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
            socket.getInputStream().readNBytes(1_000);
        } catch (IOException gone) {
            // The client has had enough.
        }
    }

    @Test
    void tellsWhereTheNameIsNotKnown() throws IOException {
        DnsResolver nothing = names(host -> {
            throw new UnknownHostException(host);
        });
        assertThat(call(nothing, ANYWHERE, server.url("center.example.com", "/")))
                .isEqualTo(WebhookAnswer.without(Kind.UNKNOWN_HOST));
    }

    @Test
    void connectsToNoPrivateAddressWhateverItsNameIs() throws IOException {
        WebhookRules publicOnly = new WebhookRules(false, true);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        InetAddress elsewhere = InetAddress.getByName("1.1.1.1");
        DnsResolver alone = names(host -> new InetAddress[] {loopback});
        DnsResolver among = names(host -> new InetAddress[] {elsewhere, loopback});

        for (DnsResolver names : new DnsResolver[] {alone, among, SystemDefaultDnsResolver.INSTANCE}) {
            URI url = server.url(names == SystemDefaultDnsResolver.INSTANCE ? "localhost" : "center.example.com", "/");
            assertThat(call(names, publicOnly, url)).isEqualTo(WebhookAnswer.without(Kind.ADDRESS_REFUSED));
        }
        assertThat(call(SystemDefaultDnsResolver.INSTANCE, publicOnly, server.url()))
                .as("digits need no name server, and are checked too")
                .isEqualTo(WebhookAnswer.without(Kind.ADDRESS_REFUSED));
        assertThat(server.calls()).isEmpty();
    }

    /** A name that is public when it is checked and private when it is connected to. */
    @Test
    void asksForANameOnceAndConnectsToWhatItChecked() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        DnsResolver rebinding = names(host -> {
            boolean first = asked.incrementAndGet() == 1;
            return new InetAddress[] {InetAddress.getByName(first ? "127.0.0.2" : "127.0.0.1")};
        });
        // The server listens on 127.0.0.1 only, so reaching it would mean a second question.
        assertThat(call(rebinding, ANYWHERE, server.url("center.example.com", "/")))
                .isEqualTo(WebhookAnswer.without(Kind.NOT_CONNECTED));
        assertThat(asked).hasValue(1);
        assertThat(server.calls()).isEmpty();
    }

    private interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private static DnsResolver names(Names names) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return names.of(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }
}
