package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.shuqiao.bench.ProcessCpu.Millis;
import tools.jackson.databind.node.ObjectNode;

class OutcomeTest {
    private static final long MILLI = 1_000_000;
    private static final long START = -5_000 * MILLI; // the clock may well be negative

    private final Arrivals arrivals = new Arrivals();

    @Test
    void countsWhatWasAcceptedAndWhatArrived() {
        arrive("R-1", 250);
        arrive("R-2", 2_000);
        arrive("R-4", 900);

        Outcome outcome = Outcome.of(
                START,
                List.of(
                        submission("R-1", 0, 100, 202),
                        submission("R-2", 500, 550, 202),
                        submission("R-3", 600, 700, 202),
                        submission("R-4", 700, 1_000, Submission.NO_ANSWER),
                        submission("R-5", 800, 810, 503)),
                arrivals,
                new Millis(30, 15, 3),
                6_000);

        ObjectNode json = Report.of(outcome);
        assertThat(json.toString())
                .isEqualTo("{\"accepted_per_s\":3.0,\"delivered_per_s\":1.0,"
                        + "\"accept_ms\":{\"p50\":100.0,\"p99\":100.0,\"p999\":100.0},"
                        + "\"end_to_end_ms\":{\"p50\":250.0,\"p99\":1500.0,\"p999\":1500.0},"
                        + "\"cpu_ms_per_record\":{\"gateway\":10.0,\"postgres\":5.0,\"bench\":1.0},"
                        + "\"disk_bytes_per_record\":2000.0,\"records\":5,\"refused\":1,\"unanswered\":1,\"lost\":1,"
                        + "\"seconds\":1.0}");
    }

    @Test
    void writesNullWhereNothingWasMeasured() {
        Outcome outcome = Outcome.of(START, List.of(), arrivals, new Millis(30, 15, 3), 6_000);

        ObjectNode json = Report.of(outcome);
        assertThat(json.required("accepted_per_s").asDouble()).isZero();
        assertThat(json.required("accept_ms").required("p50").isNull()).isTrue();
        assertThat(json.required("cpu_ms_per_record").required("gateway").isNull())
                .isTrue();
    }

    private void arrive(String recordId, long millis) {
        SignedReceipt receipt = new SignedReceipt("", "");
        Arrival arrival = new Arrival("key-" + recordId, recordId, "hash", receipt, START + millis * MILLI);
        arrivals.record(arrival.idempotencyKey(), () -> arrival);
    }

    private static Submission submission(String recordId, long dueMillis, long answeredMillis, int status) {
        return new Submission(recordId, START + dueMillis * MILLI, START + answeredMillis * MILLI, status);
    }
}
