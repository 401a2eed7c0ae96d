package org.shuqiao.routes.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a transfer may be shown.
 *
 * @param consent id of the owner's consent
 * @param from before which it must not leave; null where it may leave now
 * @param until when it must be gone, exclusive
 */
public record Publication(String consent, @Nullable Instant from, Instant until) {}
