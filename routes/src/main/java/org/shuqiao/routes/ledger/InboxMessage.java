package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that a platform has sent to a center.
 *
 * @param seq its place in the center's inbox, from 1, without gaps
 * @param payload the record after masking, canonical JSON; null once it was deleted
 * @param deletedAt when, null while the payload is there
 */
public record InboxMessage(
        long seq,
        UUID id,
        String platform,
        String dataset,
        String recordId,
        long version,
        Instant receivedAt,
        byte @Nullable [] payload,
        @Nullable Instant deletedAt) {

    /** Names the message, nothing of its payload. */
    @Override
    public String toString() {
        return "InboxMessage[" + seq + " " + id + " " + dataset + "]";
    }
}
