package org.shuqiao.routes.platforms;

/** Claimed transfers for which no call could be signed, so that surely nothing of them has left. */
public record UnsentBatch(Batch batch) implements Built {}
