package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A call as a gateway makes it, right in everything until a test bends it. */
final class Call {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Map<String, String> headers = new LinkedHashMap<>();
    private String path = "/gateway/api/1/activity";
    private byte[] body;

    private Call(byte[] body) {
        this.body = body;
    }

    static Call of(DevelopmentKeys keys, long timestampMillis, String transferId, String body) {
        return new Call(body.getBytes(UTF_8))
                .callSignature(timestampMillis, UUID.randomUUID().toString())
                .header("X-Idempotency-Key", transferId)
                .statement(keys, "gateway", statement(transferId, body, "qingdao"));
    }

    /** A call to a platform of another family, without a call signature. */
    static Call to(DevelopmentKeys keys, String platform, String path, String transferId, String body) {
        Call call = new Call(body.getBytes(UTF_8))
                .header("X-Idempotency-Key", transferId)
                .statement(keys, "gateway", statement(transferId, body, platform));
        call.path = path;
        return call;
    }

    static String statement(String transferId, String body, String platform) {
        return """
                {"payloadHash":"%s","platform":"%s","transferId":"%s","type":"shuqiao.transfer.v1"}"""
                .formatted(new Kona().sm3Hex(body.getBytes(UTF_8)), platform, transferId);
    }

    Call callSignature(long timestampMillis, String nonce) {
        String timestamp = Long.toString(timestampMillis);
        return header("X-Client-Id", "shuqiao")
                .header("X-Timestamp", timestamp)
                .header("X-Nonce", nonce)
                .header(
                        "X-Signature",
                        new CallSignature(DevelopmentKeys.SECRET.getBytes(UTF_8)).of("shuqiao", timestamp, nonce));
    }

    Call statement(DevelopmentKeys keys, String signer, String statement) {
        byte[] bytes = statement.getBytes(UTF_8);
        return header("X-Shuqiao-Statement", URL.encodeToString(bytes))
                .header(
                        "X-Shuqiao-Signature",
                        URL.encodeToString(
                                keys.signer(signer, Sm2UserId.DEFAULT).sign(bytes)))
                .header("X-Shuqiao-Certificate", URL.encodeToString(keys.certificate(signer)));
    }

    Call header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Call without(String name) {
        headers.remove(name);
        return this;
    }

    Call body(String other) {
        this.body = other.getBytes(UTF_8);
        return this;
    }

    Call resource(String other) {
        this.path = "/gateway/api/1/" + other;
        return this;
    }

    String header(String name) {
        return headers.get(name);
    }

    HttpResponse<String> send(int port) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return exchange(request.build());
    }

    static HttpResponse<String> get(int port, String path) throws IOException {
        return exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build());
    }

    static HttpResponse<String> post(int port, String path, String body) throws IOException {
        return exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    static HttpResponse<String> put(int port, String path, String body) throws IOException {
        return exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> exchange(HttpRequest request) throws IOException {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
