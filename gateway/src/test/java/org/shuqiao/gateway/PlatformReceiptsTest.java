package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.evidence.EvidenceVerifier;
import org.shuqiao.certs.evidence.Report;
import org.shuqiao.certs.evidence.Trust;
import org.shuqiao.certs.evidence.Verdict;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A gateway with the capability center, which breaks off every call and then sends receipts, and what it has for centers, by itself. */
@Order(Integer.MAX_VALUE)
class PlatformReceiptsTest {
    private static final String VISIT = "2099-12-08T09:30:00+08:00";
    private static final String RECEIPTS = "/platform/v1/capability-center/receipts";
    private static final String RETURNS = "/platform/v1/capability-center/booking";
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
    private static GatewayClient admin;
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
        admin = anonymous.withKey(
                Files.readString(home.resolve("secrets/admin.key")).strip());
        admin.post("/api/v1/admin/centers", Map.of("usci", CENTER, "name", "重庆示范中心", "region", "500112"))
                .expect(201);
        putInForce(agreement(keys));
        putInForce(inbound(keys));
        center = keyOf(CENTER);
        center.post("/api/v1/submissions/slot", slot()).expect(202);
    }

    private static void putInForce(byte[] agreement) {
        JsonNode brought =
                officer("甲").post("/api/v1/agreements", agreement).expect(201).json();
        String version = brought.path("id").stringValue() + "/versions/"
                + brought.path("version").intValue();
        officer("乙")
                .post("/api/v1/agreements/" + version + "/activate", Map.of())
                .expect(204);
    }

    private static GatewayClient officer(String holder) {
        return anonymous.withKey(
                admin.post("/api/v1/admin/api-keys", Map.of("role", "OFFICER", "label", "test", "holder", holder))
                        .expect(201)
                        .json()
                        .required("apiKey")
                        .stringValue());
    }

    private static ObjectNode slot() {
        ObjectNode slot = (ObjectNode) JSON.readTree(
                Datasets.load().find("slot").orElseThrow().samples().get(0).bytes());
        return slot.put("center_id", CENTER)
                .put("start", VISIT)
                .put("end", "2099-12-08T11:30:00+08:00")
                .put("capacity", 1000);
    }

    private static GatewayClient keyOf(String usci) {
        return anonymous.withKey(admin.post("/api/v1/admin/centers/" + usci + "/api-keys", Map.of("label", "test"))
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

    private static SigningKey centerKey(DevelopmentKeys keys, String center) throws Exception {
        return DevelopmentAuthority.openOrCreate(keys.folder(), Clock.systemUTC(), RANDOM)
                .issue("center-" + center, "重庆示范中心");
    }

    private static byte[] inbound(DevelopmentKeys keys) throws Exception {
        return inbound(keys, CENTER, agreement -> {});
    }

    private static byte[] inbound(DevelopmentKeys keys, String center, Consumer<ObjectNode> change) throws Exception {
        SigningKey consumer = centerKey(keys, center);
        ObjectNode content = (ObjectNode) JSON.readTree(Platforms.load(Datasets.load())
                .find("capability-center")
                .orElseThrow()
                .sampleInboundAgreement()
                .orElseThrow());
        content.withObject("/provider").put("cert_sn", receiptKey.chain().leafSerialHex());
        content.put("id", "in-" + center)
                .withObject("/consumer")
                .put("usci", center)
                .put("cert_sn", consumer.chain().leafSerialHex());
        change.accept(content);
        return new TestAgreement(content, receiptKey, consumer).bytes();
    }

    private static byte[] agreement(DevelopmentKeys keys) throws Exception {
        SigningKey provider = centerKey(keys, CENTER);
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

    /** Each by its own agreement and its own form; what one permits says nothing of the other. */
    @Test
    void aDryRunForetellsForEachPlatformByItself() {
        ObjectNode activity = (ObjectNode) JSON.readTree(
                Datasets.load().find("activity").orElseThrow().samples().get(0).bytes());
        activity.put("center_id", CENTER);

        JsonNode platforms = center.post("/api/v1/submissions/activity/dry-run", activity)
                .expect(200)
                .json()
                .path("platforms");

        assertThat(platforms
                        .valueStream()
                        .map(one -> one.path("platform").stringValue() + " "
                                + one.path("reason").stringValue()))
                .containsExactlyInAnyOrder("capability-center SCOPE_REGION", "qingdao NO_AGREEMENT");
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

    @Test
    void takesWhatThePlatformHasForACenterAndAnswersWithASignedReceipt() throws Exception {
        byte[] body = bookings("b-1", "B-1");

        JsonNode answer = returned(body, "booking").expect(200).json();

        byte[] receipt = answer.path("receipt").binaryValue();
        CertificateChain statementKey =
                CertificateChain.parse(Files.readAllBytes(home.resolve("development/gateway.pem")));
        assertThat(answer.path("certificate").binaryValue()).isEqualTo(statementKey.leafDer());
        TrustedCertificates.load(List.of(home.resolve("development/ca.pem")))
                .verifier(statementKey, Instant.now())
                .verify(receipt, answer.path("signature").binaryValue());
        assertThat(JSON.readTree(receipt).path("rows")).isEqualTo(answer.path("rows"));
        assertThat(answer.at("/rows/0/code").asString("")).isEqualTo("OK");
        assertThat(returned(body, "booking").expect(200).json()).isEqualTo(answer);
        JsonNode inbox =
                center.get("/api/v1/inbox?after=0&limit=10").expect(200).json();
        assertThat(inbox.toString()).contains(answer.at("/rows/0/messageId").asString(""), "139****0518");
    }

    @Test
    void provesToTheCenterWhatCameAndToNobodyElse() {
        String message = returned(batch("demand_match", "b-proof", "M-proof"), "demand_match")
                .expect(200)
                .json()
                .at("/rows/0/messageId")
                .asString("");
        String path = "/api/v1/inbox/" + message + "/evidence";

        Answer evidence = await().atMost(SOON).until(() -> center.get(path), answer -> answer.status() != 409);

        Trust trust = Trust.parse(anonymous.get("/api/v1/log/trust").expect(200).body());
        Report report = new EvidenceVerifier(trust).verify(evidence.expect(200).body());
        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.facts().statement().transferId()).hasToString(message);
        String edition = evidence.headers().firstValue("ETag").orElseThrow();
        assertThat(center.get(path, "If-None-Match", edition).expect(304).body())
                .isEmpty();
        assertThat(code(stranger().get(path), 404)).isEqualTo("NO_EVIDENCE");
        assertThat(code(center.get(path.replace(message, "019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a")), 404))
                .isEqualTo("NO_EVIDENCE");
        assertThat(code(center.get("/api/v1/inbox/x/evidence"), 400)).isEqualTo("BAD_REQUEST");
        assertThat(code(admin.get(path), 403)).isEqualTo("NOT_ALLOWED");
        assertThat(code(anonymous.get(path), 401)).isEqualTo("NOT_AUTHENTICATED");
    }

    private static GatewayClient stranger() {
        admin.post("/api/v1/admin/centers", Map.of("usci", "91370212MA3C000039", "name", "另一中心", "region", "370212"))
                .expect(201);
        return keyOf("91370212MA3C000039");
    }

    @Test
    void letsTheCenterDecideOnABookingAndTellsThePlatform() {
        returned(bookings("b-decide", "B-decide"), "booking").expect(200);
        String decide = "/api/v1/bookings/B-decide/decision";

        JsonNode seen = center.get("/api/v1/bookings/B-decide").expect(200).json();
        assertThat(seen.path("state").asString("")).isEqualTo("REQUESTED");
        assertThat(seen.path("decisions").toString()).isEqualTo("[\"APPROVE\",\"REJECT\",\"CANCEL\"]");
        assertThat(code(center.post(decide, Map.of("decision", "reject")), 400)).isEqualTo("BAD_REQUEST");
        assertThat(code(center.post(decide, Map.of("decision", "done")), 409)).isEqualTo("WRONG_STATE");
        JsonNode decided =
                center.post(decide, Map.of("decision", "approve")).expect(202).json();
        assertThat(decided.at("/booking/state").asString("")).isEqualTo("APPROVED");
        JsonNode submission =
                center.get(decided.path("statusUrl").asString("")).expect(200).json();
        assertThat(submission.path("dataset").asString("")).isEqualTo("booking_decision");
        assertThat(code(center.post(decide, Map.of("decision", "approve")), 409))
                .isEqualTo("WRONG_STATE");
    }

    @Test
    void refusesWhatThePlatformHasNotSigned() {
        byte[] body = bookings("b-2", "B-2");
        String[] signed = signature(body, "booking");

        assertThat(code(anonymous.post(RETURNS, body), 401)).isEqualTo("SENDER_REFUSED");
        assertThat(code(anonymous.post(RETURNS, bookings("b-3", "B-3"), signed), 401))
                .isEqualTo("SENDER_REFUSED");
        assertThat(code(anonymous.post(RETURNS + "_change", body, signed), 401)).isEqualTo("SENDER_REFUSED");
        assertThat(code(anonymous.get(RETURNS), 401)).isEqualTo("NOT_AUTHENTICATED");
        assertThat(code(center.get(RETURNS), 403)).isEqualTo("NOT_ALLOWED");
    }

    /** Each says that it has as much as may be at once of sixteen, and sends next to nothing. */
    @Test
    void slowStrangersKeepNobodyFromSendingToCenters() throws Exception {
        String[] signed = signature(bookings("b-slow", "B-slow"), "booking");
        String head = "POST " + RETURNS + " HTTP/1.1\r\n" + signed[0] + ": " + signed[1] + "\r\n" + signed[2] + ": "
                + signed[3] + "\r\n";
        int port = Integer.parseInt(
                Files.readString(home.resolve("run/gateway.port")).strip());
        try (SlowCallers callers = new SlowCallers(port, 16, head)) {
            assertThat(callers.number()).isEqualTo(16);
            await().during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(returned(bookings("b-beside", "B-beside"), "booking")
                                    .status())
                            .isEqualTo(200));
        }
    }

    @Test
    void saysWhyItTakesNothing() {
        assertThat(code(returned("[".getBytes(UTF_8), "booking"), 400)).isEqualTo("BAD_REQUEST");
        assertThat(code(returned("{}".getBytes(UTF_8), "activity"), 404)).isEqualTo("UNKNOWN_DATASET");
        assertThat(code(anonymous.post("/platform/v1/qingdao/booking", new byte[0]), 404))
                .isEqualTo("NOT_FOUND");
        assertThat(code(anonymous.post(RETURNS, new byte[(4 << 20) + 1]), 413)).isEqualTo("BODY_TOO_LARGE");
        returned(bookings("b-4", "B-4"), "booking").expect(200);
        assertThat(code(returned(bookings("b-4", "B-5"), "booking"), 409)).isEqualTo("BATCH_ID_REUSED");
        JsonNode refused = returned("{\"batchId\":\"b-6\",\"rows\":[{}]}".getBytes(UTF_8), "booking")
                .expect(422)
                .json();
        assertThat(refused.at("/rows/0/code").asString("")).isEqualTo("INVALID_RECORD");
    }

    @Test
    @ExtendWith(WithinOneDay.class)
    void tellsThePlatformWhenMoreMayComeAndTakesTheSameBatchThen() throws Exception {
        DevelopmentKeys keys = DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), RANDOM);
        String center = "91500112MA9000425R";
        admin.post("/api/v1/admin/centers", Map.of("usci", center, "name", "第三中心", "region", "500112"))
                .expect(201);
        putInForce(inbound(keys, center, agreement -> ((ObjectNode) agreement.at("/permission/3"))
                .putObject("quota")
                .put("batches_per_day", 1)));
        byte[] second = batch("demand_match", "b-second", "M-second", center);
        returned(batch("demand_match", "b-first", "M-first", center), "demand_match")
                .expect(200);

        Answer answer = returned(second, "demand_match");

        JsonNode problem = answer.expect(429).json();
        assertThat(problem.path("code").asString("")).isEqualTo("NOT_NOW");
        assertThat(problem.path("reason").asString("")).isEqualTo("QUOTA_DAY");
        long seconds = Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
        assertThat(Instant.now().plusSeconds(seconds))
                .isCloseTo(Instant.parse(problem.path("retryAt").asString("")), within(1, ChronoUnit.MINUTES));
        new JdbcTemplate(context.getBean(Servers.class).database()).update("UPDATE quota_use SET day = day - 1");
        JsonNode taken = returned(second, "demand_match").expect(200).json();
        assertThat(returned(second, "demand_match").expect(200).json()).isEqualTo(taken);
    }

    private static byte[] bookings(String batchId, String recordId) {
        return batch("booking", batchId, recordId);
    }

    private static byte[] batch(String dataset, String batchId, String recordId) {
        return batch(dataset, batchId, recordId, CENTER);
    }

    private static byte[] batch(String dataset, String batchId, String recordId, String center) {
        ObjectNode record = (ObjectNode) JSON.readTree(
                Datasets.load().find(dataset).orElseThrow().samples().get(0).bytes());
        ObjectNode body = JSON.createObjectNode().put("batchId", batchId);
        body.putArray("rows").add(record.put("center_id", center).put("record_id", recordId));
        if (dataset.equals("booking")) {
            record.put("visit_at", VISIT);
        }
        return JSON.writeValueAsBytes(body);
    }

    private static Answer returned(byte[] body, String dataset) {
        return anonymous.post("/platform/v1/capability-center/" + dataset, body, signature(body, dataset));
    }

    /** The headers that prove who sends it. */
    private static String[] signature(byte[] body, String dataset) {
        String timestamp = Long.toString(System.currentTimeMillis());
        String text =
                "POST\n/platform/v1/capability-center/" + dataset + "\n" + timestamp + "\n" + Sm3.hex(body) + "\n";
        byte[] der = receiptKey.signer(RANDOM, "cq-capability").sign(text.getBytes(UTF_8));
        return new String[] {
            "X-Platform-Timestamp",
            timestamp,
            "X-Platform-Signature",
            Base64.getEncoder().encodeToString(SignatureForm.RAW.fromDer(der, receiptKey.chain()))
        };
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
