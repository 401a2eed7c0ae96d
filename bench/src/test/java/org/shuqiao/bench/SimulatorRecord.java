package org.shuqiao.bench;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the simulated platform says itself that it received. */
final class SimulatorRecord {
    private static final String CALLS = "/gateway/api/1/.*";
    private static final String DELAY = "71a6d9a0-0000-4000-9000-000000000001";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI simulators;

    SimulatorRecord(URI simulators) {
        this.simulators = simulators;
    }

    /** A payload that was stored, under its idempotency key; the verified calls with that key, the first included. */
    record Effect(String idempotencyKey, int calls) {}

    List<Effect> effects() throws IOException, InterruptedException {
        List<Effect> effects = new ArrayList<>();
        for (JsonNode effect : get("/__sim/qingdao/effects")) {
            effects.add(new Effect(
                    effect.required("idempotencyKey").stringValue(),
                    effect.required("calls").asInt()));
        }
        return effects;
    }

    /** The payload as the platform keeps it. */
    JsonNode payload(Effect effect) throws IOException, InterruptedException {
        return get("/__sim/qingdao/effects/" + effect.idempotencyKey() + "/payload");
    }

    /** How many calls there were, refused ones included. */
    int calls() throws IOException, InterruptedException {
        String pattern = "{\"method\":\"POST\",\"urlPathPattern\":\"" + CALLS + "\"}";
        return send("/__admin/requests/count", BodyPublishers.ofString(pattern), "POST")
                .required("count")
                .asInt();
    }

    /** From now on a payload is stored at once and answered so much later. */
    void answerAfter(Duration delay) throws IOException, InterruptedException {
        String stub =
                """
                {"id": "%s",
                 "request": {"method": "POST", "urlPathPattern": "%s"},
                 "response": {"status": 200, "fixedDelayMilliseconds": %d, "transformers": ["qingdao-receive"]}}
                """
                        .formatted(DELAY, CALLS, delay.toMillis());
        send("/__admin/mappings", BodyPublishers.ofString(stub), "POST");
    }

    /** Ends the delay alone: resetting the mappings would empty the record of calls, too. */
    void answerAtOnce() throws IOException, InterruptedException {
        send("/__admin/mappings/" + DELAY, BodyPublishers.noBody(), "DELETE");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(path, BodyPublishers.noBody(), "GET");
    }

    private JsonNode send(String path, HttpRequest.BodyPublisher body, String method)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(simulators.resolve(path))
                .timeout(ANSWER_WITHIN)
                .method(method, body)
                .build();
        var answer = http.send(request, BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isBetween(200, 201);
        return answer.body().length == 0
                ? JsonMapper.shared().nullNode()
                : JsonMapper.shared().readTree(answer.body());
    }
}
