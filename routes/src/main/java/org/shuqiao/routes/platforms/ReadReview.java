package org.shuqiao.routes.platforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.ReceiptStage;
import org.shuqiao.mappings.platforms.ReviewChain;
import org.shuqiao.mappings.platforms.ReviewChain.Body;
import org.shuqiao.mappings.platforms.ReviewChain.Outcome;
import org.shuqiao.routes.ledger.Review;
import tools.jackson.databind.JsonNode;

/** Reads the member {@code review} of a receipt: {@code {"by":…,"outcome":…,"reasons":[…]}}, within the chain of its platform. */
final class ReadReview {
    private static final int MOST_REASONS = 20;
    private static final int LONGEST_REASON = 500;

    private final Optional<ReviewChain> chain;

    ReadReview(Optional<ReviewChain> chain) {
        this.chain = chain;
    }

    /**
     * @return null where the receipt speaks of no review
     * @throws IllegalArgumentException where it says what the chain does not have, or says it in another form; the message holds nothing
     *     of it
     */
    @Nullable Review read(JsonNode receipt, ReceiptStage stage) {
        if (!receipt.has("review")) {
            return null;
        }
        JsonNode said = receipt.path("review");
        ReviewChain known = chain.orElseThrow(() -> new IllegalArgumentException("nobody reviews here"));
        Body body = known.body(said.path("by").asString(""))
                .orElseThrow(() -> new IllegalArgumentException("a body that is not of the chain"));
        Outcome outcome = outcome(said.path("outcome").asString(""));
        List<String> reasons = reasons(said.path("reasons"));
        if (!known.allows(body, outcome, stage)) {
            throw new IllegalArgumentException("not for this body or this stage to say");
        }
        if (outcome == Outcome.RETURNED && reasons.isEmpty()) {
            throw new IllegalArgumentException("who returns a record says why");
        }
        return new Review(body, outcome, reasons);
    }

    private static Outcome outcome(String text) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().toLowerCase(Locale.ROOT).equals(text)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("an outcome that is none");
    }

    private static List<String> reasons(JsonNode list) {
        if ((!list.isMissingNode() && !list.isArray()) || list.size() > MOST_REASONS) {
            throw new IllegalArgumentException("reasons are a list of at most " + MOST_REASONS);
        }
        List<String> reasons = new ArrayList<>();
        for (JsonNode one : list) {
            String text = one.asString("").strip();
            if (!one.isString()
                    || text.isEmpty()
                    || text.codePointCount(0, text.length()) > LONGEST_REASON
                    || text.codePoints().anyMatch(ReadReview::isUnseen)) {
                throw new IllegalArgumentException(
                        "a reason is a text of at most " + LONGEST_REASON + " that can be seen");
            }
            reasons.add(text);
        }
        return reasons;
    }

    /** It is shown to people, and must not show them something else than it is. */
    private static boolean isUnseen(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.UNASSIGNED;
    }
}
