package org.shuqiao.bench;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Latencies of one run, sorted. Percentiles are nearest-rank: the smallest latency that so many per cent do not exceed. */
final class Latencies {
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final long[] sortedNanos;

    private Latencies(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    static Latencies ofNanos(LongStream nanos) {
        long[] sorted = nanos.toArray();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /**
     * @param percent more than 0, at most 100
     * @return milliseconds; NaN where nothing was measured
     */
    double percentileMillis(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile is more than 0 and at most 100");
        }
        if (sortedNanos.length == 0) {
            return Double.NaN;
        }
        // Rounded first: 99.9 per cent of 1000 is 999.0000000000001 in binary.
        int rank = (int) Math.ceil(Math.rint(percent * sortedNanos.length * 1e6) / 1e8);
        return sortedNanos[rank - 1] / NANOS_PER_MILLI;
    }
}
