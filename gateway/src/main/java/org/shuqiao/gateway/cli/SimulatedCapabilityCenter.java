package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.shuqiao.gateway.cli.DemoRecords.DemoRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The simulated capability center: what it says itself that it received, and what it is told to send. */
final class SimulatedCapabilityCenter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ApiClient.ANSWER_WITHIN).build();
    private final URI control;
    private final URI gateway;

    /**
     * Calls nothing yet.
     *
     * @param simulators their base address
     * @param gateway where it sends to
     */
    SimulatedCapabilityCenter(URI simulators, URI gateway) {
        this.control = simulators.resolve("/__sim/capability-center/");
        this.gateway = gateway;
    }

    /** @param calls how often the row came, the first included */
    record Effect(String rowKey, String payloadHash, String stage, int calls) {}

    /**
     * What the gateway said to a push.
     *
     * @param status HTTP status; 0 where it said nothing
     * @param answer its answer; JSON null where there was none
     * @param receiptValid whether the platform found our signature under the receipt good
     */
    record Answered(int status, JsonNode answer, boolean receiptValid) {
        /** The result of the first row; missing where there is no receipt. */
        JsonNode row() {
            return answer.at("/rows/0");
        }
    }

    /** Returns the effects of one transfer: one where everything is right. */
    List<Effect> effects(String transferId) throws IOException, InterruptedException {
        return Stream.of(JSON.readValue(call("GET", "effects", BodyPublishers.noBody()), Effect[].class))
                .filter(effect -> effect.rowKey().equals(transferId))
                .toList();
    }

    /** Returns the content of a row, byte for byte as it came. */
    byte[] payload(String transferId) throws IOException, InterruptedException {
        return call("GET", "effects/" + transferId + "/payload", BodyPublishers.noBody());
    }

    /** From now on it brings its second receipts to the gateway instead of waiting to be asked. */
    void callBack() throws IOException, InterruptedException {
        ObjectNode settings = JSON.createObjectNode()
                .put(
                        "callbackUrl",
                        gateway.resolve("/platform/v1/capability-center/receipts")
                                .toString());
        call("PUT", "settings", body(settings));
    }

    /** Makes it send one record under its signature. */
    Answered push(DemoRecord record) throws IOException, InterruptedException {
        return push(batch(record));
    }

    /** Makes it send one record under a signature that is wrong. */
    Answered pushWronglySigned(DemoRecord record) throws IOException, InterruptedException {
        return push(batch(record).put("tamper", "signature"));
    }

    private Answered push(ObjectNode command) throws IOException, InterruptedException {
        return JSON.readValue(
                call("POST", "returns", body(command.put("gateway", gateway.toString()))), Answered.class);
    }

    /** Makes it keep one record, and nothing else, until the gateway asks what there is. */
    void keepReady(DemoRecord record) throws IOException, InterruptedException {
        ObjectNode queue = JSON.createObjectNode();
        queue.putArray("batches")
                .add(batch(record)
                        .put("batchId", record.json().path("record_id").stringValue()));
        call("PUT", "queue", body(queue));
    }

    private static ObjectNode batch(DemoRecord record) {
        ObjectNode batch =
                JSON.createObjectNode().put("dataset", record.dataset().id());
        batch.putArray("rows").add(record.json());
        return batch;
    }

    private static BodyPublisher body(ObjectNode json) {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(json));
    }

    private byte[] call(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(control.resolve(path))
                .timeout(ApiClient.ANSWER_WITHIN)
                .method(method, body)
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("the simulators answered " + response.statusCode());
        }
        return response.body();
    }
}
