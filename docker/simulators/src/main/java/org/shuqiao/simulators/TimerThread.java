package org.shuqiao.simulators;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that does things later, one after another, and does not keep the process alive. */
final class TimerThread implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    TimerThread(String name) {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs the task after this time; after the end, never. A task that fails is told on standard error. */
    void later(long millis, Runnable task) {
        try {
            ScheduledFuture<?> unused = timer.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            // What is still to come is dropped, like all else that this process knows.
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getThreadGroup().uncaughtException(thread, e);
        }
    }
}
