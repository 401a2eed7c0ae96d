package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Accepted;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.Storing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A batch against a door that the test holds, so that it decides when a line is committed. */
class BatchIntakeTest {
    private static final UUID FIRST = new UUID(0, 1);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static Storing committed(byte[] line) {
        return new Storing(CompletableFuture.completedFuture(new Accepted(FIRST, false)));
    }

    private static ObjectNode taken(Accepted accepted) {
        return JsonMapper.shared().createObjectNode().put("status", 202);
    }

    private static ObjectNode problem(Failure failure) {
        return JsonMapper.shared().createObjectNode().put("code", failure.code().name());
    }

    private void take(Function<byte[], Storing> door, InputStream in, OutputStream to) throws IOException {
        take(door, in, to, Limits.BATCH_BYTES);
    }

    private void take(Function<byte[], Storing> door, InputStream in, OutputStream to, long bytes) throws IOException {
        try (BatchAnswer answer = new BatchAnswer(to, Limits.BATCH_ANSWER_BYTES_AT_ONCE, folder)) {
            new BatchIntake(door, new BatchIntake.Results(BatchIntakeTest::taken, BatchIntakeTest::problem), answer)
                    .take(new NdjsonLines(in, new NdjsonLines.Bounds(Limits.RECORD_BYTES, bytes, () -> false)));
        }
    }

    /** The results as line and code; 202 for one that was taken. */
    private List<String> results(Function<byte[], Storing> door, String body) throws IOException {
        take(door, new ByteArrayInputStream(body.getBytes(UTF_8)), out);
        return results();
    }

    private List<String> results() {
        return out.toString(UTF_8).lines().map(BatchIntakeTest::told).toList();
    }

    private static String told(String line) {
        JsonNode result = JsonMapper.shared().readTree(line);
        return result.path("line").longValue() + " "
                + result.path("code").asString(result.path("status").asString())
                + (result.path("restNotRead").asBoolean(false) ? " end" : "");
    }

    @Test
    void givesEachLineAResultInItsOrder() throws IOException {
        Function<byte[], Storing> door = line -> {
            if (line[0] == 'b') {
                throw new Failure(FailureCode.INVALID_RECORD);
            }
            return line[0] == 'c'
                    ? new Storing(CompletableFuture.failedFuture(new Failure(FailureCode.IDEMPOTENCY_CONFLICT)))
                    : committed(line);
        };

        assertThat(results(door, "a\nb\n\nc\na\n"))
                .containsExactly("1 202", "2 INVALID_RECORD", "4 IDEMPOTENCY_CONFLICT", "5 202");
    }

    @Test
    void passesOverALineThatIsTooLong() throws IOException {
        assertThat(results(BatchIntakeTest::committed, "a\n" + "x".repeat(Limits.RECORD_BYTES + 1) + "\na\n"))
                .containsExactly("1 202", "2 BODY_TOO_LARGE", "3 202");
    }

    /** More than this process may have, so it would not fit if anything was kept of the lines. */
    @Test
    void takesMoreThanTheHeapHolds() throws IOException {
        int lines = Limits.BATCH_LINES;
        byte[] line = new byte[12 << 10];
        Arrays.fill(line, (byte) 'x');
        line[line.length - 1] = '\n';
        InFlight door = new InFlight();
        LineCounter counted = new LineCounter();

        take(door, new Repeated(line, lines), counted, Long.MAX_VALUE);

        assertThat(counted.lines).isEqualTo(lines);
        assertThat(door.most).isBetween(2, Limits.BATCH_LINES_IN_FLIGHT);
    }

    @Test
    void waitsForFewerLinesWhenTheyAreLong() throws IOException {
        byte[] line = new byte[Limits.RECORD_BYTES];
        Arrays.fill(line, (byte) 'x');
        line[line.length - 1] = '\n';
        InFlight door = new InFlight();

        take(door, new Repeated(line, 50), OutputStream.nullOutputStream());

        assertThat(door.most).isLessThanOrEqualTo(Limits.BATCH_BYTES_IN_FLIGHT / Limits.RECORD_BYTES + 1);
    }

