package org.shuqiao.simulators;

/** A call that the platform refuses. */
final class CallRefused extends Exception {
    private final Refusal refusal;

    CallRefused(Refusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
