package org.shuqiao.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Runs loads against one gateway and measures each until everything that was accepted has arrived. */
final class Measurement {
    private static final Duration MAX_DRAIN = Duration.ofMinutes(10);
    private static final long LOOK_AGAIN_MILLIS = 50;

    /** The last receipts are still being written down when the last record has arrived. */
    private static final long SETTLE_MILLIS = 500;

    private final Load load;
    private final Arrivals arrivals;
    private final ProcessCpu cpu;
    private final HomeFolder home;
    private final Duration maxSilence;

    /** @param maxSilence how long nothing must arrive for what is missing to count as lost */
    Measurement(Load load, Arrivals arrivals, ProcessCpu cpu, HomeFolder home, Duration maxSilence) {
        this.load = load;
        this.arrivals = arrivals;
        this.cpu = cpu;
        this.home = home;
        this.maxSilence = maxSilence;
    }

    /** Submits at this pace, waits for the arrivals (bounded), and says what happened. */
    Outcome run(Pace pace) throws IOException, InterruptedException {
        ProcessCpu.Millis cpuBefore = cpu.now();
        long bytesBefore = home.bytes();
        long start = System.nanoTime();
        List<Submission> submissions = load.run(pace);
        awaitArrivals(submissions);
        Thread.sleep(SETTLE_MILLIS);
        return Outcome.of(start, submissions, arrivals, cpu.now().since(cpuBefore), home.bytes() - bytesBefore);
    }

    private void awaitArrivals(List<Submission> submissions) throws InterruptedException {
        List<String> missing = submissions.stream()
                .filter(Submission::isAccepted)
                .map(Submission::recordId)
                .toList();
        long end = System.nanoTime() + MAX_DRAIN.toNanos();
        long quietUntil = System.nanoTime() + maxSilence.toNanos();
        // Read before looking for what is missing, so that no arrival falls between the two.
        int seen = arrivals.records();
        missing = stillMissing(missing);
        while (!missing.isEmpty() && System.nanoTime() - Math.min(end, quietUntil) < 0) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            int now = arrivals.records();
            if (now != seen) {
                seen = now;
                quietUntil = System.nanoTime() + maxSilence.toNanos();
                missing = stillMissing(missing);
            }
        }
    }

    private List<String> stillMissing(List<String> recordIds) {
        return recordIds.stream().filter(id -> arrivals.find(id) == null).toList();
    }
}
