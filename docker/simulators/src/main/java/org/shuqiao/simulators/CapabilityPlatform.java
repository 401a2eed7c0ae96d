package org.shuqiao.simulators;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ArrayNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * 重庆"经济·产业大脑能力中心" as the reference contract in {@code docs/platforms/capability-center.md} describes it:
 * receives batches row by row, signs a receipt for each row it keeps, and tells what became of a row. Thread-safe.
 */
final class CapabilityPlatform implements AutoCloseable {
    static final String ID = "capability-center";
    static final int MAX_ROWS = 500;
    static final int MAX_NAME_CHARACTERS = 60;
    static final int MAX_BATCHES = 10;

    private final StrictJson json;
    private final Clock clock;
    private final CapabilityEnvelope envelope;
    private final RowCheck rowCheck;
    private final ReceiptIssuer receipts;
    private final Settlement settlement;
    private final Effects effects = new Effects();
    private final ReturnQueue returns = new ReturnQueue();

    /** Pushes share it and a query has it alone: it waits for the pushes before it, so that NOT_FOUND stays true. */
    private final ReadWriteLock pushes = new ReentrantReadWriteLock(true);

    CapabilityPlatform(CapabilityKeys keys, Kona kona, StrictJson json, Clock clock, SecureRandom random) {
        this.json = json;
        this.clock = clock;
        this.envelope = new CapabilityEnvelope(keys, kona, json);
        this.rowCheck = new RowCheck(ID, keys.authority(), kona, json);
        this.receipts = new ReceiptIssuer(
                "CQ", ID, receipt -> RawSignature.fromDer(keys.receiptSigner().sign(receipt)), json, random);
        this.settlement = new Settlement(receipts, json, clock, keys.gateway());
    }

    /** Receives a batch for this resource; the answer has a result for each of its rows. */
    ObjectNode push(String resource, byte[] body) throws CallRefused {
        pushes.readLock().lock();
        try {
            Instant now = clock.instant();
            ObjectNode data = envelope.open(body, now);
            Map<String, ObjectNode> rows = rows(data);
            ObjectNode answer =
                    result("0", "成功").put("batchId", data.path("batchId").textValue());
            ArrayNode results = answer.putArray("rows");
            List<Effect> received = new ArrayList<>();
            rows.forEach((key, row) -> results.add(receive(resource, key, row, now, received)));
            settlement.follow(received);
            return answer;
        } finally {
            pushes.readLock().unlock();
        }
    }

    /** Tells the state and the receipts of each row that is asked for. */
    ObjectNode query(byte[] body) throws CallRefused {
        Set<String> keys = keys(envelope.open(body, clock.instant()));
        pushes.writeLock().lock();
        try {
            ObjectNode answer = result("0", "成功");
            ArrayNode rows = answer.putArray("rows");
            keys.forEach(key -> tell(key, rows.addObject()));
            return answer;
        } finally {
            pushes.writeLock().unlock();
        }
    }

    /** Tells what there is for centers after a place in the sequence. */
    ObjectNode poll(byte[] body) throws CallRefused {
        ObjectNode question = envelope.open(body, clock.instant());
        JsonNode after = question.path("after");
        JsonNode limit = question.path("limit");
        if (!after.isIntegralNumber() || !limit.isInt() || after.asLong() < 0 || limit.asInt() < 1) {
            throw new CallRefused(Refusal.MALFORMED_CALL);
        }
        ObjectNode answer = result("0", "成功");
        returns.tell(after.asLong(), Math.min(limit.asInt(), MAX_BATCHES), answer);
        return answer;
    }

    /** What there is for centers. */
    ReturnQueue returns() {
        return returns;
    }

    ReceiptIssuer receipts() {
        return receipts;
    }

    Effects effects() {
        return effects;
    }

    Settlement settlement() {
        return settlement;
    }

    @Override
    public void close() {
        settlement.close();
    }

    private ObjectNode receive(String resource, String key, ObjectNode row, Instant now, List<Effect> received) {
        try {
            RowCheck.Content content = rowCheck.requireValid(key, row, now);
            requireAcceptableName(content.json().path("hdmc"));
            Effects.Recorded recorded = effects.record(
                    key,
                    () -> new Effect(
                            key,
                            resource,
                            receipts.issue(key, content.payloadHash(), "ACCEPTED", now),
                            content.payload()));
            Receipt receipt = recorded.effect().receipt();
            if (!receipt.payloadHash().equals(content.payloadHash())) {
                throw new RowRefused(RowRefusal.KEY_REUSED);
            }
            if (recorded.first()) {
                received.add(recorded.effect());
            }
            ObjectNode result = recorded.first() ? rowResult(key, "0", "已接收") : rowResult(key, "1001", "重复提交");
            return receipts.put(receipt, result);
        } catch (RowRefused e) {
            return rowResult(key, e.refusal().code(), e.refusal().message());
        }
    }

    private static void requireAcceptableName(JsonNode name) throws RowRefused {
        if (!name.isMissingNode()) {
            String text = name.textValue();
            RowCheck.require(
                    text != null && text.codePointCount(0, text.length()) <= MAX_NAME_CHARACTERS,
                    RowRefusal.NAME_TOO_LONG);
        }
    }

    private void tell(String key, ObjectNode row) {
        Optional<Effect> effect = effects.find(key);
        row.put("rowKey", key).put("state", effect.map(Effect::stage).orElse("NOT_FOUND"));
        ArrayNode list = row.putArray("receipts");
        effect.map(Effect::receipts).orElse(List.of()).forEach(receipt -> receipts.put(receipt, list.addObject()));
    }

    private static Map<String, ObjectNode> rows(ObjectNode data) throws CallRefused {
        requireText(data.path("batchId"));
        Map<String, ObjectNode> rows = new LinkedHashMap<>();
        for (JsonNode element : list(data, "rows")) {
            if (!(element instanceof ObjectNode row) || rows.put(requireText(row.path("rowKey")), row) != null) {
                throw new CallRefused(Refusal.MALFORMED_ROWS);
            }
        }
        return rows;
    }

    private static Set<String> keys(ObjectNode data) throws CallRefused {
        Set<String> keys = new LinkedHashSet<>();
        for (JsonNode element : list(data, "rowKeys")) {
            if (!keys.add(requireText(element))) {
                throw new CallRefused(Refusal.MALFORMED_ROWS);
            }
        }
        return keys;
    }

    private static JsonNode list(ObjectNode data, String member) throws CallRefused {
        JsonNode list = data.path(member);
        if (!list.isArray() || list.isEmpty()) {
            throw new CallRefused(Refusal.MALFORMED_ROWS);
        }
        if (list.size() > MAX_ROWS) {
            throw new CallRefused(Refusal.TOO_MANY_ROWS);
        }
        return list;
    }

    private static String requireText(JsonNode value) throws CallRefused {
        String text = value.textValue();
        if (text == null || text.isEmpty()) {
            throw new CallRefused(Refusal.MALFORMED_ROWS);
        }
        return text;
    }

    private ObjectNode result(String code, String message) {
        return json.newObject().put("code", code).put("message", message);
    }

    private ObjectNode rowResult(String key, String code, String message) {
        return json.newObject().put("rowKey", key).put("code", code).put("message", message);
    }
}
