package org.shuqiao.routes.ledger;

import java.util.UUID;

/** What the ledger made of a submission. */
public sealed interface Intake {
    /** The submission's id in the ledger: the new one, or that of the first with the same key. */
    UUID id();

    record Stored(UUID id) implements Intake {}

    /** Same key, same bytes: the first answer again. */
    record Repeated(UUID id) implements Intake {}

    /** Same key, other bytes, or two keys that name two submissions. */
    record Conflict(UUID id) implements Intake {}
}
