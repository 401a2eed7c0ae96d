package org.shuqiao.gateway;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Accepted;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.Storing;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes one batch, line by line: each is a record of its own and gets a result of its own, in order, after its commit. A bad line
 * does not stop the others. Few lines wait for their commits at once; while they do, nothing more is read. Not thread-safe.
 */
final class BatchIntake {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Function<byte[], Storing> door;
    private final Results results;
    private final BatchAnswer answer;
    private final Deque<Pending> inFlight = new ArrayDeque<>();
    private long bytesInFlight;
    private boolean ledgerIsAway;

    /**
     * What a sender is told of a line.
     *
     * @param taken of a record that is in the ledger
     * @param refused of a failure, in the sender's language
     */
    record Results(Function<Accepted, ObjectNode> taken, Function<Failure, ObjectNode> refused) {}

    /** A line whose result is not told yet: it waits for its commit, or was refused. */
    private record Pending(long line, int bytes, @Nullable Storing storing, @Nullable Failure refusal) {
        boolean isDone() {
            return storing == null || storing.isDone();
        }

        Accepted await() {
            if (refusal != null) {
                throw refusal;
            }
            return Objects.requireNonNull(storing).await();
        }
    }

    /** Why a batch ended before its last line, and the first line that was not taken. */
    private record End(long line, Failure why) {}

    /**
     * @param door reads a record and hands it to the committer; throws {@link Failure} for what is wrong with it
     */
    BatchIntake(Function<byte[], Storing> door, Results results, BatchAnswer answer) {
        this.door = door;
        this.results = results;
        this.answer = answer;
    }

    /** @throws IOException where the results cannot be sent; what was committed stays committed */
    void take(NdjsonLines lines) throws IOException {
        End end = takeLines(lines);
        settleAll();
        if (end != null) {
            add(end.line(), results.refused().apply(end.why()).put("restNotRead", true));
        }
        answer.finish();
    }

    /** @return why the rest is not read; null at the end of the batch */
    private @Nullable End takeLines(NdjsonLines lines) throws IOException {
        for (long taken = 0; ; taken++) {
            NdjsonLines.Line line;
            try {
                line = lines.next(this::tellAll);
            } catch (IOException brokenOff) {
                return new End(lines.number() + 1, new Failure(FailureCode.BATCH_BROKEN_OFF));
            }
            if (line == null) {
                return null;
            }
            Failure full = full(lines, taken);
            if (full != null) {
                return new End(line.number(), full);
            }
            take(line);
            settle();
        }
    }

    /** The sender may be waiting for us. */
    private void tellAll() throws IOException {
        settleAll();
        answer.flush();
    }

    private @Nullable Failure full(NdjsonLines lines, long taken) {
        if (taken == Limits.BATCH_LINES) {
            return new Failure(FailureCode.BODY_TOO_LARGE, Map.of("maxLines", Limits.BATCH_LINES));
        }
        if (lines.isExceeded()) {
            return new Failure(FailureCode.BODY_TOO_LARGE, Map.of("maxBytes", Limits.BATCH_BYTES));
        }
        if (answer.bytes() > Limits.BATCH_ANSWER_BYTES) {
            return new Failure(FailureCode.BODY_TOO_LARGE, Map.of("maxAnswerBytes", Limits.BATCH_ANSWER_BYTES));
        }
        return ledgerIsAway ? LedgerAway.failure() : null;
    }

    private void take(NdjsonLines.Line line) throws IOException {
        byte[] body = line.body();
        Pending pending = body == null ? tooLong(line) : handedIn(line.number(), body);
        inFlight.add(pending);
        bytesInFlight += pending.bytes();
    }

    private static Pending tooLong(NdjsonLines.Line line) {
        Failure refusal = new Failure(FailureCode.BODY_TOO_LARGE, Map.of("maxBytes", Limits.RECORD_BYTES));
        return new Pending(line.number(), 0, null, refusal);
    }

    private Pending handedIn(long line, byte[] body) throws IOException {
        try {
            return new Pending(line, body.length, door.apply(body), null);
        } catch (Failure refusal) {
            if (refusal.code() == FailureCode.TOO_BUSY && !inFlight.isEmpty()) {
                // Our own lines are among those that wait for the committer; once they are through there is room.
                settleAll();
                return handedIn(line, body);
            }
            return new Pending(line, 0, null, refusal);
        }
    }

    private void settle() throws IOException {
        while (!inFlight.isEmpty()
                && (inFlight.element().isDone()
                        || inFlight.size() >= Limits.BATCH_LINES_IN_FLIGHT
                        || bytesInFlight >= Limits.BATCH_BYTES_IN_FLIGHT)) {
            tellOldest();
        }
    }

    private void settleAll() throws IOException {
        while (!inFlight.isEmpty()) {
            tellOldest();
        }
    }

    private void tellOldest() throws IOException {
        Pending oldest = inFlight.remove();
        bytesInFlight -= oldest.bytes();
        ObjectNode result;
        try {
            result = results.taken().apply(oldest.await());
        } catch (Failure failure) {
            Failure told = LedgerAway.isCause(failure.getCause()) ? LedgerAway.failure() : failure;
            ledgerIsAway |= told.code() == FailureCode.LEDGER_UNAVAILABLE;
            result = results.refused().apply(told);
        }
        add(oldest.line(), result);
    }

    private void add(long line, ObjectNode result) throws IOException {
        ObjectNode numbered = JSON.createObjectNode().put("line", line);
        numbered.setAll(result);
        // A malformed record has a line, too, which is always its first.
        numbered.put("line", line);
        byte[] json = JSON.writeValueAsBytes(numbered);
        byte[] ended = Arrays.copyOf(json, json.length + 1);
        ended[json.length] = '\n';
        answer.add(ended);
    }
}
