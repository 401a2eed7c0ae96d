package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.TlsTrust;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway's door as clients meet it: with certificates from a file, and from the key store once there are some. */
@Order(Integer.MAX_VALUE)
class HttpsTest {
    private static final String PASSWORD = "correct horse";
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int ATTEMPTS_PER_MINUTE = 20;
    private static final String BUSY = "/sign-in?busy";

    @TempDir
    static Path home;

    @TempDir
    static Path elsewhere;

    private static WebAuthority authority;
    private static WebAuthority.Server first;
    private static Path ca;
    private static Path file;
    private static ConfigurableApplicationContext context;
    private static int port;
    private static GatewayClient admin;

    @BeforeAll
    static void start() throws Exception {
        DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), new SecureRandom());
        authority = new WebAuthority();
        ca = authority.writeTo(elsewhere.resolve("ca.pem"));
        first = authority.server();
        file = first.writePkcs12(elsewhere.resolve("server.p12"), PASSWORD);
        context = GatewayApplication.start(
                home,
                0,
                List.of(
                        "--shuqiao.development=true",
                        "--shuqiao.tls.key-store=" + file,
                        "--shuqiao.tls.password=" + PASSWORD));
        port = Integer.parseInt(Files.readString(home.resolve("run/gateway.port")));
        admin = client().withKey(
                        Files.readString(home.resolve("secrets/admin.key")).strip());
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    /** With a TLS session of its own. */
    private static GatewayClient client() throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(TlsTrust.context(List.of(ca)))
                .build();
        return new GatewayClient(http, URI.create(Files.readString(home.resolve("run/gateway.url"))), null);
    }

    @Test
    void answersWhoTrustsItsAuthorityAndSaysWhereItIs() throws Exception {
        client().get("/actuator/health/liveness").expect(200);

        assertThat(Files.readString(home.resolve("run/gateway.url"))).isEqualTo("https://127.0.0.1:" + port);
        GatewayClient stranger = new GatewayClient(HttpClient.newHttpClient(), client().gateway(), null);
        assertThatThrownBy(() -> stranger.get("/actuator/health/liveness")).hasRootCauseInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksTls(String version) throws Exception {
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getSession().getCipherSuite()).containsAnyOf("GCM", "CHACHA20");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                "TLS_RSA_WITH_AES_128_GCM_SHA256"
            })
    void refusesSuitesOfThePast(String suite) throws Exception {
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    /** Written by hand, since no client of today offers these any more. */
    @ParameterizedTest
    @ValueSource(strings = {"0300", "0301", "0302"})
    void refusesVersionsOfThePast(String version) throws Exception {
        byte[] hello = hello(HexFormat.of().parseHex(version));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(hello);

            byte[] answer = socket.getInputStream().readNBytes(7);

            assertThat(answer[0]).as("an alert").isEqualTo((byte) 21);
            assertThat(answer[5]).as("a fatal one").isEqualTo((byte) 2);
            assertThat(answer[6]).as("protocol_version").isEqualTo((byte) 70);
        }
    }

    private static byte[] hello(byte[] version) {
        ByteBuffer hello = ByteBuffer.allocate(2 + 32 + 1 + 4 + 2);
        hello.put(version).put(new byte[32]).put((byte) 0);
        hello.putShort((short) 2).putShort((short) 0xc00a); // ECDHE_ECDSA_WITH_AES_256_CBC_SHA
        hello.put((byte) 1).put((byte) 0);
        int length = hello.capacity();
        return ByteBuffer.allocate(5 + 4 + length)
                .put((byte) 22)
                .put((byte) 3)
                .put((byte) 1)
                .putShort((short) (length + 4))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) length)
                .put(hello.array())
                .array();
    }

    @Test
    void answersPlainHttpWithNothingButARefusal() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write("GET /actuator/health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
            InputStream in = socket.getInputStream();

            assertThat(new String(in.readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void followsTheFileAndTheKeyStoreWithoutARestart() throws Exception {
        GatewayClient busy = client();
        busy.get("/actuator/health/liveness").expect(200);
        assertThat(shownSerial()).isEqualTo(first.serial());
        WebAuthority.Server second = authority.server();
        second.writePkcs12(file, PASSWORD);
        await().atMost(TestCenter.LONGEST)
                .untilAsserted(() -> assertThat(shownSerial()).isEqualTo(second.serial()));

        String key = "/api/v1/keys/"
                + admin.post("/api/v1/keys", Map.of("role", "TLS"))
                        .expect(201)
                        .json()
                        .path("id")
                        .asString();
        byte[] chain = authority.certify(
                admin.get(key + "/csr?name=127.0.0.1").expect(200).body());
        String serial = admin.post(key + "/chain", chain)
                .expect(200)
                .json()
                .at("/certificate/serial")
                .asString();
        assertThat(shownSerial()).isEqualTo(second.serial());
        admin.post(key + "/activate", Map.of()).expect(200);

        assertThat(shownSerial()).isEqualTo(serial.replaceFirst("^0", ""));
        client().get("/actuator/health/liveness").expect(200);
        busy.get("/actuator/health/liveness").expect(200);
        admin.post(key + "/compromised", Map.of("from", "2026-01-01T00:00:00Z", "reason", "test"))
                .expect(200);
        assertThat(shownSerial()).isEqualTo(second.serial());
    }

    @Test
    void countsTheTimeThatTheCertificateHasLeft() {
        double left = admin.get("/actuator/metrics/shuqiao.https.certificate.left")
                .expect(200)
                .json()
                .at("/measurements/0/value")
                .doubleValue();

        assertThat(left).isBetween(19 * 86_400.0, 20 * 86_400.0);
    }

    @Test
    void keepsPeopleToHttps() throws Exception {
        Accounts.Opened opened =
                context.getBean(Accounts.class).open("wang.li", ApiKeys.Role.OFFICER, null, "王莉 0123", "test");
        ConsoleClient person = person();

        Answer signedIn = signIn(person, opened.name(), opened.password());

        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("shuqiao-session="))
                .allMatch(cookie -> cookie.contains("; Secure")
                        && cookie.contains("; HttpOnly")
                        && cookie.contains("; SameSite=Strict"));
        assertThat(person.get("/account").expect(200).text()).contains("请先改为自己的密码");
        for (String path : List.of("/sign-in", "/account", "/nothing", "/console/console.css", "/api/v1/log/trust")) {
            assertThat(person.http().get(path).headers().firstValue("Strict-Transport-Security"))
                    .as(path)
                    .hasValueSatisfying(held -> assertThat(held).startsWith("max-age=31536000"));
        }
    }

    @Test
    void holdsBackAnAddressThatTriesTooManyPasswords() throws Exception {
        ConsoleClient person = person();
        person.get("/sign-in");
        int tried = 0;
        String told = "";
        while (!told.equals(BUSY) && tried < 3 * ATTEMPTS_PER_MINUTE) {
            tried++;
            told = attempt(person, "nobody", "kein Passwort von hier")
                    .headers()
                    .firstValue("Location")
                    .orElse("");
        }

        assertThat(told).isEqualTo(BUSY);
        assertThat(person.get(BUSY).text()).contains("尝试次数过多");
    }

    private static ConsoleClient person() throws Exception {
        return ConsoleClient.of(client().gateway(), TlsTrust.context(List.of(ca)));
    }

    /** As soon as nobody is held back any more. */
    private static Answer signIn(ConsoleClient person, String name, String password) {
        person.get("/sign-in");
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .pollDelay(Duration.ZERO)
                .until(() -> attempt(person, name, password), answer -> !answer.headers()
                        .firstValue("Location")
                        .orElse("")
                        .equals(BUSY));
    }

    private static Answer attempt(ConsoleClient person, String name, String password) {
        return person.postPart("/sign-in", Map.of("name", name, "password", password))
                .answer();
    }

    private static SSLSocket socket() throws Exception {
        SSLContext trust = TlsTrust.context(List.of(ca));
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static String shownSerial() throws Exception {
        try (SSLSocket socket = socket()) {
            socket.startHandshake();
            X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return leaf.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        }
    }
}
