package org.shuqiao.routes.steps;

import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.routes.agreements.Decision;

/** What a row of a returned batch is, from step to step. */
public sealed interface ReturnedRow {

    /**
     * Valid, and raw.
     *
     * @param bytes as they stand in the body
     */
    record Received(CanonicalRecord record, byte[] bytes) implements ReturnedRow {}

    /**
     * An agreement lets it come in, on its terms. Still raw.
     *
     * @param consent id of the consent that it comes in with; null where none is demanded
     */
    record Agreed(Received received, Decision.Permit permit, @Nullable String consent) implements ReturnedRow {}

    /** What the agreement leaves of it. */
    record Masked(Agreed agreed, Desensitised values) implements ReturnedRow {}
}
