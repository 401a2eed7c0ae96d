package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.json.JsonMapper;

/** Files and messages as a gateway lays them down; the exchange table is tried by the contract of its platform. */
class RowPlatformsTest {
    private static final String CONTENT = "{\"BT\":\"自评估报告\"}";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path home;

    private static DevelopmentKeys keys;

    private final String key = UUID.randomUUID().toString();
    private SimulatorServer server;

    @BeforeAll
    static void makeKeys() throws IOException {
        keys = DevelopmentKeys.create(home);
    }

    @BeforeEach
    void start() {
        server = SimulatorServer.start(home, "127.0.0.1", 0, Clock.systemUTC(), new SecureRandom());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aDropThatIsWholeGetsAResultAndIsPutAway() throws Exception {
        drop("b1", row("qingdao-drc", CONTENT), "");
        JsonNode result = result("b1");
        assertThat(result.path("rows").path(0).path("key").asText()).isEqualTo(key);
        assertThat(result.path("rows").path(0).path("code").asText()).isEqualTo("0");
        assertReceipt("qingdao-drc", result.path("rows").path(0));
        await().until(() -> Files.exists(folder().resolve("in/taken/b1.ok")));
    }

    @Test
    void aDropWhoseFilesAreNotThoseOfItsManifestIsRefusedAsAWhole() throws Exception {
        drop("b2", row("qingdao-drc", CONTENT), "\n");
        await().until(() -> Files.exists(folder().resolve("in/refused/b2.ok")));
        assertThat(results("b2")).isEmpty();
        assertThat(effects("qingdao-drc")).isEmpty();
    }

    @Test
    void aRowForAnotherPlatformIsRefusedAlone() throws Exception {
        drop("b3", row("shanxi", CONTENT), "");
        assertThat(result("b3").path("rows").path(0).path("code").asText()).isEqualTo("4011");
    }

    @Test
    void saysNothingWhileItIsSilentAndEverythingAfterwards() throws Exception {
        Call.put(server.port(), "/__sim/qingdao-drc/mood", "{\"mood\":\"SILENT\"}");
        drop("b4", row("qingdao-drc", CONTENT), "");
        await().until(() -> !effects("qingdao-drc").isEmpty());
        assertThat(results("b4")).isEmpty();
        Call.put(server.port(), "/__sim/qingdao-drc/mood", "{\"mood\":\"FAIR\"}");
        assertReceipt("qingdao-drc", result("b4").path("rows").path(0));
    }

    @Test
    void aBodyThatReviewsSpeaksWhereTheRowCameFrom() throws Exception {
        Call.put(server.port(), "/__sim/qingdao-drc/mood", "{\"mood\":\"REVIEWING\"}");
        drop("b5", row("qingdao-drc", CONTENT), "");
        assertThat(said(result("b5")).path("stage").asText()).isEqualTo("ACCEPTED");

        String reviews = "/__sim/qingdao-drc/reviews";
        String review = "{\"transfer\":\"%s\",\"by\":\"city\",\"outcome\":\"%s\",\"reasons\":[\"缺证明\"]}";
        assertThat(Call.post(server.port(), reviews, review.formatted(key, "returned"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(Call.post(server.port(), reviews, review.formatted(key, "lost"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(Call.post(server.port(), reviews, review.formatted("other", "returned"))
                        .statusCode())
                .isEqualTo(404);

        await().until(() -> results("b5").size() == 2);
        JsonNode later = said(JSON.readTree(results("b5").get(1).toFile()));
        assertThat(later.path("stage").asText()).isEqualTo("REJECTED");
        assertThat(later.at("/review/by").asText()).isEqualTo("city");
        assertThat(later.at("/review/reasons/0").asText()).isEqualTo("缺证明");
    }

    /** The receipt of the one row, which the platform has signed. */
    private static JsonNode said(JsonNode result) throws Exception {
        JsonNode row = result.path("rows").path(0);
        assertReceipt("qingdao-drc", row);
        return JSON.readTree(Base64.getDecoder().decode(row.path("receipt").asText()));
    }

    @Test
    void aRowWhoseFileDidNotComeIsRefused() throws Exception {
        String row = row("qingdao-drc", CONTENT);
        drop("b6", row.replaceFirst("}$", ",\"attachment\":{\"name\":\"a.pdf\",\"bytes\":1,\"sm3\":\"00\"}}"), "");
        assertThat(result("b6").path("rows").path(0).path("code").asText()).isEqualTo("4000");
        assertThat(effects("qingdao-drc")).isEmpty();
    }

    @Test
    void serverTakesTheOneUserWithThePasswordAndNobodyElse() throws Exception {
        String[] place = place("qingdao-drc").split(":", -1);
        int port = Integer.parseInt(place[2]);
        assertThat(Files.readString(keys.file("qingdao-drc-host.pub"))).startsWith("ecdsa-sha2-");
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.start();
            assertThat(login(client, port, DevelopmentKeys.SECRET_DIGITS)).isTrue();
            assertThat(login(client, port, "guessed")).isFalse();
        }
    }

    private static boolean login(SshClient client, int port, String password) throws IOException {
        try (var session =
                client.connect("shuqiao", "127.0.0.1", port).verify(60_000).getSession()) {
            session.addPasswordIdentity(password);
            session.auth().verify(60_000);
            try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                return sftp.stat("/in/shuqiao").isDirectory();
            }
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void aMessageGetsAReply() throws Exception {
        String batch =
                "{\"batchId\":\"m1\",\"dataset\":\"JBQKB\",\"resend\":false,\"rows\":[" + row("shanxi", CONTENT) + "]}";
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(place("shanxi"));
                Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            connection.start();
            session.createProducer(session.createQueue("sx.centers.in")).send(session.createTextMessage(batch));
            TextMessage reply = (TextMessage) session.createConsumer(session.createQueue("sx.centers.receipts"))
                    .receive(20_000);
            JsonNode said = JSON.readTree(reply.getText());
            assertThat(said.path("batchId").asText()).isEqualTo("m1");
            assertThat(said.path("rows").path(0).path("code").asText()).isEqualTo("0");
        }
    }

    private String row(String platform, String content) {
        String statement = Call.statement(key, content, platform);
        return "{\"key\":\"%s\",\"dataset\":\"YXZPGBG\",\"contentType\":\"application/json\",\"content\":\"%s\",\"statement\":\"%s\",\"signature\":\"%s\"}"
                .formatted(
                        key,
                        base64(content.getBytes(UTF_8)),
                        base64(statement.getBytes(UTF_8)),
                        base64(Cms.of(keys, "gateway", statement.getBytes(UTF_8))
                                .der()));
    }

    /** @param afterwards what is in the file and not in the manifest */
    private void drop(String batch, String line, String afterwards) throws IOException {
        byte[] rows = (line + "\n").getBytes(UTF_8);
        String manifest = "{\"files\":[{\"name\":\"%s.jsonl\",\"bytes\":%d,\"rows\":1,\"sm3\":\"%s\"}]}"
                .formatted(batch, rows.length, new Kona().sm3Hex(rows));
        Path in = folder().resolve("in/shuqiao");
        Files.writeString(in.resolve(batch + ".jsonl"), line + "\n" + afterwards);
        Files.writeString(in.resolve(batch + ".manifest.json"), manifest);
        Files.writeString(
                in.resolve(batch + ".manifest.sig"),
                base64(Cms.of(keys, "gateway", manifest.getBytes(UTF_8)).der()) + "\n");
        Files.writeString(in.resolve(batch + ".ok"), "{}");
    }

    private JsonNode result(String batch) throws IOException {
        await().until(() -> !results(batch).isEmpty());
        return JSON.readTree(results(batch).get(0).toFile());
    }

    private static List<Path> results(String batch) throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve("out/shuqiao"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(batch + "-"))
                    .sorted()
                    .toList();
        }
    }

    private static Path folder() {
        return home.resolve("simulators/qingdao-drc");
    }

    private List<JsonNode> effects(String platform) throws IOException {
        JsonNode all = JSON.readTree(
                Call.get(server.port(), "/__sim/" + platform + "/effects").body());
        return all.findParents("idempotencyKey").stream()
                .filter(effect -> effect.path("idempotencyKey").asText().equals(key))
                .toList();
    }

    private String place(String platform) throws IOException {
        return JSON.readTree(Call.get(server.port(), "/__sim/places").body())
                .path(platform)
                .asText();
    }

    private static void assertReceipt(String platform, JsonNode row) throws Exception {
        byte[] receipt = Base64.getDecoder().decode(row.path("receipt").asText());
        byte[] signature = Base64.getDecoder().decode(row.path("signature").asText());
        assertThat(new Sm2Verifier(new Kona(), keys.publicKey(platform)).accepts(receipt, signature))
                .isTrue();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
