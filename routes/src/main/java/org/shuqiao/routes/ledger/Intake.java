package org.shuqiao.routes.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the ledger made of a submission. */
public sealed interface Intake {
    /** The submission's id in the ledger: the new one, or that of the first with the same key. */
    UUID id();

    /** @param traceParent of the trace that it belongs to, if any */
    record Stored(UUID id, @Nullable String traceParent) implements Intake {

        /** One that belongs to no trace. */
        public Stored(UUID id) {
            this(id, null);
        }
    }

    /** Same key, same bytes: the first answer again. */
    record Repeated(UUID id) implements Intake {}

    /** Same key, other bytes, or two keys that name two submissions. */
    record Conflict(UUID id) implements Intake {}
}
