package org.shuqiao.routes.platforms;

import org.shuqiao.routes.failures.ReasonCode;

/** Claimed transfers of which surely nothing has left, and why. */
public record UnsentBatch(Batch batch, ReasonCode reason) implements Built {}
