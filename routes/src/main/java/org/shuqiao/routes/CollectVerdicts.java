package org.shuqiao.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.PreparedTransfer;

/** Gathers the verdicts of a batch; a transfer that failed by our own fault has none and was logged. */
final class CollectVerdicts implements AggregationStrategy {

    @Override
    public @Nullable Exchange aggregate(@Nullable Exchange gathered, @Nullable Exchange one) {
        if (one == null) {
            return gathered;
        }
        Object verdict = one.getMessage().getBody();
        Exchange result = gathered;
        if (result == null) {
            // A new exchange: one whose failure was handled would end the route that gathers.
            result = new DefaultExchange(one.getContext());
            result.getMessage().setBody(new ArrayList<PreparedTransfer>());
        }
        if (verdict instanceof PreparedTransfer prepared) {
            verdicts(result).add(prepared);
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private static List<PreparedTransfer> verdicts(Exchange exchange) {
        return Objects.requireNonNull(
                (List<PreparedTransfer>) exchange.getMessage().getBody());
    }
}
