package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Platforms;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A gateway with the capability center, which breaks off every call and then sends receipts by itself. */
@Order(Integer.MAX_VALUE)
class PlatformReceiptsTest {
    private static final String RECEIPTS = "/platform/v1/capability-center/receipts";
    private static final String CENTER = "91500000MA5U000036";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path home;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static HttpServer platform;
    private static SigningKey receiptKey;
    private static ConfigurableApplicationContext context;
    private static GatewayClient anonymous;
    private static GatewayClient center;

    @BeforeAll
    static void start() throws Exception {
        DevelopmentKeys keys = DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), RANDOM);
        receiptKey = keys.capabilityCenter();
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/", HttpExchange::close);
        platform.start();
        context = GatewayApplication.start(
                home,
                0,
                List.of(
                        "--shuqiao.platforms.capability-center.base-url=http://127.0.0.1:"
                                + platform.getAddress().getPort(),
                        "--shuqiao.development=true",
                        "--shuqiao.http=true",
                        "--shuqiao.sweep-millis=200"));
        anonymous =
                GatewayClient.of(URI.create("http://127.0.0.1:" + Files.readString(home.resolve("run/gateway.port"))));
        GatewayClient admin = anonymous.withKey(
                Files.readString(home.resolve("secrets/admin.key")).strip());
        admin.post("/api/v1/admin/centers", Map.of("usci", CENTER, "name", "重庆示范中心", "region", "500112"))
                .expect(201);
        admin.post("/api/v1/agreements", agreement(keys)).expect(201);
        center = anonymous.withKey(admin.post("/api/v1/admin/centers/" + CENTER + "/api-keys", Map.of("label", "test"))
                .expect(201)
                .json()
                .required("apiKey")
                .stringValue());
    }

    @AfterAll
    static void stop() {
        context.close();
        platform.stop(0);
    }

    private static byte[] agreement(DevelopmentKeys keys) throws Exception {
        SigningKey provider = DevelopmentAuthority.openOrCreate(keys.folder(), Clock.systemUTC(), RANDOM)
                .issue("center-" + CENTER, "重庆示范中心");
        ObjectNode content = (ObjectNode) JSON.readTree(Platforms.load(Datasets.load())
                .find("capability-center")
                .orElseThrow()
                .sampleAgreement());
        content.withObject("/provider").put("cert_sn", provider.chain().leafSerialHex());
        content.withObject("/consumer").put("cert_sn", receiptKey.chain().leafSerialHex());
        return new TestAgreement(content, provider, receiptKey).bytes();
    }

    @Test
    void settlesATransferWhoseCallWasBrokenOff() {
        String submission = submit("receipts-1");
        await().atMost(SOON)
                .until(() -> transfer(submission).path("state").asString("").equals("UNKNOWN"));
        JsonNode transfer = transfer(submission);

        Answer answer = anonymous.post(RECEIPTS, receipts(receipt(transfer, "STORED", "cq-capability")));

        assertThat(answer.expect(200).json().toString()).isEqualTo("{\"results\":[\"SETTLED\"]}");
        assertThat(transfer(submission).path("state").asString("")).isEqualTo("STORED");
        assertThat(transfer(submission).path("receipt").path("verified").asBoolean(false))
                .isTrue();
    }

    @Test
    void changesNothingByAReceiptThatIsNotThePlatforms() {
        String submission = submit("receipts-2");
        await().atMost(SOON)
                .until(() -> transfer(submission).path("state").asString("").equals("UNKNOWN"));

        Answer answer = anonymous.post(RECEIPTS, receipts(receipt(transfer(submission), "STORED", "1234567812345678")));

        assertThat(answer.expect(200).json().toString()).isEqualTo("{\"results\":[\"REFUSED\"]}");
        assertThat(transfer(submission).path("state").asString("")).isEqualTo("UNKNOWN");
    }

    @Test
    void refusesCallsThatAreNoReceipts() {
        assertThat(code(anonymous.post("/platform/v1/qingdao/receipts", receipts()), 404))
                .isEqualTo("NOT_FOUND");
        assertThat(code(anonymous.post("/platform/v1/nowhere/receipts", receipts()), 404))
                .isEqualTo("NOT_FOUND");
        assertThat(code(anonymous.post(RECEIPTS, "[".getBytes(UTF_8)), 400)).isEqualTo("BAD_REQUEST");
        assertThat(code(anonymous.post(RECEIPTS, "[".repeat(500_000).getBytes(UTF_8)), 400))
                .isEqualTo("BAD_REQUEST");
        assertThat(code(anonymous.post(RECEIPTS, new byte[(1 << 20) + 1]), 413)).isEqualTo("BODY_TOO_LARGE");
        assertThat(code(anonymous.get(RECEIPTS), 401)).isEqualTo("NOT_AUTHENTICATED");
    }

    private static String code(Answer answer, int status) {
        return answer.expect(status).json().path("code").asString("");
    }

    private static String submit(String recordId) {
        ObjectNode record = (ObjectNode) JSON.readTree(
                Datasets.load().find("activity").orElseThrow().samples().get(0).bytes());
        record.put("center_id", CENTER).put("region", "500112").put("record_id", recordId);
        return center.post("/api/v1/submissions/activity", record)
                .expect(202)
                .json()
                .required("submissionId")
                .stringValue();
    }

    private static JsonNode transfer(String submission) {
        return center.get("/api/v1/submissions/" + submission)
                .expect(200)
                .json()
                .path("transfers")
                .valueStream()
                .filter(transfer -> transfer.path("platform").asString("").equals("capability-center"))
                .findFirst()
                .orElse(JSON.missingNode());
    }

    private static ObjectNode receipts(ObjectNode... receipts) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("receipts").addAll(List.of(receipts));
        return body;
    }

    private static ObjectNode receipt(JsonNode transfer, String stage, String userId) {
        byte[] document = JSON.createObjectNode()
                .put("receiptId", "CQ" + stage)
                .put("platform", "capability-center")
                .put("idempotencyKey", transfer.required("transferId").stringValue())
                .put("payloadHash", transfer.required("payloadHash").stringValue())
                .put("stage", stage)
                .toString()
                .getBytes(UTF_8);
        byte[] raw = SignatureForm.RAW.fromDer(receiptKey.signer(RANDOM, userId).sign(document), receiptKey.chain());
        return JSON.createObjectNode()
                .put("receipt", Base64.getEncoder().encodeToString(document))
                .put("signature", Base64.getEncoder().encodeToString(raw));
    }
}
