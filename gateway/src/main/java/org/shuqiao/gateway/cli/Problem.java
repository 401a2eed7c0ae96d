package org.shuqiao.gateway.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refusal of the gateway (RFC 9457).
 *
 * @param status HTTP status
 * @param code stable code, for example {@code INVALID_RECORD}; {@code HTTP_<status>} where the answer had none
 * @param title what the code means
 * @param violations everything that is wrong with a record; empty for other refusals
 */
public record Problem(int status, String code, String title, List<Violation> violations) {
    public Problem(int status, @Nullable String code, @Nullable String title, @Nullable List<Violation> violations) {
        this.status = status;
        this.code = Objects.requireNonNullElse(code, "HTTP_" + status);
        this.title = Objects.requireNonNullElse(title, "");
        this.violations = List.copyOf(Objects.requireNonNullElse(violations, List.of()));
    }

    /**
     * One thing that is wrong with a record.
     *
     * @param pointer JSON pointer into the record
     * @param rule stable id
     */
    public record Violation(String pointer, String rule, String zh, String en) {}
}
