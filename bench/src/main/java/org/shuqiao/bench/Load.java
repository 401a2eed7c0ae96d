package org.shuqiao.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Submits records from a fixed number of threads, each on its own connection. */
final class Load {
    private static final long PAUSE_AFTER_FAILURE_NANOS = 50_000_000;

    /** A submitter that gets no answer so often in a row gives up: the gateway is gone. */
    private static final int MAX_FAILURES_IN_A_ROW = 20;

    private final ActivityRecords records;
    private final Supplier<GatewayConnection> connections;
    private final int submitters;
    private final AtomicLong nextRecord = new AtomicLong(1);

    Load(ActivityRecords records, Supplier<GatewayConnection> connections, int submitters) {
        this.records = records;
        this.connections = connections;
        this.submitters = submitters;
    }

    /** Submits until the pace says it is over, and returns every submission, in no order. */
    List<Submission> run(Pace pace) throws InterruptedException {
        AtomicLong nextIndex = new AtomicLong();
        long start = System.nanoTime();
        List<List<Submission>> parts = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < submitters; i++) {
            List<Submission> part = new ArrayList<>();
            parts.add(part);
            Thread thread = new Thread(() -> submit(pace, start, nextIndex, part), "submitter-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return parts.stream().flatMap(List::stream).toList();
    }

    private void submit(Pace pace, long start, AtomicLong nextIndex, List<Submission> done) {
        int failures = 0;
        GatewayConnection connection = connections.get();
        try (connection) {
            long index = nextIndex.getAndIncrement();
            while (pace.includes(index, System.nanoTime() - start) && failures < MAX_FAILURES_IN_A_ROW) {
                long due = start + pace.dueNanos(index, System.nanoTime() - start);
                waitUntil(due);
                Submission submission = send(connection, due);
                done.add(submission);
                failures = submission.status() == Submission.NO_ANSWER ? failures + 1 : 0;
                index = nextIndex.getAndIncrement();
            }
        } catch (IOException closing) {
            throw new IllegalStateException("a connection could not be closed", closing);
        }
    }

    private Submission send(GatewayConnection connection, long due) {
        long number = nextRecord.getAndIncrement();
        int status;
        try {
            status = connection.post(records.record(number)).status();
        } catch (IOException noAnswer) {
            status = Submission.NO_ANSWER;
            LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
        }
        return new Submission(records.recordId(number), due, System.nanoTime(), status);
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
