package org.shuqiao.routes.ledger;

import java.util.UUID;
import org.shuqiao.routes.failures.ReasonCode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What became of one row of a batch. */
public sealed interface ReturnResult {
    /** As it was handed in. */
    NewReturn.Row row();

    /** {@code OK}, {@code DUPLICATE}, or the reason of a refusal. */
    String code();

    /** Members that go into the result beside its code. */
    ObjectNode facts();

    /** It is a message of its center's inbox now. */
    record Taken(NewReturn.Message row) implements ReturnResult {
        @Override
        public String code() {
            return "OK";
        }

        @Override
        public ObjectNode facts() {
            return message(row.row().messageId());
        }
    }

    /** The same record came before and is a message already. */
    record Duplicate(NewReturn.Message row, UUID first) implements ReturnResult {
        @Override
        public String code() {
            return "DUPLICATE";
        }

        @Override
        public ObjectNode facts() {
            return message(first);
        }
    }

    record Denied(NewReturn.Row row, RowRefusal refusal) implements ReturnResult {
        @Override
        public String code() {
            return refusal.reason().name();
        }

        @Override
        public ObjectNode facts() {
            return refusal.facts();
        }

        boolean isFor(ReasonCode reason) {
            return refusal.reason() == reason;
        }
    }

    private static ObjectNode message(UUID id) {
        return JsonNodeFactory.instance.objectNode().put("messageId", id.toString());
    }
}
