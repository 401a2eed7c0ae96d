package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class MeasurementTest {
    private static final int RECORDS = 100;

    private final Arrivals arrivals = new Arrivals();
    private final AtomicInteger calls = new AtomicInteger();

    @TempDir
    private Path folder;

    @Test
    void waitsForWhatArrivesAfterTheLastAnswer() throws IOException, InterruptedException {
        Outcome outcome = measure(200, Duration.ofSeconds(20), 0);

        assertThat(outcome.accepted()).isEqualTo(RECORDS);
        assertThat(outcome.lost()).isZero();
        assertThat(outcome.endToEnd().percentileMillis(1)).isGreaterThanOrEqualTo(200);
    }

    @Test
    void countsAsLostWhatHasNotArrivedAfterALongSilence() throws IOException, InterruptedException {
        Outcome outcome = measure(1, Duration.ofSeconds(3), 10);

        assertThat(outcome.accepted()).isEqualTo(RECORDS);
        assertThat(outcome.lost()).isEqualTo(10);
    }

    /** A gateway that delivers this many milliseconds after its answer, and never the first few records. */
    private Outcome measure(int delay, Duration maxSilence, int lost) throws IOException, InterruptedException {
        try (SinkServer gateway = SinkServer.start(call -> accept(call, delay, lost));
                HomeFolder home = HomeFolder.open(folder)) {
            URI endpoint = gateway.baseUrl().resolve("/api/v1/submissions/activity");
            ActivityRecords records = new ActivityRecords("RUN", ActivityRecords.MIN_BYTES);
            Load load = new Load(records, () -> new GatewayConnection(endpoint, "sq_key", null), 4);
            ProcessCpu cpu = new ProcessCpu(ProcessHandle.current());
            return new Measurement(load, arrivals, cpu, home, maxSilence)
                    .run(new Pace.ClosedLoop(RECORDS, Long.MAX_VALUE));
        }
    }

    private HttpReply accept(HttpMessage call, int delay, int lost) {
        String recordId = JsonMapper.shared()
                .readTree(new String(call.body(), StandardCharsets.UTF_8))
                .required("record_id")
                .stringValue();
        if (calls.incrementAndGet() > lost) {
            CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS).execute(() -> arrive(recordId));
        }
        return new HttpReply(202, "{}");
    }

    private void arrive(String recordId) {
        SignedReceipt receipt = new SignedReceipt("", "");
        arrivals.record(recordId, () -> new Arrival(recordId, recordId, "hash", receipt, System.nanoTime()));
    }
}
