package org.shuqiao.routes.ledger;

/** What is counted together. */
record QuotaKey(String agreement, String dataset) {}
