package org.shuqiao.routes.steps;

import org.shuqiao.routes.ledger.ReturnReceipt;

/** What a platform is told of a batch: our signed receipt, the same whenever it sends the batch again. */
public record ReturnAnswer(ReturnReceipt receipt) {}
