package org.shuqiao.routes.ledger;

import java.util.List;
import org.shuqiao.mappings.platforms.ReviewChain.Body;
import org.shuqiao.mappings.platforms.ReviewChain.Outcome;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a reviewing body says of a record, in a receipt that its platform has signed.
 *
 * @param by with the names that it had when the receipt came
 * @param reasons in the body's own words: for the center, and not for logs
 */
public record Review(Body by, Outcome outcome, List<String> reasons) {
    public Review {
        reasons = List.copyOf(reasons);
    }

    boolean isReturned() {
        return outcome == Outcome.RETURNED;
    }

    /** Without its reasons, which are for nobody's log. */
    @Override
    public String toString() {
        return "Review[" + by.id() + " " + outcome + "]";
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("body").put("id", by.id()).put("zh", by.zh()).put("en", by.en());
        json.put("outcome", outcome.name());
        reasons.forEach(json.putArray("reasons")::add);
        return json.toString();
    }
}
