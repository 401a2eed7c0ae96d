package org.shuqiao.simulators;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A platform that is handed rows at a place: it checks each row as if it had come alone, stores its payload once for each key, and says of
 * each row what became of it. Thread-safe.
 */
final class RowPlatform {
    private static final String LATER = "5030";
    private static final String NOBODYS = "7777";

    private final String id;
    private final Set<String> resources;
    private final int maxTextCharacters;
    private final RowCheck check;
    private final ReceiptIssuer receipts;
    private final StrictJson json;
    private final Clock clock;
    private final Effects effects = new Effects();
    private final Map<String, String> sources = new HashMap<>();
    private final List<Untold> untold = new ArrayList<>();
    private RowMood mood = RowMood.FAIR;

    private record Untold(Effect effect, Receipt receipt) {}

    /** @param maxTextCharacters of each text in a payload's first level */
    RowPlatform(
            String id,
            Set<String> resources,
            int maxTextCharacters,
            RowCheck check,
            ReceiptIssuer receipts,
            StrictJson json,
            Clock clock) {
        this.id = id;
        this.maxTextCharacters = maxTextCharacters;
        this.resources = Set.copyOf(resources);
        this.check = check;
        this.receipts = receipts;
        this.json = json;
        this.clock = clock;
    }

    String id() {
        return id;
    }

    Effects effects() {
        return effects;
    }

    ReceiptIssuer receipts() {
        return receipts;
    }

    synchronized RowMood mood() {
        return mood;
    }

    synchronized void behave(RowMood now) {
        mood = now;
    }

    /**
     * Takes one row.
     *
     * @param row with {@code content}, {@code statement} and {@code signature}, each Base64, and {@code attachment} where a verified file
     *     came with it
     * @param source where the row came from, so that what is said later gets to the same place
     * @return what it says of it; empty while it is silent
     */
    synchronized Optional<ObjectNode> take(String key, String resource, ObjectNode row, String source) {
        if (mood == RowMood.LATER || mood == RowMood.NOBODYS_CODE) {
            return Optional.of(said(key, mood == RowMood.LATER ? LATER : NOBODYS));
        }
        sources.put(key, source);
        ObjectNode result = stored(key, resource, row);
        if (mood == RowMood.SILENT) {
            effects.find(key).ifPresent(effect -> tell(effect, effect.receipt()));
            return Optional.empty();
        }
        return Optional.of(result);
    }

    /** Has a receipt of a row that it took said at the place that the row came from. */
    synchronized void tell(Effect effect, Receipt receipt) {
        untold.add(new Untold(effect, receipt));
    }

    /** What it has not said yet, in its order, by where the rows came from; nothing while it is silent. */
    synchronized Map<String, List<ObjectNode>> saidAtLast() {
        Map<String, List<ObjectNode>> said = new LinkedHashMap<>();
        if (mood != RowMood.SILENT) {
            for (Untold one : untold) {
                String key = one.effect().idempotencyKey();
                said.computeIfAbsent(sources.get(key), source -> new ArrayList<>())
                        .add(receipts.put(one.receipt(), said(key, "0")));
            }
            untold.clear();
        }
        return said;
    }

    private ObjectNode stored(String key, String resource, ObjectNode row) {
        try {
            Instant now = clock.instant();
            RowCheck.require(resources.contains(resource), RowRefusal.UNKNOWN_RESOURCE);
            RowCheck.Content content = check.requireValid(key, row, now);
            RowCheck.require(hasRoomFor(content.json()), RowRefusal.TEXT_TOO_LONG);
            String stage = mood == RowMood.REVIEWING ? "ACCEPTED" : "STORED";
            Effects.Recorded recorded = effects.record(
                    key,
                    () -> new Effect(
                            key,
                            resource,
                            receipts.issue(key, content.payloadHash(), stage, now),
                            content.payload(),
                            row.get("attachment")));
            Receipt receipt = recorded.effect().receipt();
            RowCheck.require(receipt.payloadHash().equals(content.payloadHash()), RowRefusal.KEY_REUSED);
            return receipts.put(receipt, said(key, recorded.first() ? "0" : "1001"));
        } catch (RowRefused e) {
            return said(key, e.refusal().code());
        }
    }

    private boolean hasRoomFor(ObjectNode payload) {
        for (JsonNode member : payload) {
            String text = member.asText("");
            if (member.isTextual() && text.codePointCount(0, text.length()) > maxTextCharacters) {
                return false;
            }
        }
        return true;
    }

    ObjectNode said(String key, String code) {
        return json.newObject().put("key", key).put("code", code);
    }
}
