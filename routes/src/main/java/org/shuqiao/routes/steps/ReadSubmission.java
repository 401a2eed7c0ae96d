package org.shuqiao.routes.steps;

import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.routes.ledger.NewSubmission;

/** A record that was parsed and found valid, with the row that is to be stored. */
public record ReadSubmission(CanonicalRecord record, NewSubmission row) {}
