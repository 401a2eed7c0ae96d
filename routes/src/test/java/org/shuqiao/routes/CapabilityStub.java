package org.shuqiao.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.DecryptionKey;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.DigitalEnvelope;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.steps.ReceivedReturn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The capability center as {@code docs/platforms/capability-center.md} says: it decrypts and checks every call, gives each row its own
 * result and each transfer two receipts. It misbehaves on demand. A call that it finds wrong is a failed test.
 */
final class CapabilityStub implements AutoCloseable {
    static final String USER_ID = "cq-capability";
    private static final String SECRET = "6b1f0c3e";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SecureRandom random = new SecureRandom();
    private final DevelopmentAuthority authority;
    private final SigningKey receiptKey;
    private final SigningKey client;
    private final DecryptionKey decryption;
    private final Map<String, Effect> effects = new ConcurrentHashMap<>();
    private final List<Push> pushes = new CopyOnWriteArrayList<>();
    private final List<String> wrongCalls = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ConcurrentSkipListMap<Long, ReceivedReturn> laid = new ConcurrentSkipListMap<>();
    private final AtomicInteger polls = new AtomicInteger();
    private final DevelopmentAuthority strangers;
    private volatile boolean trusted = true;
    private volatile Faults faults = new Faults();

    /** What goes wrong from now on. */
    static final class Faults {
        private volatile boolean forgetsToStore;
        private volatile boolean losesAnswers;
        private volatile boolean knowsNoAnswer;
        private volatile int status = 200;
        private volatile String code = "0";
        private volatile BiFunction<String, ObjectNode, ObjectNode> row = (payload, honest) -> honest;
        private volatile String userId = USER_ID;

        /** Takes what comes, and no answer ever arrives. */
        Faults losesAnswers() {
            losesAnswers = true;
            return this;
        }

        /** Neither takes what comes nor answers. */
        Faults breaksCallsOff() {
            forgetsToStore = true;
            losesAnswers = true;
            return this;
        }

        /** Answers no question. */
        Faults knowsNoAnswer() {
            knowsNoAnswer = true;
            return this;
        }

        /** Refuses every call as a whole. */
        Faults refuses(int httpStatus, String callCode) {
            forgetsToStore = true;
            status = httpStatus;
            code = callCode;
            return this;
        }

        /** @param change from payload and honest row to what is answered; null leaves the row out */
        Faults answersRows(BiFunction<String, ObjectNode, ObjectNode> change) {
            row = change;
            return this;
        }

        /** Signs receipts under another user id. */
        Faults signsAs(String other) {
            userId = other;
            return this;
        }
    }

    private record Effect(byte[] payload, List<String> receipts) {
        String state() {
            return receipts.size() == 1 ? "ACCEPTED" : receipts.get(1).contains("\"REJECTED\"") ? "REJECTED" : "STORED";
        }
    }

    /** One push that was checked and found right. */
    record Push(String batchId, List<String> keys, List<String> payloads) {}

