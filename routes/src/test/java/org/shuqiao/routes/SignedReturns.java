package org.shuqiao.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.steps.ReceivedReturn;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Batches as the capability center would send them, signed with its key. */
record SignedReturns(SigningKey key, String userId) {
    /** When the slot begins that every booking is for. */
    static final String VISIT = "2099-12-08T09:30:00+08:00";

    static final String PLATFORM = "capability-center";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Datasets DATASETS = Datasets.load();
    private static final SecureRandom RANDOM = new SecureRandom();

    SignedReturns(SigningKey key) {
        this(key, "cq-capability");
    }

    /** A valid booking of this center. */
    static ObjectNode booking(String recordId, String center) {
        return record("booking", recordId, center).put("visit_at", VISIT);
    }

    static ObjectNode record(String dataset, String recordId, String center) {
        ObjectNode record = (ObjectNode) JSON.readTree(
                DATASETS.find(dataset).orElseThrow().samples().get(0).bytes());
        return record.put("record_id", recordId).put("center_id", center);
    }

    static ObjectNode changed(ObjectNode record, Consumer<ObjectNode> change) {
        ObjectNode copy = record.deepCopy();
        change.accept(copy);
        return copy;
    }

    static byte[] body(String batchId, ObjectNode... rows) {
        ObjectNode body = JSON.createObjectNode().put("batchId", batchId);
        body.putArray("rows").addAll(List.of(rows));
        return JSON.writeValueAsBytes(body);
    }

    ReceivedReturn bookings(String batchId, ObjectNode... rows) {
        return of("booking", body(batchId, rows));
    }

    ReceivedReturn of(String dataset, byte[] body) {
        return at(Instant.now(), dataset, body);
    }

    ReceivedReturn at(Instant signedAt, String dataset, byte[] body) {
        String timestamp = Long.toString(signedAt.toEpochMilli());
        return new ReceivedReturn(PLATFORM, dataset, timestamp, signature(dataset, timestamp, body), body, false);
    }

    private String signature(String dataset, String timestamp, byte[] body) {
        byte[] text = Stream.of("POST", "/platform/v1/" + PLATFORM + "/" + dataset, timestamp, Sm3.hex(body))
                .reduce("", (before, line) -> before + line + "\n")
                .getBytes(UTF_8);
        byte[] der = key.signer(RANDOM, userId).sign(text);
        return Base64.getEncoder().encodeToString(SignatureForm.RAW.fromDer(der, key.chain()));
    }
}
