package org.shuqiao.bench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A simulated platform: what it says that it received, and how it is told to behave. */
final class Simulated {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final int BEFORE_ALL_OTHERS = 1;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String platform;
    private final List<String> stubs = new ArrayList<>();

    Simulated(URI base, String platform) {
        this.base = base;
        this.platform = platform;
    }

    /**
     * @param calls how often it came, the first included
     * @param attachment SM3 of the file that came with it; empty where none did
     */
    record Effect(String key, String payloadHash, String receiptId, int calls, String attachment) {}

    /** Of one transfer: one where everything is right. */
    List<Effect> effects(String transfer) {
        return Stream.of(control("GET", "effects", ""))
                .flatMap(JsonNode::valueStream)
                .map(Simulated::effect)
                .filter(effect -> effect.key().equals(transfer))
                .toList();
    }

    private static Effect effect(JsonNode told) {
        JsonNode key = told.has("rowKey") ? told.path("rowKey") : told.path("idempotencyKey");
        return new Effect(
                key.stringValue(),
                told.path("payloadHash").stringValue(),
                told.path("receiptIds").path(0).stringValue(),
                told.path("calls").intValue(),
                told.at("/attachment/sm3").asString(""));
    }

    void forge(boolean forged) {
        control("PUT", "receipts", JSON.createObjectNode().put("forged", forged).toString());
    }

    /** How one that is handed rows behaves. */
    void mood(String mood) {
        control("PUT", "mood", JSON.createObjectNode().put("mood", mood).toString());
    }

    /** How one that answers in two stages goes on after the first. */
    void secondStage(String stage) {
        ObjectNode settings = (ObjectNode) control("GET", "settings", "");
        control("PUT", "settings", settings.put("secondStage", stage).toString());
    }

    /** Lets a body say something of a transfer that has arrived. */
    void review(String transfer, String by, String outcome, List<String> reasons) {
        ObjectNode review =
                JSON.createObjectNode().put("transfer", transfer).put("by", by).put("outcome", outcome);
        reasons.forEach(review.putArray("reasons")::add);
        control("POST", "reviews", review.toString());
    }

    /** Puts a WireMock stub before the platform's own, beside those that are there. */
    void stub(String path, ObjectNode response) {
        String id = UUID.randomUUID().toString();
        stubs.add(id);
        ObjectNode stub = JSON.createObjectNode().put("id", id).put("priority", BEFORE_ALL_OTHERS);
        stub.putObject("request").put("method", "POST").put("urlPathPattern", path);
        stub.set("response", response);
        send("POST", "/__admin/mappings", stub.toString());
    }

    void endStubs() {
        stubs.forEach(id -> send("DELETE", "/__admin/mappings/" + id, ""));
        stubs.clear();
    }

    /** Headers of a call with this idempotency key, as WireMock's journal has them. */
    JsonNode headers(String transfer) {
        ObjectNode wanted = JSON.createObjectNode();
        wanted.putObject("headers").putObject("X-Idempotency-Key").put("equalTo", transfer);
        return send("POST", "/__admin/requests/find", wanted.toString()).at("/requests/0/headers");
    }

    private JsonNode control(String method, String what, String body) {
        return send(method, "/__sim/" + platform + "/" + what, body);
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(WITHIN)
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(method + " " + path).isBetween(200, 201);
            return answer.body().length == 0 ? JSON.nullNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("the simulators do not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
