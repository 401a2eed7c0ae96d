package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.mappings.platforms.Platforms;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** With which keys a gateway starts, and with which it does not. */
@Order(Integer.MAX_VALUE)
class StartTest {
    private static final String TRIAL = "serve --development";

    @TempDir
    private Path home;

    @TempDir
    private Path elsewhere;

    private DevelopmentKeys developmentKeys() throws Exception {
        return DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), new SecureRandom());
    }

    private String refusal(String... settings) {
        String[] message = new String[1];
        assertThatThrownBy(() -> GatewayApplication.start(home, 0, List.of(settings)))
                .isInstanceOfSatisfying(StartRefused.class, refused -> message[0] = refused.getMessage());
        assertThat(message[0]).doesNotContain("\n");
        return message[0];
    }

    @Test
    void refusesFilesOfTheDevelopmentFolder() throws Exception {
        Path folder = developmentKeys().folder();
        Path link = Files.createSymbolicLink(elsewhere.resolve("receipts.pem"), folder.resolve("qingdao.pem"));

        assertThat(refusal()).contains("shuqiao.platforms.qingdao.receipt-chain is not set", TRIAL);
        assertThat(refusal("--shuqiao.platforms.qingdao.receipt-chain=" + link))
                .contains("development keys are set", TRIAL);
        assertThat(home.resolve("postgres")).as("servers").doesNotExist();
    }

    @Test
    void refusesACopyOfADevelopmentAuthority() throws Exception {
        Path copy = Files.copy(developmentKeys().folder().resolve("ca.pem"), elsewhere.resolve("ca.pem"));

        assertThat(refusal("--shuqiao.authorities=" + copy, "--shuqiao.platforms.qingdao.receipt-chain=" + copy))
                .contains("names a development authority", TRIAL);
    }

    @Test
    void keepsTheKeysOfALedgerFromAnotherMasterKeyAndFromProduction() throws Exception {
        Path folder = developmentKeys().folder();
        LentPostgres.to(home);
        GatewayApplication.start(home, 0, List.of("--shuqiao.development=true", "--shuqiao.http=true"))
                .close();
        Path master = home.resolve("secrets/master.key");

        assertThat(refusal("--shuqiao.development=true", "--SHUQIAO_MASTER_KEY=" + "0".repeat(64)))
                .contains("another master key");
        assertThat(refusal("--shuqiao.development=true", "--SHUQIAO_MASTER_KEY=secret"))
                .isEqualTo("no master key of 64 hexadecimal digits in SHUQIAO_MASTER_KEY");
        Path receipts = Files.copy(folder.resolve("qingdao.pem"), elsewhere.resolve("receipts.pem"));
        assertThat(refusal(
                        "--shuqiao.http=true",
                        "--shuqiao.authorities=",
                        "--shuqiao.platforms.qingdao.receipt-chain=" + receipts))
                .contains("a development authority has certified key", TRIAL);
        Files.move(master, elsewhere.resolve("master.key"));
        assertThat(refusal("--shuqiao.development=true")).contains("the master key is missing", master.toString());
        assertThat(master).as("a new master key").doesNotExist();
        assertThat(refusal("--shuqiao.development=true", "--shuqiao.master-key-file=" + folder.resolve("ca.pem")))
                .contains("no master key of 64 hexadecimal digits");
    }

    @Test
    void refusesAPlatformWhoseMappingIsWrongAndNamesFileAndLine() throws Exception {
        DevelopmentKeys unused = developmentKeys();
        Path folder = Files.createDirectories(home.resolve("platforms/qingdao"));
        for (String name : List.of(
                "descriptor.yaml",
                "activity.mapping.yaml",
                "diagnosis_report.mapping.yaml",
                "industry_report.mapping.yaml",
                "sample-agreement.json")) {
            try (InputStream shipped = Platforms.class.getResourceAsStream("/platforms/qingdao/" + name)) {
                Files.copy(shipped, folder.resolve(name));
            }
        }
        Path mapping = folder.resolve("activity.mapping.yaml");
        List<String> lines = Files.readAllLines(mapping);
        int line = lines.indexOf(lines.stream()
                        .filter(each -> each.contains("from: /title"))
                        .findFirst()
                        .orElseThrow())
                + 1;
        Files.writeString(mapping, Files.readString(mapping).replace("from: /title", "from: /no_such_field"));

        assertThat(refusal("--shuqiao.development=true", "--shuqiao.http=true"))
                .startsWith("a platform is refused: qingdao/activity.mapping.yaml:" + line + ": ")
                .contains("/no_such_field");
    }

    @Test
    void servesPlainHttpOnLoopbackOnlyUnlessTold() throws Exception {
        Path receipts = Files.write(elsewhere.resolve("receipts.pem"), new TestAuthority().pem());
        String platform = "--shuqiao.platforms.qingdao.receipt-chain=" + receipts;

        assertThat(refusal(platform, "--shuqiao.http=true", "--server.address=0.0.0.0"))
                .contains("server.address", "shuqiao.http-anywhere=true");
        assertThat(refusal(platform)).contains("there is no certificate for HTTPS", "shuqiao.tls.key-store", TRIAL);
    }

    @Test
    void startsWithoutAKeyAndIsReadyOnceOfficersHaveMadeThem() throws Exception {
        LentPostgres.to(home);
        TestAuthority authority = new TestAuthority();
        Path ca = Files.write(elsewhere.resolve("ca.pem"), authority.pem());
        Path secret = Files.writeString(elsewhere.resolve("secret"), "agreed\n");
        try (ConfigurableApplicationContext gateway = GatewayApplication.start(
                home,
                0,
                List.of(
                        "--shuqiao.http=true",
                        "--shuqiao.authorities=" + ca,
                        "--shuqiao.platforms.qingdao.receipt-chain=" + ca,
                        "--shuqiao.platforms.qingdao.secret-file=" + secret))) {
            assertThat(gateway.isActive()).isTrue();
            GatewayClient anonymous = GatewayClient.of(
                    URI.create("http://127.0.0.1:" + Files.readString(home.resolve("run/gateway.port"))));
            GatewayClient admin = anonymous.withKey(
                    Files.readString(home.resolve("secrets/admin.key")).strip());
            JsonNode before =
                    keysDetail(anonymous.get("/actuator/health/readiness").expect(503));
            assertThat(before.path("missingKeys").toString()).isEqualTo("[\"STATEMENT\",\"LOG\"]");

            for (String role : List.of("STATEMENT", "LOG")) {
                String path = "/api/v1/keys/"
                        + admin.post("/api/v1/keys", Map.of("role", role))
                                .expect(201)
                                .json()
                                .path("id")
                                .asString();
                byte[] csr = admin.get(path + "/csr").expect(200).body();
                admin.post(path + "/chain", authority.certify(csr)).expect(200);
                admin.post(path + "/activate", Map.of()).expect(200);
            }

            await().atMost(TestCenter.LONGEST).untilAsserted(() -> {
                JsonNode after =
                        keysDetail(anonymous.get("/actuator/health/readiness").expect(200));
                assertThat(after.path("missingKeys").size()).isZero();
                assertThat(after.path("endingCertificates")).hasSize(2).allSatisfy(ending -> assertThat(
                                ending.path("daysLeft").intValue())
                        .isBetween(18, 20));
            });
        }
    }

    private static JsonNode keysDetail(Answer health) {
        return health.json().at("/components/journeys/details");
    }
}
