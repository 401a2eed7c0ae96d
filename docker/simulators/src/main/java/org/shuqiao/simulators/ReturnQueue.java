package org.shuqiao.simulators;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ArrayNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** What the platform has for centers until it is asked for it, by place in its sequence. Thread-safe. */
final class ReturnQueue {
    private final TreeMap<Long, ReturnedBatch> batches = new TreeMap<>();
    private long askedAfter;

    /** The place that whoever asked last has not seen yet; the first one where nobody has asked. */
    synchronized long nextPlace() {
        return askedAfter + 1;
    }

    /** These batches and no others. */
    synchronized void replace(Map<Long, ReturnedBatch> others) {
        batches.clear();
        batches.putAll(others);
    }

    /** Puts the batches after a place into an answer: at most so many, and whether there are more. */
    synchronized void tell(long after, int limit, ObjectNode answer) {
        askedAfter = after;
        List<Map.Entry<Long, ReturnedBatch>> next = batches.tailMap(after, false).entrySet().stream()
                .limit(limit + 1L)
                .toList();
        answer.put("more", next.size() > limit);
        ArrayNode list = answer.putArray("batches");
        next.stream().limit(limit).forEach(entry -> list.add(describe(entry.getKey(), entry.getValue(), answer)));
    }

    private static JsonNode describe(long seq, ReturnedBatch batch, ObjectNode factory) {
        return factory.objectNode()
                .put("seq", seq)
                .put("dataset", batch.dataset())
                .put("timestamp", batch.timestamp())
                .put("body", Base64.getEncoder().encodeToString(batch.body()))
                .put("signature", batch.signature());
    }
}
