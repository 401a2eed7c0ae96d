package org.shuqiao.bench;

/** When each submission of a run is due. All times are nanoseconds after the start of the run. */
sealed interface Pace {

    /** Whether the submission of this index, from 0, still belongs to the run. */
    boolean includes(long index, long elapsedNanos);

    /** When it is due; it must not leave before. */
    long dueNanos(long index, long elapsedNanos);

    /**
     * Every submitter sends its next record when it has the answer to the last: finds the highest rate, and says nothing about
     * latency, because it waits whenever the gateway does.
     */
    record ClosedLoop(long records, long nanos) implements Pace {
        @Override
        public boolean includes(long index, long elapsedNanos) {
            return index < records && elapsedNanos < nanos;
        }

        @Override
        public long dueNanos(long index, long elapsedNanos) {
            return elapsedNanos;
        }
    }

    /**
     * Records arrive evenly whatever becomes of the earlier ones. A record that no submitter was free to send in time is sent late,
     * and its latency counts from when it was due.
     */
    record OpenLoop(double perSecond, long records) implements Pace {
        private static final double NANOS_PER_SECOND = 1e9;

        public OpenLoop {
            if (!(perSecond > 0)) {
                throw new IllegalArgumentException("a rate is more than 0");
            }
        }

        @Override
        public boolean includes(long index, long elapsedNanos) {
            return index < records;
        }

        @Override
        public long dueNanos(long index, long elapsedNanos) {
            return (long) (index * NANOS_PER_SECOND / perSecond);
        }
    }
}
