package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampAuthorityTest {
    private static final String SHA_256 = "300B0609608648016503040201";

    @TempDir
    private static Path home;

    private static DevelopmentKeys keys;
    private static OpenSsl openSsl;
    private static TimestampKeys tsa;
    private static Path data;

    private final SettableClock clock = new SettableClock(Instant.now());
    private final TimestampAuthority authority = new TimestampAuthority(tsa, clock, new SecureRandom());

    @BeforeAll
    static void makeKeys() throws IOException {
        keys = DevelopmentKeys.create(home);
        openSsl = keys.openSsl();
        tsa = TimestampKeys.load(home.resolve("development"));
        data = Files.writeString(keys.file("checkpoint"), "origin\n17\nroot\n");
    }

    @Test
    void makesTokensThatOpenSslVerifies() throws IOException {
        Path reply = reply("-sha256 -cert");
        openSsl.timestamps("-verify -queryfile query.tsq -in " + reply + " -CAfile tsa-ca.pem");
        openSsl.timestamps("-verify -data " + data + " -in " + reply + " -CAfile tsa-ca.pem");
        assertThat(openSsl.timestamps("-reply -text -in " + reply))
                .contains("Status: Granted.", "Policy OID: tsa_policy1", "Hash Algorithm: sha256")
                .doesNotContain("Nonce: unspecified");
    }

    @Test
    void leavesItsCertificateAndTheNonceOutUnlessAskedFor() throws IOException {
        Path reply = reply("-sha256 -no_nonce");
        byte[] leaf = keys.certificate("tsa");
        assertThat(contains(Files.readAllBytes(reply), leaf)).isFalse();
        assertThat(openSsl.timestamps("-reply -text -in " + reply)).contains("Nonce: unspecified");
        openSsl.timestamps("-verify -queryfile query.tsq -in " + reply + " -CAfile tsa-ca.pem -untrusted tsa.pem");
        assertThat(contains(Files.readAllBytes(reply("-sha256 -cert")), leaf)).isTrue();
    }

    @Test
    void makesTokensThatOpenSslRefusesForOtherDataAndOtherAuthorities() throws IOException {
        Path reply = reply("-sha256 -cert");
        Files.writeString(keys.file("other"), "other");
        openSsl.foreignLeaf("other-ca");
        assertThatThrownBy(() -> openSsl.timestamps("-verify -data other -in " + reply + " -CAfile tsa-ca.pem"))
                .hasMessageContaining("message imprint mismatch");
        assertThatThrownBy(
                        () -> openSsl.timestamps("-verify -data " + data + " -in " + reply + " -CAfile other-ca.pem"))
                .hasMessageContaining("certificate verify error");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T10:00:00.120Z,20261121100000.12Z",
        "2026-11-21T10:00:00.999999Z,20261121100000.999Z",
        "2026-11-21T10:00:00Z,20261121100000Z"
    })
    void writesTheTimeInUtcWithoutTrailingZeros(Instant now, String written) {
        clock.set(now);
        assertThat(new String(authority.answer(query(SHA_256, 32, "")), UTF_8)).contains(written);
    }

    @Test
    void neverUsesASerialNumberTwice() throws MalformedDer {
        byte[] query = query(SHA_256, 32, "");
        assertThat(authority.answer(query)).isNotEqualTo(authority.answer(query));
        clock.advance(Duration.ofSeconds(1));
        assertThat(authority.answer(query)).isNotEqualTo(authority.answer(query));
    }

    @Test
    void takesAlgorithmParametersOfNullAndItsOwnPolicy() {
        assertGranted(query("300D06096086480165030402010500", 32, ""));
        assertGranted(query(SHA_256, 32, "06042A030401"));
        assertGranted(query(SHA_256, 32, "02010A" + "0101FF"));
        assertGranted(query(SHA_256, 32, "0101FF"));
        assertGranted(query(SHA_256, 32, "010100"));
    }

    @Test
    void saysWhyItRefuses() {
        assertRefused(query("300706052B0E03021A", 20, ""), TimestampFailure.BAD_ALG);
        assertRefused(query("300A06082A811CCF55018311", 32, ""), TimestampFailure.BAD_ALG);
        assertRefused(query(SHA_256, 31, ""), TimestampFailure.BAD_DATA_FORMAT);
        assertRefused(query(SHA_256, 32, "06042A030402"), TimestampFailure.UNACCEPTED_POLICY);
        assertRefused(query(SHA_256, 32, "A000"), TimestampFailure.UNACCEPTED_EXTENSION);
        assertRefused(query(SHA_256, 32, "010105"), TimestampFailure.BAD_DATA_FORMAT);
        assertRefused(query(SHA_256, 32, "0200"), TimestampFailure.BAD_DATA_FORMAT);
        assertRefused(query(SHA_256, 32, "0221" + "01".repeat(33)), TimestampFailure.BAD_DATA_FORMAT);
        assertRefused(query(SHA_256, 32, "0500"), TimestampFailure.BAD_DATA_FORMAT);
        assertRefused(new byte[TimestampAuthority.MAX_QUERY_BYTES + 1], TimestampFailure.BAD_DATA_FORMAT);
        byte[] otherVersion = query(SHA_256, 32, "");
        otherVersion[4] = 2;
        assertRefused(otherVersion, TimestampFailure.BAD_REQUEST);
    }

    @Test
    void refusesEveryCutQuery() {
        byte[] query = query(SHA_256, 32, "02010A" + "0101FF");
        for (int i = 0; i < query.length; i++) {
            assertRefused(Arrays.copyOf(query, i), TimestampFailure.BAD_DATA_FORMAT);
        }
        assertRefused(Arrays.copyOf(query, query.length + 1), TimestampFailure.BAD_DATA_FORMAT);
    }

    @Test
    void writesRejectionsThatOpenSslReads() throws IOException {
        Path reply = Files.write(keys.file("rejected.tsr"), authority.answer(new byte[0]));
        assertThat(openSsl.timestamps("-reply -text -in " + reply))
                .contains("Status: Rejected.", "the data submitted has the wrong format");
    }

    @Test
    void answersOverHttp() throws Exception {
        try (SimulatorServer server =
                SimulatorServer.start(home, "127.0.0.1", 0, Clock.systemUTC(), new SecureRandom())) {
            openSsl.timestamps("-query -data " + data + " -sha256 -cert -out http.tsq");
            byte[] query = Files.readAllBytes(keys.file("http.tsq"));
            HttpResponse<byte[]> answer = post(server.port(), "application/timestamp-query", query);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/timestamp-reply");
            Files.write(keys.file("http.tsr"), answer.body());
            openSsl.timestamps("-verify -queryfile http.tsq -in http.tsr -CAfile tsa-ca.pem");
            assertThat(post(server.port(), "application/json", query).statusCode())
                    .isEqualTo(415);
            assertThat(post(server.port(), "application/timestamp-query", new byte[0])
                            .body())
                    .isEqualTo(authority.answer(new byte[0]));
        }
    }

    @Test
    void willNotStartWithAKeyOrACertificateThatIsNotForIt(@TempDir Path other) throws IOException {
        OpenSsl second = new OpenSsl(other);
        second.timestampAuthority();
        assertThat(TimestampKeys.load(other).chain()).hasSize(1);

        Files.copy(keys.file("tsa.key.pem"), other.resolve("tsa.key.pem"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> TimestampKeys.load(other)).hasMessageContaining("tsa.key.pem is not the key of");
        Files.copy(keys.file("tsa.pem"), other.resolve("tsa.pem"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> TimestampKeys.load(other)).hasMessageContaining("is not the authority of tsa.pem");
        Files.copy(keys.file("gateway.pem"), other.resolve("tsa.pem"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> TimestampKeys.load(other)).isInstanceOf(StartupFailure.class);
        for (String usage : List.of("timeStamping", "critical,timeStamping,emailProtection", "critical,serverAuth")) {
            second.timestampLeaf("tsa", "tsa-ca", usage);
            assertThatThrownBy(() -> TimestampKeys.load(other)).hasMessageContaining("is not for time stamping");
        }
    }

    private Path reply(String options) throws IOException {
        openSsl.timestamps("-query -data " + data + " " + options + " -out query.tsq");
        byte[] answer = authority.answer(Files.readAllBytes(keys.file("query.tsq")));
        return Files.write(keys.file("reply.tsr"), answer);
    }

    /** A TimeStampReq of version 1 with these elements behind its imprint. */
    private static byte[] query(String algorithm, int hashBytes, String more) {
        byte[] imprint =
                DerWriter.sequence(HexFormat.of().parseHex(algorithm), DerWriter.octetString(new byte[hashBytes]));
        return DerWriter.sequence(DerWriter.integer(1), imprint, HexFormat.of().parseHex(more));
    }

    private void assertGranted(byte[] query) {
        assertThat(authority.answer(query)).hasSizeGreaterThan(200);
    }

    private void assertRefused(byte[] query, TimestampFailure failure) {
        byte[] rejection = DerWriter.sequence(DerWriter.integer(2), DerWriter.namedBit(failure.bit()));
        assertThat(authority.answer(query)).isEqualTo(DerWriter.sequence(rejection));
    }

    private static boolean contains(byte[] whole, byte[] part) {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(whole).contains(hex.formatHex(part));
    }

    private static HttpResponse<byte[]> post(int port, String contentType, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tsa"))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
