package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.TrustedCertificates;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Qingdao platform as {@code docs/platforms/qingdao.md} says: it checks each call and answers with a signed receipt. */
final class TestPlatform implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final byte[] secret;
    private final TrustedCertificates authority;
    private final Signer signer;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();
    private final Map<String, Effect> effects = new ConcurrentHashMap<>();
    private volatile UnaryOperator<Reply> behaviour = UnaryOperator.identity();
    private volatile boolean listens = true;

    record Call(String path, Map<String, String> headers, byte[] body) {
        String idempotencyKey() {
            return headers.getOrDefault("X-idempotency-key", "");
        }
    }

    record Reply(int status, Map<String, String> body) {}

    private record Effect(byte[] body, Map<String, String> answer) {}

    private TestPlatform(byte[] secret, TrustedCertificates authority, Signer signer) throws IOException {
        this.secret = secret;
        this.authority = authority;
        this.signer = signer;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/gateway/api/1/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** @param development folder of {@code ca.pem} and {@code qingdao.secret} */
    static TestPlatform start(Path development, SigningKey receiptKey) throws IOException, CertificateRefused {
        return new TestPlatform(
                Files.readString(development.resolve("qingdao.secret")).strip().getBytes(UTF_8),
                TrustedCertificates.load(List.of(development.resolve("ca.pem"))),
                receiptKey.signer(new SecureRandom()));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Every call under this idempotency key, refused ones too. */
    List<Call> calls(String idempotencyKey) {
        return calls.stream()
                .filter(call -> call.idempotencyKey().equals(idempotencyKey))
                .toList();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    void behaveHonestly() {
        listens = true;
        behaviour = UnaryOperator.identity();
    }

    /** From now on every call is answered so, and nothing is stored. */
    void refuse(int status, String code) {
        listens = false;
        behaviour = honest -> new Reply(status, Map.of("code", code, "message", "测试"));
    }

    /** From now on every call is checked and stored as ever, and then answered otherwise. */
    void answer(UnaryOperator<Reply> otherwise) {
        behaviour = otherwise;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Call call = new Call(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, header -> header.getValue().get(0))),
                exchange.getRequestBody().readAllBytes());
        calls.add(call);
        Reply reply = behaviour.apply(listens ? checked(call) : new Reply(200, Map.of()));
        byte[] body = JsonMapper.shared().writeValueAsBytes(reply.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Reply checked(Call call) {
        if (!isCallSigned(call)) {
            return refusal(401, "4010");
        }
        if (!isStatementOf(call)) {
            return refusal(401, "4011");
        }
        Effect effect = effects.computeIfAbsent(call.idempotencyKey(), key -> new Effect(call.body(), receipt(call)));
        return Arrays.equals(effect.body(), call.body()) ? new Reply(200, effect.answer()) : refusal(200, "4090");
    }

    private static Reply refusal(int status, String code) {
        return new Reply(status, Map.of("code", code, "message", "refused"));
    }

    private boolean isCallSigned(Call call) {
        String timestamp = call.headers().get("X-timestamp");
        String nonce = call.headers().get("X-nonce");
        byte[] expected = hmac(call.headers().get("X-client-id") + timestamp + nonce);
        Instant at = Instant.ofEpochMilli(Long.parseLong(timestamp));
        return at.until(Instant.now(), ChronoUnit.MINUTES) == 0
                && nonces.add(nonce)
                && MessageDigest.isEqual(
                        expected, Base64.getDecoder().decode(call.headers().get("X-signature")));
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException unavailable) {
            throw new IllegalStateException(unavailable);
        }
    }

    private boolean isStatementOf(Call call) {
        byte[] statement = base64url(call, "X-shuqiao-statement");
        String certificate = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(base64url(call, "X-shuqiao-certificate"))
                + "\n-----END CERTIFICATE-----\n";
        try {
            authority
                    .verifier(CertificateChain.parse(certificate.getBytes(UTF_8)), Instant.now())
                    .verify(statement, base64url(call, "X-shuqiao-signature"));
        } catch (CertificateRefused | SignatureRefused refused) {
            return false;
        }
        JsonNode json = JsonMapper.shared().readTree(statement);
        return json.path("type").asString("").equals("shuqiao.transfer.v1")
                && json.path("platform").asString("").equals("qingdao")
                && json.path("transferId").asString("").equals(call.idempotencyKey())
                && json.path("payloadHash").asString("").equals(Sm3.hex(call.body()));
    }

    private static byte[] base64url(Call call, String header) {
        return Base64.getUrlDecoder().decode(call.headers().get(header));
    }

    private Map<String, String> receipt(Call call) {
        byte[] receipt = JsonMapper.shared()
                .writeValueAsBytes(Map.of(
                        "receiptId",
                        "QD" + call.idempotencyKey(),
                        "platform",
                        "qingdao",
                        "idempotencyKey",
                        call.idempotencyKey(),
                        "payloadHash",
                        Sm3.hex(call.body()),
                        "stage",
                        "STORED",
                        "receivedAt",
                        Instant.now().atOffset(ZoneOffset.ofHours(8)).toString()));
        return Map.of(
                "code",
                "0",
                "message",
                "接收成功",
                "receipt",
                Base64.getEncoder().encodeToString(receipt),
                "signature",
                Base64.getEncoder().encodeToString(signer.sign(receipt)));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
