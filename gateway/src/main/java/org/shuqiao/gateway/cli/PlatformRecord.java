package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What the simulated platform says itself that it received. */
final class PlatformRecord {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ApiClient.ANSWER_WITHIN).build();
    private final URI effects;

    PlatformRecord(URI simulators, String platform) {
        this.effects = simulators.resolve("/__sim/" + platform + "/effects");
    }

    /** @param calls how often it came, the first included */
    record Effect(String idempotencyKey, String receiptId, String payloadHash, int calls) {}

    /** Returns the effects of one transfer: one where everything is right. */
    List<Effect> effects(String transferId) throws IOException, InterruptedException {
        return Stream.of(JSON.readValue(get(effects), Effect[].class))
                .filter(effect -> effect.idempotencyKey().equals(transferId))
                .toList();
    }

    /** Returns the payload of a transfer, byte for byte as it came. */
    byte[] payload(String transferId) throws IOException, InterruptedException {
        return get(URI.create(effects + "/" + transferId + "/payload"));
    }

    private byte[] get(URI address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(ApiClient.ANSWER_WITHIN).build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("the simulators answered " + response.statusCode());
        }
        return response.body();
    }
}
