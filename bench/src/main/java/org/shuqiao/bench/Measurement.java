package org.shuqiao.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Runs loads against one gateway and measures each until everything that was accepted has arrived. */
final class Measurement {
    /** Longer than a lease of the gateway: after this long without an arrival, nothing comes any more. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(90);

    private static final Duration MAX_DRAIN = Duration.ofMinutes(10);
    private static final long LOOK_AGAIN_MILLIS = 50;

    /** The last receipts are still being written down when the last record has arrived. */
    private static final long SETTLE_MILLIS = 500;

    private final Load load;
    private final Arrivals arrivals;
    private final ProcessCpu cpu;
    private final HomeFolder home;

    Measurement(Load load, Arrivals arrivals, ProcessCpu cpu, HomeFolder home) {
        this.load = load;
        this.arrivals = arrivals;
        this.cpu = cpu;
        this.home = home;
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
        List<String> missing = stillMissing(submissions.stream()
                .filter(Submission::isAccepted)
                .map(Submission::recordId)
                .toList());
        long end = System.nanoTime() + MAX_DRAIN.toNanos();
        long quietUntil = System.nanoTime() + MAX_SILENCE.toNanos();
        int seen = arrivals.records();
        while (!missing.isEmpty() && System.nanoTime() < Math.min(end, quietUntil)) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            if (arrivals.records() != seen) {
                seen = arrivals.records();
                quietUntil = System.nanoTime() + MAX_SILENCE.toNanos();
                missing = stillMissing(missing);
            }
        }
    }

    private List<String> stillMissing(List<String> recordIds) {
        return recordIds.stream().filter(id -> arrivals.find(id) == null).toList();
    }
}
