package org.shuqiao.mappings;

import java.util.List;

/** The body is JSON, but not a record of the dataset. Carries every violation, up to {@link RecordLimits#VIOLATIONS}. */
public final class InvalidRecord extends RecordRefused {

    private final transient List<Violation> violations;

    InvalidRecord(List<Violation> violations) {
        super(violations.size() + " violation(s)");
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
