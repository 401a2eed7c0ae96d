package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A validated record about to be stored.
 *
 * @param salt 32 random bytes; {@code SM3(salt ‖ body)} is the statement's originalHash, and the salt is never sent
 * @param body the bytes as received
 * @param bodyHash SM3 of the body
 * @param recordKey SM3 of (center, dataset, record id, version)
 * @param idempotencyKey SM3 of (center, Idempotency-Key header), or null where the caller gave none
 * @param platform the one platform that it concerns; null for every platform that takes its dataset
 * @param file SM3 of the attachment that the record names; null where it names none
 * @param traceParent of the trace that it belongs to, if any
 */
public record NewSubmission(
        UUID id,
        String center,
        String dataset,
        String recordId,
        long version,
        Instant receivedAt,
        byte[] salt,
        byte[] body,
        byte[] bodyHash,
        byte[] recordKey,
        byte @Nullable [] idempotencyKey,
        @Nullable String platform,
        @Nullable String file,
        @Nullable String traceParent) {}
