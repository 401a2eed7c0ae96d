package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.mappings.ChinaTime;
import tools.jackson.databind.JsonNode;

/** The life of a key over HTTP, and that no private byte comes with it. */
@ExtendWith(OneGateway.class)
class KeyApiTest {
    private static final String KEYS = "/api/v1/keys";

    private final GatewayUnderTest gateway;

    KeyApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @Test
    void signsWithAKeyThatWasMadeCertifiedAndActivatedHere() throws Exception {
        String id = create(Map.of("role", "STATEMENT"));
        certify(id);
        JsonNode active = gateway.officer()
                .post(KEYS + "/" + id + "/activate", Map.of())
                .expect(200)
                .json();

        assertThat(active.path("state").asString()).isEqualTo("ACTIVE");
        assertThat(active.path("owner").asString()).isEqualTo("gateway-1");
        TestCenter center = gateway.newCenterWithAgreement();
        center.awaitTransfer(center.accepted("activity", center.record("activity")), "STORED");
        assertThat(gateway.sql()
                        .queryForObject(
                                """
                                SELECT count(*) FROM transfer t JOIN transfer_content c ON c.id = t.id
                                JOIN signing_chain s ON s.fingerprint = c.signing_chain
                                WHERE t.center = ? AND convert_from(s.pem, 'UTF8') = ?
                                """,
                                Integer.class,
                                center.usci(),
                                active.at("/certificate/chain").asString()))
                .isEqualTo(1);
    }

    @Test
    void showsEveryKeyAndNothingOfItsBytes() throws Exception {
        String secret = "agreed-" + UUID.randomUUID();
        Answer created = gateway.officer()
                .post(KEYS, Map.of("role", "CALL", "owner", "qingdao", "secret", secret))
                .expect(201);
        String id = created.json().path("id").asString();

        Answer listed = gateway.admin().get(KEYS).expect(200);

        assertThat(listed.json().findValuesAsString("id")).contains(id);
        assertThat(listed.json().findValuesAsString("role")).contains("STATEMENT", "LOG", "MASKING", "CALL");
        assertThat(created.text() + listed.text()).doesNotContain(secret, "sealed", "PRIVATE");
        assertThat(gateway.log()).doesNotContain(secret);
        assertThat(gateway.sql().queryForList("SELECT k::text FROM key_store k", String.class))
                .noneMatch(row -> row.contains(secret));
        gateway.officer()
                .post(KEYS + "/" + id + "/retire", Map.of("reason", "test"))
                .expect(200);
    }

