package org.shuqiao.bench;

/**
 * One record that was submitted.
 *
 * @param recordId the record's own id
 * @param dueNanos when it should have left, on the clock of {@link System#nanoTime}
 * @param answeredNanos when its answer was there
 * @param status HTTP status, or {@link #NO_ANSWER}
 */
record Submission(String recordId, long dueNanos, long answeredNanos, int status) {
    static final int NO_ANSWER = 0;

    private static final int ACCEPTED = 202;

    boolean isAccepted() {
        return status == ACCEPTED;
    }

    boolean isRefused() {
        return status != ACCEPTED && status != NO_ANSWER;
    }
}
