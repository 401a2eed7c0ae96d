package org.shuqiao.routes.platforms;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuqiao.mappings.platforms.Transport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The rows of an answer by their keys. Two rows of one key contradict each other, so neither counts. */
final class AnswerRows {
    private final Map<String, JsonNode> byKey = new HashMap<>();

    private AnswerRows() {}

    static AnswerRows of(JsonNode body, Transport.HttpBatch transport) {
        String key = Objects.requireNonNull(transport.members().get("key"));
        AnswerRows rows = new AnswerRows();
        for (JsonNode row : body.path(Objects.requireNonNull(transport.members().get("rows")))) {
            rows.byKey.merge(row.path(key).asString(""), row, (one, another) -> MissingNode.getInstance());
        }
        return rows;
    }

    /** A missing node where there is no such row. */
    JsonNode of(UUID transfer) {
        return byKey.getOrDefault(transfer.toString(), MissingNode.getInstance());
    }
}
