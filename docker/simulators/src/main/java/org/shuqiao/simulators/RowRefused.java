package org.shuqiao.simulators;

/** A row that the platform refuses, whatever becomes of its neighbours. */
final class RowRefused extends Exception {
    private final RowRefusal refusal;

    RowRefused(RowRefusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    RowRefusal refusal() {
        return refusal;
    }
}
