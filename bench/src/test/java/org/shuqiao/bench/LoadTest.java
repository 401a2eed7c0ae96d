package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadTest {
    private final ActivityRecords records = new ActivityRecords("LOAD", ActivityRecords.MIN_BYTES);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void submitsEachRecordOnce() throws InterruptedException {
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
    void countsLatencyFromWhenARecordWasDue() throws InterruptedException {
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
    void keepsToTheScheduleWhileAnAnswerIsSlow() throws InterruptedException {
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
    void tellsRefusedFromUnanswered() throws InterruptedException {
        Load load = load(1, () -> calls.get() == 1 ? 503 : 202);

        List<Submission> done = load.run(new Pace.ClosedLoop(2, Long.MAX_VALUE));

        assertThat(done).extracting(Submission::isRefused).containsExactly(true, false);
    }

    @Test
    void givesUpWhenNobodyAnswers() throws InterruptedException {
        URI nowhere = start(() -> 202);
        server.stop(0);
        Load load = new Load(records, () -> new GatewayConnection(nowhere, "sq_key"), 1);

        List<Submission> done = load.run(new Pace.ClosedLoop(1_000_000, Long.MAX_VALUE));

        assertThat(done).hasSize(20).allMatch(submission -> submission.status() == Submission.NO_ANSWER);
    }

    private Load load(int submitters, Answering answering) {
        URI endpoint = start(answering);
        return new Load(records, () -> new GatewayConnection(endpoint, "sq_key"), submitters);
    }

    private URI start(Answering answering) {
        server.createContext("/api", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean known = "Bearer sq_key".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            calls.incrementAndGet();
            byte[] body = {'{', '}'};
            exchange.sendResponseHeaders(known ? answering.status() : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/submissions/activity");
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Answering {
        int status();
    }
}