    CapabilityStub(Path keys) throws IOException {
        authority = DevelopmentAuthority.openOrCreate(keys, Clock.systemUTC(), random);
        strangers = DevelopmentAuthority.openOrCreate(keys.resolve("strangers"), Clock.systemUTC(), random);
        receiptKey = authority.issue("capability-center", "capability center");
        client = authority.issue("capability-center-client", "client");
        decryption = authority.issueEncryption("capability-center-enc", "encryption");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/openapi/v1/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    PlatformAccess access() {
        return new PlatformAccess(
                Platforms.load(Datasets.load()).find("capability-center").orElseThrow(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "shuqiao",
                () -> SECRET.getBytes(UTF_8),
                new PlatformAccess.CallKeys(client.signer(random, "shuqiao@cq-capability"), decryption.chain()),
                () -> trusted ? authority.trusted() : strangers.trusted(),
                receiptKey.chain().pem(),
                receiptKey.chain().pem());
    }

    /** Whether its certificates lead to somebody who is trusted. */
    void trust(boolean now) {
        trusted = now;
    }

    void behave() {
        faults = new Faults();
    }

    Faults misbehave() {
        Faults next = new Faults();
        faults = next;
        return next;
    }

    /** Pushes that had a payload with this text. */
    List<Push> pushes(String text) {
        return pushes.stream()
                .filter(push -> push.payloads().stream().anyMatch(payload -> payload.contains(text)))
                .toList();
    }

    /** What is wrong with calls that came, in words; empty where we keep to the contract. */
    List<String> wrongCalls() {
        return List.copyOf(wrongCalls);
    }

    boolean wasAskedFor(String key) {
        return asked.contains(key);
    }

    boolean has(String key) {
        return effects.containsKey(key);
    }

    /** Decides on what it accepted, and keeps the second receipt for whoever asks. */
    void decide(String key, String stage) {
        Effect effect = effects.get(key);
        effect.receipts().add(document(key, effect.payload(), stage));
    }

    /** A second receipt as it would be called back, signed under a user id. */
    ObjectNode receipt(String key, String stage, String userId) {
        return signed(document(key, effects.get(key).payload(), stage), userId);
    }

    ObjectNode signed(String document, String userId) {
        byte[] bytes = document.getBytes(UTF_8);
        byte[] der = receiptKey.signer(random, userId).sign(bytes);
        return JSON.createObjectNode()
                .put("receipt", Base64.getEncoder().encodeToString(bytes))
                .put(
                        "signature",
                        Base64.getEncoder().encodeToString(SignatureForm.RAW.fromDer(der, receiptKey.chain())));
    }

    static String document(String key, byte[] payload, String stage) {
        return JSON.createObjectNode()
                .put("receiptId", "CQ" + stage + key)
                .put("platform", "capability-center")
                .put("idempotencyKey", key)
                .put("payloadHash", Sm3.hex(payload))
                .put("stage", stage)
                .put("receivedAt", "2026-11-21T18:00:00.000+08:00")
                .toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Faults now = faults;
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            ObjectNode answer;
            try {
                JsonNode data = opened(body);
                answer =
                        path.endsWith("/query") ? query(data) : path.endsWith("/return") ? poll(data) : push(data, now);
            } catch (Exception wrong) {
                wrongCalls.add(path + " " + wrong);
                answer = JSON.createObjectNode().put("code", "4010");
            }
            boolean isQuery = path.endsWith("/query") || path.endsWith("/return");
            if (isQuery ? now.knowsNoAnswer : now.losesAnswers) {
                return;
            }
            if (!isQuery && now.status != 200) {
                answer = JSON.createObjectNode().put("code", now.code);
            }
            byte[] bytes = JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(isQuery ? 200 : now.status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private JsonNode opened(byte[] body) throws Exception {
        JsonNode call = JSON.readTree(body);
        require(
                call.propertyNames()
                        .toString()
                        .equals("[appId, version, timestamp, encType, signType, encKey, encData, signData]"),
                "members");
        byte[] plain = DigitalEnvelope.open(
                new DigitalEnvelope.Sealed(base64(call, "encKey"), base64(call, "encData")), decryption);
        Map<String, String> signed = new TreeMap<>(Map.of("data", new String(plain, UTF_8)));
        for (String name : List.of("appId", "version", "timestamp", "encType", "signType", "encKey")) {
            signed.put(name, call.path(name).stringValue());
        }
        String text = signed.entrySet().stream()
                        .map(member -> member.getKey() + "=" + member.getValue())
                        .collect(Collectors.joining("&"))
                + "&key=" + SECRET;
        authority
                .trusted()
                .verifier(
                        client.chain(),
                        Instant.now(),
                        new SignatureProfile(SignatureForm.RAW, "shuqiao@cq-capability", false))
                .verify(text.getBytes(UTF_8), base64(call, "signData"));
        long age = Math.abs(System.currentTimeMillis()
                - Long.parseLong(call.path("timestamp").stringValue()));
        require(age < 600_000, "timestamp");
        return JSON.readTree(plain);
    }

    private ObjectNode push(JsonNode data, Faults now) throws Exception {
        List<String> keys = new ArrayList<>();
        List<String> payloads = new ArrayList<>();
        ObjectNode answer = JSON.createObjectNode()
                .put("code", "0")
                .put("batchId", data.path("batchId").stringValue());
        ArrayNode rows = answer.putArray("rows");
        for (JsonNode row : data.path("rows")) {
            String key = row.path("rowKey").stringValue();
            byte[] payload = base64(row, "content");
            requireStatement(row, key, payload);
            keys.add(key);
            payloads.add(new String(payload, UTF_8));
            ObjectNode honest = JSON.createObjectNode().put("rowKey", key).put("code", "0");
            ObjectNode told = now.row.apply(new String(payload, UTF_8), honest);
            boolean taken = told == null || told.path("code").stringValue().equals("0");
            if (taken && !now.forgetsToStore) {
                Effect before = effects.putIfAbsent(
                        key,
                        new Effect(payload, new CopyOnWriteArrayList<>(List.of(document(key, payload, "ACCEPTED")))));
                if (before != null && Arrays.equals(before.payload(), payload) && told != null) {
                    told.put("code", "1001");
                }
            }
            if (told != null) {
                if (taken) {
                    told.setAll(signed(document(key, payload, "ACCEPTED"), now.userId));
                }
                rows.add(told);
            }
        }
        pushes.add(new Push(data.path("batchId").stringValue(), keys, payloads));
        require(!keys.isEmpty() && keys.size() <= 500, "rows");
        return answer;
    }

    private void requireStatement(JsonNode row, String key, byte[] payload) throws Exception {
        byte[] statement = base64(row, "statement");
        byte[] cms = base64(row, "signature");
        CertificateChain signer = SignatureForm.certificates(cms);
        authority
                .trusted()
                .verifier(
                        signer,
                        Instant.now(),
                        new SignatureProfile(SignatureForm.CMS, SignatureProfile.DEFAULT_USER_ID, false))
                .verify(statement, cms);
        JsonNode json = JSON.readTree(statement);
        require(json.path("payloadHash").stringValue().equals(Sm3.hex(payload)), "payloadHash");
        require(json.path("transferId").stringValue().equals(key), "transferId");
        require(json.path("platform").stringValue().equals("capability-center"), "platform");
    }

    /** The key that signs its receipts, and what it sends. */
    SigningKey key() {
        return receiptKey;
    }

    /** Lays a batch ready at a place of its sequence. */
    void lay(long seq, ReceivedReturn batch) {
        laid.put(seq, batch);
    }

    /** How often it was asked for what it has. */
    int polls() {
        return polls.get();
    }

    private ObjectNode poll(JsonNode data) {
        polls.incrementAndGet();
        ObjectNode answer = JSON.createObjectNode().put("code", "0").put("more", false);
        ArrayNode batches = answer.putArray("batches");
        laid.tailMap(data.path("after").longValue(), false).entrySet().stream()
                .limit(data.path("limit").intValue())
                .forEach(entry -> batches.addObject()
                        .put("seq", entry.getKey())
                        .put("dataset", entry.getValue().dataset())
                        .put("timestamp", entry.getValue().timestamp())
                        .put(
                                "body",
                                Base64.getEncoder()
                                        .encodeToString(entry.getValue().body()))
                        .put("signature", entry.getValue().signature()));
        return answer;
    }

    private ObjectNode query(JsonNode data) {
        ObjectNode answer = JSON.createObjectNode().put("code", "0");
        ArrayNode rows = answer.putArray("rows");
        for (JsonNode key : data.path("rowKeys")) {
            asked.add(key.stringValue());
            Effect effect = effects.get(key.stringValue());
            ObjectNode row = rows.addObject().put("rowKey", key.stringValue());
            row.put("state", effect == null ? "NOT_FOUND" : effect.state());
            ArrayNode receipts = row.putArray("receipts");
            if (effect != null) {
                effect.receipts().forEach(document -> receipts.add(signed(document, faults.userId)));
            }
        }
        return answer;
    }

    private static byte[] base64(JsonNode object, String member) {
        return Base64.getDecoder().decode(object.path(member).stringValue());
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new UncheckedIOException(new IOException("wrong " + what));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
