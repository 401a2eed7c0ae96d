package org.shuqiao.routes.failures;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that stops a call, with a stable code and facts as fields.
 *
 * <p>The message is the code alone: no value of a record, no key and no personal data ever stands in it, so it may be
 * logged anywhere.
 */
public final class Failure extends RuntimeException {
    private final FailureCode code;
    private final transient Map<String, Object> facts;

    public Failure(FailureCode code) {
        this(code, Map.of(), null);
    }

    public Failure(FailureCode code, Map<String, Object> facts) {
        this(code, facts, null);
    }

    /** @param cause kept for the log of our own faults; never shown to a caller */
    public Failure(FailureCode code, Map<String, Object> facts, @Nullable Throwable cause) {
        // Only our own faults are worth a stack trace; the others are answers.
        super(code.name(), cause, false, code.kind() == FailureKind.OURS);
        this.code = code;
        this.facts = Map.copyOf(facts);
    }

    public FailureCode code() {
        return code;
    }

    public Map<String, Object> facts() {
        return facts;
    }
}