    @Test
    void tellsAuditorsOfAKeyInWrongHands() throws Exception {
        String id = create(Map.of("role", "STATEMENT", "owner", "gateway-9"));
        JsonNode certified = certify(id);
        Instant from = Instant.parse("2026-01-01T00:00:00Z");

        gateway.officer()
                .post(KEYS + "/" + id + "/compromised", Map.of("from", from.toString(), "reason", "found in a drawer"))
                .expect(200);

        JsonNode compromised =
                gateway.anonymous().get("/api/v1/log/trust").expect(200).json().path("compromised");
        assertThat(compromised.findValuesAsString("certificate"))
                .contains(certified.at("/certificate/sm3").asString());
        gateway.officer().post(KEYS + "/" + id + "/activate", Map.of()).expectProblem(409, "WRONG_STATE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "",
                "{\"role\":\"KING\"}",
                "{\"role\":0}",
                "{\"role\":\"LOG\",\"owner\":\"gateway-1\"}",
                "{\"role\":\"CALL\"}",
                "{\"role\":\"CALL\",\"owner\":\"nowhere\"}",
                "{\"role\":\"CALL\",\"owner\":\"qingdao\",\"secret\":\" \"}",
                "{\"role\":\"STATEMENT\",\"secret\":\"mine\"}",
                "{\"role\":\"STATEMENT\",\"owner\":\"a\\u0000\"}",
                "{\"role\":\"STATEMENT\",\"state\":\"ACTIVE\"}"
            })
    void refusesAKeyThatIsNone(String body) {
        gateway.officer().post(KEYS, body.getBytes(UTF_8)).expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void refusesWhatDoesNotFitAKey() {
        String id = create(Map.of("role", "LOG"));
        String path = KEYS + "/" + id;

        gateway.officer().post(path + "/activate", Map.of()).expectProblem(409, "WRONG_STATE");
        gateway.officer().post(path + "/activate", Map.of("at", "soon")).expectProblem(400, "BAD_REQUEST");
        gateway.officer().post(path + "/retire", Map.of()).expectProblem(400, "BAD_REQUEST");
        gateway.officer().post(path + "/compromised", Map.of("reason", "x")).expectProblem(400, "BAD_REQUEST");
        gateway.officer()
                .post(path + "/compromised", Map.of("reason", "x", "from", "2999-01-01T00:00:00Z"))
                .expectProblem(400, "BAD_REQUEST");
        Answer refused = gateway.officer()
                .post(path + "/chain", "no certificates".getBytes(UTF_8))
                .expectProblem(422, "KEY_CHAIN_REFUSED");
        assertThat(refused.json().path("reason").asString()).isEqualTo("MALFORMED");
        gateway.officer().post(path + "/chain", new byte[1 << 20]).expectProblem(413, "BODY_TOO_LARGE");
        gateway.officer().get(KEYS + "/" + UUID.randomUUID() + "/csr").expectProblem(404, "NOT_FOUND");
        gateway.officer().get(KEYS + "/x/csr").expectProblem(400, "BAD_REQUEST");
        gateway.officer().post(path + "/retire", Map.of("reason", "test")).expect(200);
        gateway.officer().get(path + "/csr").expectProblem(409, "WRONG_STATE");
    }

    @Test
    void rotatesAMaskingKeyFromAYearThatHasNotBegun() {
        String path = KEYS + "/" + create(Map.of("role", "MASKING"));
        int year = ChinaTime.year(Instant.now());

        gateway.officer().post(path + "/activate", Map.of()).expectProblem(400, "BAD_REQUEST");
        Answer begun = gateway.officer()
                .post(path + "/activate", Map.of("fromYear", year))
                .expectProblem(409, "KEY_PERIOD");
        assertThat(begun.json().path("begun").intValue()).isEqualTo(year);
        JsonNode active = gateway.officer()
                .post(path + "/activate", Map.of("fromYear", year + 1))
                .expect(200)
                .json();
        assertThat(active.path("fromYear").intValue()).isEqualTo(year + 1);
        String log = KEYS + "/" + create(Map.of("role", "LOG"));
        gateway.officer().post(log + "/activate", Map.of("fromYear", year + 1)).expectProblem(400, "BAD_REQUEST");
        gateway.officer().post(log + "/retire", Map.of("reason", "test")).expect(200);
        gateway.officer().post(path + "/retire", Map.of("reason", "test")).expect(200);
    }

    @Test
    void countsMissingKeysAndTheTimeThatCertificatesHaveLeft() {
        JsonNode missing = gateway.operator()
                .get("/actuator/metrics/shuqiao.keys.missing")
                .expect(200)
                .json();
        JsonNode left = gateway.operator()
                .get("/actuator/metrics/shuqiao.keys.certificate.left?tag=role:LOG")
                .expect(200)
                .json();

        assertThat(missing.at("/measurements/0/value").doubleValue()).isZero();
        assertThat(left.at("/measurements/0/value").doubleValue()).isGreaterThan(3_000 * 86_400.0);
    }

    @Test
    void asksForTheCertificateOfATlsKeyUnderItsNames() throws Exception {
        String path = KEYS + "/" + create(Map.of("role", "TLS"));

        Answer request = gateway.officer()
                .get(path + "/csr?name=gateway.example&name=10.0.0.1")
                .expect(200);

        assertThat(request.text()).startsWith("-----BEGIN CERTIFICATE REQUEST-----");
        gateway.officer().get(path + "/csr").expectProblem(400, "BAD_REQUEST");
        gateway.officer().get(path + "/csr?name=no_name").expectProblem(400, "BAD_REQUEST");
        gateway.officer().post(path + "/retire", Map.of("reason", "test")).expect(200);
    }

    private String create(Map<String, String> key) {
        return gateway.officer().post(KEYS, key).expect(201).json().path("id").asString();
    }

    /** As an authority would, from the request alone. */
    private JsonNode certify(String id) throws IOException {
        Answer request = gateway.officer().get(KEYS + "/" + id + "/csr").expect(200);
        assertThat(request.headers().firstValue("Content-Type")).hasValue("application/x-pem-file");
        byte[] chain = DevelopmentAuthority.openOrCreate(
                        gateway.home().resolve("development"), Clock.systemUTC(), new SecureRandom())
                .certify(request.body())
                .pem();
        return gateway.officer()
                .post(KEYS + "/" + id + "/chain", chain)
                .expect(200)
                .json();
    }
}
