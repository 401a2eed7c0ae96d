package org.shuqiao.mappings.platforms;

import java.util.Map;
import java.util.Optional;

/**
 * What a platform sends to centers, and how it signs it.
 *
 * @param datasets what it may send, by dataset id
 * @param purpose what a center may use it for
 * @param signature over each batch
 * @param poll how to ask it for what it has; empty ({@code null}) where it only sends by itself
 */
public record ReturnDescription(
        Map<String, Returned> datasets, String purpose, SignatureDescription signature, Optional<Poll> poll) {

    /** @throws IllegalArgumentException for one that sends nothing */
    public ReturnDescription {
        datasets = Map.copyOf(datasets);
        if (datasets.isEmpty() || purpose.isBlank()) {
            throw new IllegalArgumentException("who sends something sends a dataset, for a purpose");
        }
    }

    /** @param catalogCode code in the government information resource catalogue (政务信息资源目录) */
    public record Returned(String catalogCode) {}

    /**
     * @param maxBatches that one call asks for
     * @param everyMs rest between two calls
     * @param gapPatienceMs how long a batch that is missing in the platform's sequence is asked for
     */
    public record Poll(String path, int maxBatches, long everyMs, long gapPatienceMs) {
        private static final int MAX_BATCHES = 500;

        public Poll {
            if (maxBatches < 1 || maxBatches > MAX_BATCHES || everyMs < 1 || gapPatienceMs < 1) {
                throw new IllegalArgumentException("a poll asks for some batches, again and again");
            }
        }
    }
}
