package org.shuqiao.routes.steps;

import java.util.UUID;

/** A submission that is in the ledger. */
public record Accepted(UUID submission) {}
