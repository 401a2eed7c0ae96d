package org.shuqiao.routes.steps;

import org.shuqiao.mappings.Desensitised;

/** A record with every transform of its agreement applied and everything else stripped. */
public final class DesensitisedRecord {
    private final AgreedSubmission agreed;
    private final Desensitised values;

    DesensitisedRecord(AgreedSubmission agreed, Desensitised values) {
        this.agreed = agreed;
        this.values = values;
    }

    AgreedSubmission agreed() {
        return agreed;
    }

    Desensitised values() {
        return values;
    }
}
