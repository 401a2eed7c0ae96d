package org.shuqiao.routes.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes everything that waits and writes it in one transaction, so that a batch is one row when the gateway is idle and
 * large under load, with no added delay.
 *
 * @param <T> what a caller hands in
 * @param <R> what it is told once the row is committed
 */
public final class GroupCommitter<T, R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);
    private static final long LOOK_UP_MS = 50;
    private static final long CLOSE_MS = 5_000;

    private final BlockingQueue<Waiting<T, R>> queue;
    private final int rowsPerCommit;
    private final BatchWriter<T, R> writer;
    private final Consumer<List<R>> committed;
    private final Thread thread;
    private final LongAdder commits = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private volatile boolean closed;
    private volatile boolean ended;

    /**
     * @param rowsWaiting how many rows may wait before a caller is told {@link FailureCode#TOO_BUSY}
     * @param committed called after each commit with the results of its rows, before the callers are told
     */
    public GroupCommitter(
            String name, int rowsPerCommit, int rowsWaiting, BatchWriter<T, R> writer, Consumer<List<R>> committed) {
        this.queue = new ArrayBlockingQueue<>(rowsWaiting);
        this.rowsPerCommit = rowsPerCommit;
        this.writer = writer;
        this.committed = committed;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /**
     * What a committer has done since its start.
     *
     * @param rows of all commits, also of those that failed
     * @param waiting rows that wait now
     * @param alive whether it takes rows and its thread lives
     */
    public record Figures(long commits, long rows, int waiting, boolean alive) {}

    public Figures figures() {
        return new Figures(commits.sum(), rows.sum(), queue.size(), !closed && thread.isAlive());
    }

    public GroupCommitter<T, R> start() {
        thread.start();
        return this;
    }

    /** The result arrives after the commit; it fails with a {@link Failure} or the database's complaint about this row. */
    public CompletableFuture<R> submit(T row) {
        Waiting<T, R> waiting = new Waiting<>(row, new CompletableFuture<>());
        if (closed || !queue.offer(waiting)) {
            throw new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", 1));
        }
        if (ended) {
            failAllThatWait();
        }
        return waiting.result;
    }

    private void run() {
        List<Waiting<T, R>> batch = new ArrayList<>(rowsPerCommit);
        try {
            while (!closed || !queue.isEmpty()) {
                Waiting<T, R> first = queue.poll(LOOK_UP_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, rowsPerCommit - 1);
                    commit(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException stopped) {
            // Closed, and the rest takes too long.
        } finally {
            fail(batch);
            end();
        }
    }

    /** Whatever ends the thread, nobody may wait for it any longer. */
    private void end() {
        closed = true;
        ended = true;
        failAllThatWait();
    }

    private void failAllThatWait() {
        List<Waiting<T, R>> rest = new ArrayList<>();
        queue.drainTo(rest);
        fail(rest);
    }

    private void fail(List<Waiting<T, R>> rows) {
        rows.forEach(w -> w.result.completeExceptionally(new Failure(FailureCode.LEDGER_UNAVAILABLE)));
    }

    private void commit(List<Waiting<T, R>> batch) {
        List<R> written = new ArrayList<>(batch.size());
        List<Runnable> answers = new ArrayList<>(batch.size());
        writer.write(
                batch.stream().map(Waiting::row).toList(),
                (index, result) -> {
                    written.add(result);
                    answers.add(() -> batch.get(index).result.complete(result));
                },
                (index, failure) -> answers.add(() -> batch.get(index).result.completeExceptionally(failure)));
        try {
            committed.accept(written);
        } catch (RuntimeException ours) {
            // The rows are committed; every later caller would wait for ever if this ended the thread.
            LOG.error(
                    "{}: the listener failed: {}",
                    thread.getName(),
                    ours.getClass().getName());
        }
        commits.increment();
        rows.add(batch.size());
        answers.forEach(Runnable::run);
    }

    /** Refuses new rows and finishes those that wait, for at most five seconds; then it fails the rest. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        if (!thread.isAlive()) {
            end();
        }
    }

    private record Waiting<T, R>(T row, CompletableFuture<R> result) {}
}
