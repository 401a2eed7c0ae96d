package org.shuqiao.routes.steps;

import org.jspecify.annotations.Nullable;

/**
 * What a center sent.
 *
 * @param center USCI of the authenticated center
 * @param idempotencyKey value of the Idempotency-Key header, if any
 * @param body at most {@link Limits#RECORD_BYTES}
 * @param traceParent of the trace that the call belongs to, if any
 */
public record ReceivedBody(
        String center, String dataset, @Nullable String idempotencyKey, byte[] body, @Nullable String traceParent) {

    /** One that belongs to no trace. */
    public ReceivedBody(String center, String dataset, @Nullable String idempotencyKey, byte[] body) {
        this(center, dataset, idempotencyKey, body, null);
    }
}
