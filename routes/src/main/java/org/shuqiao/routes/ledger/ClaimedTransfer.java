package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transfer that this gateway may send now: SENDING is committed.
 *
 * @param attempt the fencing number of the claim
 * @param sends how often it was sent, this one included
 * @param claimedAt the database's time of the claim, also the time stamp of the call
 * @param createdAt when the transfer was first prepared, or let go by quota and window after that; its time for trying begins then
 * @param traceParent of the trace that its submission belongs to, if any
 */
public record ClaimedTransfer(
        UUID id,
        int attempt,
        int sends,
        Instant claimedAt,
        Instant createdAt,
        String platform,
        String dataset,
        byte[] payload,
        String contentType,
        byte[] statement,
        byte[] signature,
        byte[] signingChain,
        @Nullable String traceParent) {}
