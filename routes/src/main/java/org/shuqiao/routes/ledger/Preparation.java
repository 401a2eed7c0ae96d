package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A claimed piece of preparing: a fresh submission, or one transfer of it that is to be prepared anew.
 *
 * @param attempt the fencing number of the claim
 * @param only the one platform that the submission concerns; null for every platform that takes its dataset
 * @param transfer the transfer to prepare anew; null for a fresh submission, which makes one for each platform
 * @param traceParent of the trace that the submission belongs to, if any
 */
public record Preparation(
        UUID submission,
        int attempt,
        String center,
        String dataset,
        String recordId,
        long version,
        Instant receivedAt,
        @Nullable String only,
        @Nullable Again transfer,
        @Nullable String traceParent) {

    /**
     * @param waiver for residue that an officer released as false positive; null if none
     * @param redacted source paths of free texts that an officer had redacted
     * @param approvedPayloadHash SM3 of the payload that an officer approved; null if none
     */
    public record Again(
            UUID id,
            String platform,
            @Nullable Waiver waiver,
            Set<String> redacted,
            byte @Nullable [] approvedPayloadHash) {
        public Again {
            redacted = Set.copyOf(redacted);
        }
    }
}