    @Test
    void endsAfterTheLastLineThatIsAllowed() throws IOException {
        LineCounter counted = new LineCounter();

        take(BatchIntakeTest::committed, new Repeated("x\n".getBytes(UTF_8), Limits.BATCH_LINES + 10), counted);

        assertThat(counted.lines).isEqualTo(Limits.BATCH_LINES + 1);
        assertThat(told(counted.last.toString(UTF_8))).isEqualTo((Limits.BATCH_LINES + 1) + " BODY_TOO_LARGE end");
    }

    @Test
    void waitsForItsOwnLinesWhenTheCommitterIsFull() throws IOException {
        Deque<Failure> busy = new ArrayDeque<>(List.of(new Failure(FailureCode.TOO_BUSY)));
        InFlight committer = new InFlight();
        Function<byte[], Storing> door = line -> {
            if (line[0] == 'b' && !busy.isEmpty()) {
                throw busy.remove();
            }
            return committer.apply(line);
        };

        assertThat(results(door, "a\nb\n")).containsExactly("1 202", "2 202");
    }

    @Test
    void tellsALineThatThereIsNoRoomForWhenOthersFillTheCommitter() throws IOException {
        Function<byte[], Storing> door = line -> {
            throw new Failure(FailureCode.TOO_BUSY);
        };

        assertThat(results(door, "a\nb\n")).containsExactly("1 TOO_BUSY", "2 TOO_BUSY");
    }

    @Test
    void readsNoFurtherWhileTheLedgerIsAway() throws IOException {
        InFlight door = new InFlight();
        Function<byte[], Storing> away = line -> line[0] == 'b'
                ? new Storing(CompletableFuture.failedFuture(new Failure(FailureCode.LEDGER_UNAVAILABLE)))
                : door.apply(line);

        List<String> results = results(away, "a\nb\n" + "a\n".repeat(5_000));

        assertThat(results.get(0)).isEqualTo("1 202");
        assertThat(results.get(1)).isEqualTo("2 LEDGER_UNAVAILABLE");
        assertThat(results).hasSizeLessThan(1_000);
        assertThat(results.get(results.size() - 1)).endsWith(" LEDGER_UNAVAILABLE end");
    }

    @Test
    void tellsWhatWasCommittedBeforeTheBatchBrokeOff() throws IOException {
        InputStream broken = new Repeated("a\n".getBytes(UTF_8), 2) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int read = super.read(to, offset, length);
                if (read < 0) {
                    throw new IOException("reset");
                }
                return read;
            }
        };

        take(BatchIntakeTest::committed, broken, out);

        assertThat(results()).containsExactly("1 202", "2 202", "3 BATCH_BROKEN_OFF end");
    }

    /** A fault of the ledger must not show what it was. */
    @Test
    void tellsNothingOfAFaultButItsCode() throws IOException {
        Function<byte[], Storing> door = line ->
                new Storing(CompletableFuture.failedFuture(new IllegalStateException("secret " + Map.of("a", 1))));

        assertThat(results(door, "a\n")).containsExactly("1 INTERNAL");
        assertThat(out.toString(UTF_8)).doesNotContain("secret");
    }

    /** Commits a line only when its result is waited for, and knows how many waited at most. */
    private static final class InFlight implements Function<byte[], Storing> {
        private int now;
        private int most;

        @Override
        public Storing apply(byte[] line) {
            now++;
            most = Math.max(most, now);
            return new Storing(new CompletableFuture<>() {
                @Override
                public Accepted join() {
                    now--;
                    return new Accepted(FIRST, false);
                }
            });
        }
    }

    private static class Repeated extends InputStream {
        private final byte[] line;
        private final long bytes;
        private long given;

        Repeated(byte[] line, int times) {
            this.line = line;
            this.bytes = (long) line.length * times;
        }

        @Override
        public int read() {
            return given == bytes ? -1 : line[(int) (given++ % line.length)];
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (given == bytes) {
                return -1;
            }
            int from = (int) (given % line.length);
            int count = Math.min(length, line.length - from);
            System.arraycopy(line, from, to, offset, count);
            given += count;
            return count;
        }

        @Override
        public int available() {
            return given == bytes ? 0 : 1;
        }
    }

    /** Keeps the last line only. */
    private static final class LineCounter extends OutputStream {
        private int lines;
        private boolean ended;
        private final ByteArrayOutputStream last = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            if (ended) {
                last.reset();
            }
            last.write(b);
            ended = b == '\n';
            lines += ended ? 1 : 0;
        }
    }
}
