package org.shuqiao.routes.ledger;

import org.shuqiao.routes.failures.ReasonCode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why a row that a platform sent is not taken; the platform reads it in our signed receipt.
 *
 * @param facts members that go into the row's result beside its code, for example what would be possible instead. They must have a
 *     canonical form (RFC 8785), hold nothing of another center, and none of the names {@code recordId}, {@code version}, {@code code}
 */
public record RowRefusal(ReasonCode reason, ObjectNode facts) {

    public static RowRefusal of(ReasonCode reason) {
        return new RowRefusal(reason, JsonNodeFactory.instance.objectNode());
    }
}
