package org.shuqiao.routes.queues;

import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.platforms.Deposit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A deposit as the text of one message: {@code {"batchId","dataset","resend","rows":[{"key","contentType","content","statement",
 * "signature"}]}}, content, statement and signature in Base64, the last two under the names of the platform's description.
 */
final class BatchMessage {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final String statement;
    private final String signature;

    BatchMessage(PlatformDescriptor.StatementCarrier.Body carrier) {
        Map<String, String> members = carrier.members();
        this.statement = Objects.requireNonNull(members.get("statement"));
        this.signature = Objects.requireNonNull(members.get("signature"));
    }

    String text(Deposit deposit) {
        ObjectNode message = JSON.createObjectNode()
                .put("batchId", deposit.batchId())
                .put("dataset", deposit.resource())
                .put("resend", deposit.resend());
        ArrayNode rows = message.putArray("rows");
        for (Deposit.Row row : deposit.rows()) {
            rows.addObject()
                    .put("key", row.key().toString())
                    .put("contentType", row.contentType())
                    .put("content", BASE64.encodeToString(row.payload()))
                    .put(statement, BASE64.encodeToString(row.statement()))
                    .put(signature, BASE64.encodeToString(row.signature()));
        }
        return JSON.writeValueAsString(message);
    }

    /**
     * By which the broker knows a message that it has already: of one attempt, so that what goes out again because no receipt came
     * reaches the platform, which then repeats its first receipt.
     */
    static String duplicateId(Deposit deposit) {
        int attempt =
                deposit.rows().stream().mapToInt(Deposit.Row::attempt).max().orElse(0);
        String what = deposit.rows().size() == 1 ? deposit.rows().get(0).key().toString() : deposit.batchId();
        return what + '/' + attempt;
    }
}
