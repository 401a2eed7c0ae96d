package org.shuqiao.routes.steps;

import org.jspecify.annotations.Nullable;

/**
 * What a center sent.
 *
 * @param center USCI of the authenticated center
 * @param idempotencyKey value of the Idempotency-Key header, if any
 * @param body at most {@link Limits#RECORD_BYTES}
 */
public record ReceivedBody(String center, String dataset, @Nullable String idempotencyKey, byte[] body) {}
