package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadTest {
    private final ActivityRecords records = new ActivityRecords("LOAD", ActivityRecords.MIN_BYTES);
    private final AtomicInteger calls = new AtomicInteger();
    private SinkServer server;

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void submitsEachRecordOnce() throws IOException, InterruptedException {
        Load load = load(4, () -> 202);

        List<Submission> done = load.run(new Pace.ClosedLoop(100, Long.MAX_VALUE));
        List<Submission> more = load.run(new Pace.OpenLoop(10_000, 50));

        Set<String> ids = new HashSet<>();
        done.forEach(submission -> ids.add(submission.recordId()));
        more.forEach(submission -> ids.add(submission.recordId()));
        assertThat(ids).hasSize(150);
        assertThat(calls).hasValue(150);
        assertThat(done).hasSize(100).allMatch(Submission::isAccepted);
    }

    @Test
    void countsLatencyFromWhenARecordWasDue() throws IOException, InterruptedException {
        // One submitter, ten records due at once, each answered after 20 ms: the last one waits for the nine before it.
        Load load = load(1, () -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            return 202;
        });

        List<Submission> done = load.run(new Pace.OpenLoop(100_000, 10));

        Latencies latencies = Latencies.ofNanos(done.stream().mapToLong(one -> one.answeredNanos() - one.dueNanos()));
        assertThat(latencies.percentileMillis(100)).isGreaterThanOrEqualTo(190);
    }

    @Test
    void keepsToTheScheduleWhileAnAnswerIsSlow() throws IOException, InterruptedException {
        CountDownLatch othersDone = new CountDownLatch(9);
        Load load = load(4, () -> {
            if (calls.get() == 1) {
                awaitAll(othersDone);
            } else {
                othersDone.countDown();
            }
            return 202;
        });

        assertThat(load.run(new Pace.OpenLoop(1_000, 10))).hasSize(10).allMatch(Submission::isAccepted);
    }

    @Test
    void tellsRefusedFromUnanswered() throws IOException, InterruptedException {
        Load load = load(1, () -> calls.get() == 1 ? 503 : 202);

        List<Submission> done = load.run(new Pace.ClosedLoop(2, Long.MAX_VALUE));

        assertThat(done).extracting(Submission::isRefused).containsExactly(true, false);
    }

    @Test
    void givesUpWhenNobodyAnswers() throws IOException, InterruptedException {
        Load load = load(1, () -> 202);
        server.close();

        List<Submission> done = load.run(new Pace.ClosedLoop(1_000_000, Long.MAX_VALUE));

        assertThat(done).hasSize(20).allMatch(submission -> submission.status() == Submission.NO_ANSWER);
    }

    private Load load(int submitters, IntSupplier status) throws IOException {
        server = SinkServer.start(call -> {
            calls.incrementAndGet();
            boolean known = call.startLine().equals("POST /api/v1/submissions/activity HTTP/1.1")
                    && "Bearer sq_key".equals(call.header("authorization"));
            return new HttpReply(known ? status.getAsInt() : 401, "{}");
        });
        URI endpoint = server.baseUrl().resolve("/api/v1/submissions/activity");
        return new Load(records, () -> new GatewayConnection(endpoint, "sq_key", null), submitters);
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
