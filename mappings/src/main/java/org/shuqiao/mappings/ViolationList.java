package org.shuqiao.mappings;

import java.util.ArrayList;
import java.util.List;

/** Collects the violations of one record, up to {@link RecordLimits#VIOLATIONS}. */
public final class ViolationList {

    private final Messages messages;
    private final List<Violation> violations = new ArrayList<>();

    public ViolationList(Messages messages) {
        this.messages = messages;
    }

    public void add(String pointer, String rule) {
        add(pointer, rule, "");
    }

    public void add(String pointer, String rule, String limit) {
        if (violations.size() < RecordLimits.VIOLATIONS) {
            violations.add(messages.violation(pointer, rule, limit));
        } else if (violations.size() == RecordLimits.VIOLATIONS) {
            violations.add(messages.violation("", "TOO_MANY_VIOLATIONS", ""));
        }
    }

    public boolean isEmpty() {
        return violations.isEmpty();
    }

    public List<Violation> all() {
        return violations;
    }
}
