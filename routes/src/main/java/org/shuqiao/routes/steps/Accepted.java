package org.shuqiao.routes.steps;

import java.util.UUID;

/**
 * A submission that is in the ledger.
 *
 * @param repeated whether it was there before, with the same bytes
 */
public record Accepted(UUID submission, boolean repeated) {}
