package org.shuqiao.simulators;

/** A time-stamp query that is answered with a rejection. */
final class TimestampRefused extends Exception {
    private final TimestampFailure failure;

    TimestampRefused(TimestampFailure failure) {
        super(failure.name(), null, false, false);
        this.failure = failure;
    }

    TimestampFailure failure() {
        return failure;
    }
}
