package org.shuqiao.simulators;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** Sends a batch to a gateway and looks at its answer. It never tries again by itself. Thread-safe. */
final class ReturnPush {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client;
    private final TrustedAuthority authority;
    private final StrictJson json;

    ReturnPush(CapabilityKeys keys, StrictJson json) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .sslContext(keys.gateway())
                .build();
        this.authority = keys.authority();
        this.json = json;
    }

    /**
     * What the gateway said: {@code {"status":200,"answer":{…},"receiptValid":true}}; status 0 and no answer where it said nothing that
     * can be read.
     */
    ObjectNode send(URI gateway, ReturnedBatch batch, Instant now) {
        ObjectNode told = json.newObject();
        HttpResponse<byte[]> answer = post(gateway, batch);
        ObjectNode body = answer == null ? null : json.object(answer.body()).orElse(null);
        told.put("status", answer == null ? 0 : answer.statusCode());
        told.set("answer", body);
        return told.put("receiptValid", body != null && isSigned(body, now));
    }

    private @Nullable HttpResponse<byte[]> post(URI gateway, ReturnedBatch batch) {
        URI target = gateway.resolve("/platform/v1/" + CapabilityPlatform.ID + "/" + batch.dataset());
        HttpRequest.Builder call = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-Platform-Timestamp", batch.timestamp())
                .POST(BodyPublishers.ofByteArray(batch.body()));
        if (!batch.signature().isEmpty()) {
            call.header("X-Platform-Signature", batch.signature());
        }
        try {
            return client.send(call.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** By a certificate of the authority that may certify gateways, over exactly the bytes of the receipt. */
    private boolean isSigned(ObjectNode answer, Instant now) {
        try {
            byte[] receipt = base64(answer.path("receipt"));
            byte[] signature = base64(answer.path("signature"));
            Optional<Sm2Verifier> gateway = authority.trust(base64(answer.path("certificate")), now);
            boolean signed = gateway.isPresent() && gateway.get().accepts(receipt, signature);
            JsonNode rows = json.object(receipt).orElseGet(json::newObject).path("rows");
            return signed && rows.equals(answer.path("rows"));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static byte[] base64(JsonNode text) {
        return Base64.getDecoder().decode(text.asText());
    }
}
