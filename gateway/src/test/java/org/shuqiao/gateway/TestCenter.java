package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shuqiao.mappings.Datasets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A center as its own software would use the gateway. */
final class TestCenter {
    /** Loaded once: a test that makes a hundred records would wait longer for this than for anything else. */
    private static final Datasets DATASETS = Datasets.load();

    static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Set<String> ENDS = Set.of("STORED", "REJECTED", "DENIED", "WITHHELD", "SUPERSEDED", "EXPIRED");

    private final GatewayUnderTest gateway;
    private final String usci;
    private final GatewayClient client;

    TestCenter(GatewayUnderTest gateway, String usci, GatewayClient client) {
        this.gateway = gateway;
        this.usci = usci;
        this.client = client;
    }

    String usci() {
        return usci;
    }

    GatewayClient client() {
        return client;
    }

    /** The first sample of a dataset, as a new record of this center. */
    ObjectNode record(String dataset) {
        byte[] sample = DATASETS.find(dataset).orElseThrow().samples().get(0).bytes();
        ObjectNode record = (ObjectNode) JsonMapper.shared().readTree(sample);
        record.put("center_id", usci);
        record.put("record_id", "T-" + randomLetters());
        return record;
    }

    /** Chance can make no number of letters that would stop a transfer, as it can of digits. */
    private static String randomLetters() {
        return UUID.randomUUID()
                .toString()
                .chars()
                .map(sign -> Character.isDigit(sign) ? sign - '0' + 'g' : sign)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    ObjectNode activity() {
        return record("activity");
    }

    Answer submit(String dataset, Object record, String... headers) {
        return client.post("/api/v1/submissions/" + dataset, record, headers);
    }

    /** Submits an activity that must be accepted, and returns its id. */
    String accepted(Object activity, String... headers) {
        return accepted("activity", activity, headers);
    }

    String accepted(String dataset, Object record, String... headers) {
        return submit(dataset, record, headers)
                .expect(202)
                .json()
                .required("submissionId")
                .stringValue();
    }

    JsonNode submission(String id) {
        return client.get("/api/v1/submissions/" + id).expect(200).json();
    }

    /** Every submission that the gateway holds of this center. */
    JsonNode stored() {
        return client.get("/api/v1/submissions?limit=100").expect(200).json();
    }

    /** Waits for the only transfer of a submission to come to a state; fails as soon as it has ended in another. */
    JsonNode awaitTransfer(String submission, String state) {
        JsonNode transfer = await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> transfer(submission), seen -> {
                    String now = seen.path("state").asString("");
                    return now.equals(state) || ENDS.contains(now);
                });
        assertThat(transfer.path("state").asString("")).as(transfer.toString()).isEqualTo(state);
        return transfer;
    }

    JsonNode transfer(String submission) {
        return submission(submission).path("transfers").path(0);
    }

    /** The evidence once the log proves it, with the receipt if there is one. */
    Answer evidence(JsonNode transfer) {
        boolean received = transfer.path("receipt").isObject();
        return await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> evidenceNow(transfer),
                        answer ->
                                answer.status() != 409 && (!received || answer.status() != 200 || hasReceipt(answer)));
    }

    private static boolean hasReceipt(Answer evidence) {
        return new String(evidence.body(), StandardCharsets.ISO_8859_1).contains("receipt-1.json");
    }

    Answer evidenceNow(JsonNode transfer) {
        return client.get("/api/v1/transfers/" + transfer.required("transferId").stringValue() + "/evidence");
    }

    void dictionary(Set<String> words) {
        gateway.admin()
                .put("/api/v1/admin/centers/" + usci + "/dictionary", Map.of("words", words))
                .expect(204);
    }
}
