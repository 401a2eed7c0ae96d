package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** A gateway with its own embedded servers, a platform that checks what it gets, and the keys of everybody. */
final class GatewayUnderTest implements AutoCloseable {
    /** One for all gateways of this JVM, whose logging is one thing. It stays, for the search at the end of the build. */
    private static final Path LOG = Path.of(
                    "target", "test-logs", "gateway-" + ProcessHandle.current().pid() + ".log")
            .toAbsolutePath();

    private final Path home;
    private final DevelopmentKeys keys;
    private final TestPlatform platform;
    private final ConfigurableApplicationContext context;
    private final GatewayClient anonymous;
    private final GatewayClient admin;
    private final AtomicInteger centers = new AtomicInteger();
    private final Queue<String> issuedKeys = new ConcurrentLinkedQueue<>();
    private final GatewayClient operator;
    private final GatewayClient officer;
    private final GatewayClient secondOfficer;

    static final List<String> OFFICERS = List.of("officer-wang", "officer-li");

    static {
        // Where a test says nothing of time it is not about time, and the machine may be busy with something else.
        Awaitility.setDefaultTimeout(TestCenter.LONGEST);
        // Nor is a look that finds nothing yet a verdict: it is the last look that counts.
        Awaitility.ignoreExceptionsByDefault();
    }

    private GatewayUnderTest(Path home, List<String> settings) throws IOException, CertificateRefused {
        this.home = home;
        LentPostgres.to(home);
        this.keys = DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), new SecureRandom());
        for (String officer : OFFICERS) {
            officerKey(officer);
        }
        this.platform = TestPlatform.start(keys.folder(), keys.platform());
        List<String> all = new ArrayList<>(List.of(
                "--shuqiao.platforms.qingdao.base-url=" + platform.url(),
                "--shuqiao.development=true",
                "--shuqiao.http=true", // HttpsTest is about the other way
                "--shuqiao.sweep-millis=200",
                "--shuqiao.console.attempts-per-minute=10000", // everybody here comes from one address
                "--shuqiao.officers.attestors=" + keys.folder().resolve(OFFICERS.get(0) + ".pem") + ","
                        + keys.folder().resolve(OFFICERS.get(1) + ".pem"),
                "--shuqiao.webhooks.allow-private=true",
                "--shuqiao.webhooks.allow-http=true",
                "--server.tomcat.connection-timeout=5s",
                // Or a client might send on a connection in the moment in which it is closed for being idle as long.
                "--server.tomcat.keep-alive-timeout=60s",
                "--logging.file.name=" + LOG));
        all.addAll(settings);
        this.context = GatewayApplication.start(home, 0, all);
        String port = Files.readString(home.resolve("run/gateway.port"));
        this.anonymous = GatewayClient.of(URI.create("http://127.0.0.1:" + port));
        this.admin = anonymous.withKey(
                Files.readString(home.resolve("secrets/admin.key")).strip());
        issuedKeys.add(admin.apiKey());
        this.operator = withNewKey("OPERATOR");
        this.officer = withNewKey("OFFICER");
        this.secondOfficer = withNewKey("OFFICER");
    }

    /** @param settings beside those of every gateway here */
    static GatewayUnderTest start(String... settings) {
        try {
            return new GatewayUnderTest(Files.createTempDirectory("shuqiao-gateway-"), List.of(settings));
        } catch (IOException | CertificateRefused unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    GatewayClient anonymous() {
        return anonymous;
    }

    GatewayClient admin() {
        return admin;
    }

    GatewayClient operator() {
        return operator;
    }

    GatewayClient officer() {
        return officer;
    }

    /** Another person than {@link #officer}. */
    GatewayClient secondOfficer() {
        return secondOfficer;
    }

    /** One officer brings the agreement, which both parties have signed, and the other puts it in force. */
    void putInForce(byte[] agreement) {
        JsonNode brought =
                officer.post("/api/v1/agreements", agreement).expect(201).json();
        secondOfficer
                .post(
                        "/api/v1/agreements/" + brought.path("id").stringValue() + "/versions/"
                                + brought.path("version").intValue() + "/activate",
                        Map.of())
                .expect(204);
    }

    TestPlatform platform() {
        return platform;
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    Path home() {
        return home;
    }

    /** Everything that was logged since the start, by other gateways of this JVM, too. */
    String log() {
        try {
            return Files.readString(LOG);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The key texts of everybody, as they were shown once. */
    List<String> issuedKeys() {
        return List.copyOf(issuedKeys);
    }

    JdbcTemplate sql() {
        return new JdbcTemplate(context.getBean(Servers.class).database());
    }

    /** Every one for another person. */
    GatewayClient withNewKey(String role) {
        return withNewKey(role, "持有人" + issuedKeys.size());
    }

    GatewayClient withNewKey(String role, String holder) {
        Answer issued = admin.post("/api/v1/admin/api-keys", Map.of("role", role, "label", "test", "holder", holder))
                .expect(201);
        return client(issued);
    }

    GatewayClient withNewKeyOf(String usci) {
        Answer issued = admin.post("/api/v1/admin/centers/" + usci + "/api-keys", Map.of("label", "test"))
                .expect(201);
        return client(issued);
    }

    private GatewayClient client(Answer issued) {
        String apiKey = issued.json().required("apiKey").stringValue();
        issuedKeys.add(apiKey);
        return anonymous.withKey(apiKey);
    }

    /** A registered center with an API key and no agreement. */
    TestCenter newCenter() {
        String usci = Uscis.numbered(centers.incrementAndGet());
        admin.post("/api/v1/admin/centers", Map.of("usci", usci, "name", "测试中心", "region", "370212"))
                .expect(201);
        return new TestCenter(this, usci, withNewKeyOf(usci));
    }

    /** A center whose agreement with the platform, as the sample, is in force. */
    TestCenter newCenterWithAgreement() {
        TestCenter center = newCenter();
        putInForce(agreementOf(center).bytes());
        return center;
    }

    /** The sample agreement for a center, signed by both. */
    TestAgreement agreementOf(TestCenter center) {
        return TestAgreement.between(center.usci(), keyOf(center.usci()), keys.platform());
    }

    /** Of one of {@link #OFFICERS}, who may attest what is on paper; of anybody else, who may not. */
    SigningKey officerKey(String name) {
        return issue(name, name);
    }

    private SigningKey keyOf(String usci) {
        return issue("center-" + usci, "测试中心");
    }

    private SigningKey issue(String name, String commonName) {
        try {
            return DevelopmentAuthority.openOrCreate(keys.folder(), Clock.systemUTC(), new SecureRandom())
                    .issue(name, commonName);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Undoes what a test did to the platform, for the tests after it. */
    void calm() {
        platform.behaveHonestly();
        assertThat(operator.post("/api/v1/ops/platforms/qingdao/resume", Map.of())
                        .status())
                .isEqualTo(204);
    }

    @Override
    public void close() throws IOException {
        context.close();
        platform.close();
        FileSystemUtils.deleteRecursively(home);
    }
}
