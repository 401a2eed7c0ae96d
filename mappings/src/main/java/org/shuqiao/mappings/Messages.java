package org.shuqiao.mappings;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Texts of violations in both languages, from {@code messages/violations.json}. */
public final class Messages {

    private record Text(String zh, String en) {}

    private final Map<String, Text> texts = new HashMap<>();

    public Messages() {
        for (Map.Entry<String, JsonNode> entry :
                Resources.json("messages/violations.json").properties()) {
            JsonNode text = entry.getValue();
            texts.put(
                    entry.getKey(),
                    new Text(
                            text.required("zh").stringValue(),
                            text.required("en").stringValue()));
        }
    }

    /**
     * @param limit what the schema demands, put in place of {@code {limit}}; never anything from the record
     */
    public Violation violation(String pointer, String rule, String limit) {
        Text text = texts.get(rule);
        if (text == null) {
            throw new IllegalStateException("no message for rule " + rule);
        }
        return new Violation(
                pointer, rule, text.zh().replace("{limit}", limit), text.en().replace("{limit}", limit));
    }
}
