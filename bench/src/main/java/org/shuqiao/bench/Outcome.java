package org.shuqiao.bench;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a load showed. Rates count from its start to the last answer and to the last arrival; latencies from when a record
 * was due.
 *
 * @param refused records that were answered with another status than 202
 * @param unanswered records that got no answer, and may have been stored or not
 * @param lost accepted records that never arrived
 * @param acceptedPerSecond until the last answer
 * @param deliveredPerSecond until the last arrival
 * @param cpu processor time of the run in all
 * @param diskBytes what was added to the gateway's home
 */
record Outcome(
        int records,
        int accepted,
        long refused,
        long unanswered,
        long lost,
        double seconds,
        double acceptedPerSecond,
        double deliveredPerSecond,
        Latencies accept,
        Latencies endToEnd,
        ProcessCpu.Millis cpu,
        long diskBytes) {
    private static final double NANOS_PER_SECOND = 1e9;

    static Outcome of(long startNanos, List<Submission> all, Arrivals arrivals, ProcessCpu.Millis cpu, long diskBytes) {
        List<Submission> accepted = all.stream().filter(Submission::isAccepted).toList();
        List<Delivery> delivered = accepted.stream()
                .map(submission -> new Delivery(submission, arrivals.find(submission.recordId())))
                .filter(Delivery::arrived)
                .toList();
        double seconds = secondsUntilLast(startNanos, all.stream().mapToLong(Submission::answeredNanos));
        double deliverySeconds = secondsUntilLast(startNanos, delivered.stream().mapToLong(Delivery::arrivedNanos));
        return new Outcome(
                all.size(),
                accepted.size(),
                count(all, Submission::isRefused),
                count(all, submission -> submission.status() == Submission.NO_ANSWER),
                accepted.size() - delivered.size(),
                seconds,
                rate(accepted.size(), seconds),
                rate(delivered.size(), deliverySeconds),
                Latencies.ofNanos(accepted.stream().mapToLong(one -> one.answeredNanos() - one.dueNanos())),
                Latencies.ofNanos(delivered.stream()
                        .mapToLong(one -> one.arrivedNanos() - one.submission().dueNanos())),
                cpu,
                diskBytes);
    }

    private static double secondsUntilLast(long startNanos, LongStream nanos) {
        return nanos.map(at -> at - startNanos).max().orElse(0) / NANOS_PER_SECOND;
    }

    private static double rate(int records, double seconds) {
        return seconds == 0 ? 0 : records / seconds;
    }

    private static long count(List<Submission> submissions, Predicate<Submission> which) {
        return submissions.stream().filter(which).count();
    }

    private record Delivery(Submission submission, @Nullable Arrival arrival) {

        boolean arrived() {
            return arrival != null;
        }

        long arrivedNanos() {
            return Objects.requireNonNull(arrival).nanos();
        }
    }
}
